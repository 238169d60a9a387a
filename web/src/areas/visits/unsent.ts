// What is unsent, as a file for a program and as a text for a person.
import type { Entry } from '@/data/outbox'
import type { VisitBody } from './types'

export interface Names { home: (id: string | null) => string; village: (code: string) => string }
export interface Labels { title: string; kinds: Record<string, string>; how: Record<string, string>; said: string; need: string; promise: string; due: (day: string) => string }

export function asJson(entries: readonly Entry[], at: number): string {
  const records = entries.map(({ id, kind, body, state, made, problem }) => ({ id, kind, body, state, made_at: made, problem }))
  return `${JSON.stringify({ format: 'lianxin-unsent', version: 1, made_at: at, records }, null, 2)}\n`
}

export function asText(entries: readonly Entry[], names: Names, labels: Labels, at: string): string {
  const lines = [`${labels.title} · ${at}`, '']
  for (const { id, kind, body } of entries) {
    const { village, household, day, how, statements, needs, promises, reason } = body as unknown as VisitBody & { reason?: string }
    const what = [labels.kinds[kind] ?? kind, day, how && labels.how[how], names.village(village), names.home(household)]
    lines.push(`■ ${what.filter(Boolean).join(' · ')}`)
    for (const one of statements ?? []) lines.push(`  ${labels.said}: ${one.words}`)
    for (const one of needs ?? []) lines.push(`  ${labels.need}: ${one.words}`)
    for (const one of promises ?? []) lines.push(`  ${labels.promise}: ${one.words} (${labels.due(one.due)})`)
    if (reason) lines.push(`  ${reason}`)
    lines.push(`  ${id}`, '')
  }
  return lines.join('\n')
}
