// What became of a matter, as one would tell it.
import type { Words } from '@/i18n/resident'
import type { Matter, Reader, Word } from './types'

export interface Line { day: string; text: string; quote: string }

/** What was done so far, in order; the household's own words first. */
export function past(of: Matter, t: Words): Line[] {
  const told = of.told.map(({ day, act, unit, words }) => ({ day, text: t[act](unit || t.someone), quote: words })).reverse()
  return [{ day: of.raised, text: t.raised, quote: of.words }, ...told]
}

/** How it stands now, in one or two sentences. */
export function now(of: Matter, t: Words, when: (day: string) => string): string[] {
  if (of.stage === 'finished') return [t.finished[of.resident] ?? '']
  // The question itself says it.
  if (of.stage === 'asked') return []
  return [holds(of, t), of.due ? t.due(when(of.due)) : t.stands]
}

function holds(of: Matter, t: Words): string {
  const unit = of.owner || t.someone
  const rung = t.rung[of.rung] ?? ''
  if (of.office === 'accepted') return t.accepted(unit)
  if (of.office === 'in_progress') return of.round > 1 ? t.workingAgain(unit) : t.working(unit)
  if (of.round > 1) return t.waitsAgain(rung)
  return of.rung === 'township' ? t.waitsFirst(rung) : t.waitsLate(rung)
}

/** The household's last word, while there is one. */
export function answered(of: Matter): Word | undefined {
  return of.resident === 'solved' || of.resident === 'partly' || of.resident === 'not_solved' ? of.resident : undefined
}

export interface Looks { reader: Reader; classes: string[]; times: number }
/** Looks of one unit for one purpose on one day in one line, with all that was seen; by the look that was asked about, if one was. */
export function gathered(all: readonly Reader[]): Looks[] {
  const lines: (Looks & { of: Record<string, number> })[] = []
  for (const reader of all) {
    let line = lines.find(({ reader: other }) => (['day', 'unit', 'role', 'whole_village', 'purpose'] as const).every((key) => other[key] === reader[key]))
    if (!line) lines.push((line = { reader, classes: [], times: 0, of: {} }))
    else if (reader.asked && !line.reader.asked) line.reader = reader
    const seen = (line.of[reader.class] = (line.of[reader.class] ?? 0) + 1)
    if (seen === 1) line.classes.push(reader.class)
    line.times = Math.max(line.times, seen)
  }
  return lines
}
