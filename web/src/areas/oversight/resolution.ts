// The numbers of cases, as the server tells them.
import { get } from '@/api/client'
import type { Figure, PlaceRef } from '@/api/types'

export const NUMBERS = ['raised', 'finished', 'solved', 'cannot', 'clocks', 'kept', 'reopened', 'recurred'] as const
/** Those that are told wherever there is anything: what could not be solved is not told by theme. */
const COUNTED = NUMBERS.filter((key) => key !== 'cannot')
export type Numbers = Record<(typeof NUMBERS)[number], Figure>
/** What became of those finished that households do not call solved. */
export interface Outcomes { partly: number; not_solved: number; silent: number }
/** A share in tenths of a percent with its range; beside the place above: higher, lower, or not to be told apart. */
export interface ShareRange { at: number; low: number; high: number; beside: 'higher' | 'lower' | 'not_apart' | null }
export interface CaseNumbers extends Numbers { outcomes: Outcomes | null; solved_range: ShareRange | null; kept_range: ShareRange | null }
export interface CaseFigures {
  place: PlaceRef; ancestors: PlaceRef[]; as_of: string; quarter: string; now: CaseNumbers; children: { place: PlaceRef; figures: CaseNumbers }[]
  themes: { theme: string; raised: Figure }[]; quarters: { quarter: string; figures: CaseNumbers }[]
}
/** By theme, or by the tier by which they came to light. */
export interface CaseCut {
  place: PlaceRef; ancestors: PlaceRef[]; as_of: string; quarter: string; cut: 'theme' | 'tier'; parts: { part: string; figures: CaseNumbers }[]; part: string
  children: { place: PlaceRef; figures: CaseNumbers }[]; quarters: { quarter: string; figures: CaseNumbers }[]
}
export type OpenNumbers = Pick<CaseNumbers, 'raised' | 'finished' | 'solved' | 'clocks' | 'kept' | 'outcomes' | 'solved_range' | 'kept_range'>
export interface OpenQuarter { quarter: string; day: string; city: OpenNumbers; counties: { code: string; name: string; figures: OpenNumbers }[] }
export interface OpenFigures { city: PlaceRef; quarters: OpenQuarter[]; next: string; next_day: string }

export const readCaseFigures = (place: string, from: string, to: string, signal: AbortSignal): Promise<CaseFigures> => get('/cases/figures', { place, from, to }, signal)
export const readCaseCut = (of: { place: string; cut: CaseCut['cut']; part: string; from: string; to: string }, signal: AbortSignal): Promise<CaseCut> => get('/cases/figures/cut', of, signal)
export const readOpenCases = (signal: AbortSignal): Promise<OpenFigures> => get('/open/cases', {}, signal)

/** A quarter so many before another one. */
export function before(quarter: string, n: number): string {
  const all = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(5)) - 1 - n
  return `${Math.floor(all / 4)}Q${(all % 4) + 1}`
}
const any = (of: CaseNumbers): boolean => COUNTED.some((key) => of[key].n !== 0)
/** From the first quarter in which there was anything. */
export const since = (all: CaseFigures['quarters']): CaseFigures['quarters'] => all.slice(Math.max(0, Math.min(all.length - 1, all.findIndex((one) => any(one.figures)))))
/** All parts; without what was counted before there were tiers, where there was nothing. */
export const someOf = (told: Pick<CaseCut, 'parts'>): CaseCut['parts'] => told.parts.filter((one) => one.part !== 'earlier' || any(one.figures))
/** The quarter of a day. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`

/** A part of a whole; nothing where one of them is withheld or there is no whole. */
export function partOf(part: Figure, whole: Figure): number | undefined {
  return part.n === null || !whole.n ? undefined : part.n / whole.n
}

/** Tenths of a percent, as one reads them. */
export const tenths = (n: number): string => `${(n / 10).toFixed(1)}%`

/** Of the places whose share is told, those that can be told apart from the whole. */
export function apart<T extends { range: ShareRange | null }>(places: readonly T[]): { told: number; apart: T[] } {
  const told = places.filter((place) => place.range?.beside)
  return { told: told.length, apart: told.filter((place) => place.range?.beside !== 'not_apart') }
}
