// What residents drawn by chance answered, as the public is told it.
import { get } from '@/api/client'
import type { PlaceRef } from '@/api/types'

export const MEASURES = ['took_place', 'listened', 'satisfied'] as const
export type Measure = (typeof MEASURES)[number]
/** In tenths of a percent. */
export interface AnswerShare { measure: Measure; at: number; low: number; high: number }
export interface Answered { code: string; name: string; answers: number | null; figures: AnswerShare[] }
export interface OpenDraw { frame: 'reached' | 'cases' | 'all'; since: string; until: string; drawn: number; completed: number; own: Answered; below: Answered[]; orders: { measure: Measure; told: boolean; overlapping: number; pairs: number }[] }
export interface OpenAnswers { city: PlaceRef; quarters: { quarter: string; day: string; draws: OpenDraw[] }[]; next: string; next_day: string }

export const readOpenAnswers = (signal: AbortSignal): Promise<OpenAnswers> => get('/open/satisfaction', {}, signal)
export const shareOf = (of: Answered, measure: Measure): AnswerShare | undefined => of.figures.find((one) => one.measure === measure)
