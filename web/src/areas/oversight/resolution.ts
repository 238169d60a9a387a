// The numbers of cases, as the server tells them.
import { get } from '@/api/client'
import type { Figure, PlaceRef } from '@/api/types'

export const NUMBERS = ['raised', 'finished', 'solved', 'cannot', 'clocks', 'kept', 'reopened', 'recurred'] as const
export type CaseNumbers = Record<(typeof NUMBERS)[number], Figure>
export interface CaseFigures {
  place: PlaceRef; ancestors: PlaceRef[]; as_of: string; quarter: string; now: CaseNumbers; children: { place: PlaceRef; figures: CaseNumbers }[]
  themes: { theme: string; raised: Figure }[]; quarters: { quarter: string; figures: CaseNumbers }[]
}

export const readCaseFigures = (place: string, from: string, to: string, signal: AbortSignal): Promise<CaseFigures> => get('/cases/figures', { place, from, to }, signal)

/** A quarter so many before another one. */
export function before(quarter: string, n: number): string {
  const all = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(5)) - 1 - n
  return `${Math.floor(all / 4)}Q${(all % 4) + 1}`
}
/** The quarter of a day. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** A part of a whole; nothing where one of them is withheld or there is no whole. */
export function partOf(part: Figure, whole: Figure): number | undefined {
  return part.n === null || !whole.n ? undefined : part.n / whole.n
}
