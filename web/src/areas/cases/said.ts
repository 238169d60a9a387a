// How a case stands, in words; and days as one says them.
import { cases } from '@/i18n/cases'
import { today } from '@/i18n/format'
import { joint } from '@/i18n/joint'
import { lang } from '@/i18n/lang'
import { move } from './move'
import type { CaseLine, Standing } from './types'

export const now = (): string => today(Date.now())

function daysTo(day: string): number {
  return Math.round((Date.parse(`${day}T12:00:00Z`) - Date.parse(`${now()}T12:00:00Z`)) / 86_400_000)
}

/** The office's key, or the household's once it has spoken. */
export function standing(of: Standing): string {
  const t = cases[lang.value]
  return of.stage === 'finished' || of.resident === 'asked' ? t.resident[of.resident] : t.office[of.office]
}
export const whose = (of: Standing, due: string | null): string => cases[lang.value].move[move(of, due)]
/** Units whose move it is beside the owner's. */
export const beside = (of: { parts: readonly { unit: string }[] }): string => (of.parts.length ? joint[lang.value].beside(of.parts.map((part) => part.unit)) : '')

/** The last day as one says it: how long there is, or how long it is over. */
export function due(of: Pick<CaseLine, 'due' | 'overdue' | 'stage'>): string {
  const t = cases[lang.value]
  if (of.stage !== 'open') return ''
  if (!of.due) return t.clockStands
  const days = daysTo(of.due)
  return days < 0 ? t.over(-days) : t.dueIn(days)
}

/** What was said as the reason for looking: kept in memory only, and gone with the window. */
export { lastPurpose, sayPurpose } from '@/areas/households/purpose'
