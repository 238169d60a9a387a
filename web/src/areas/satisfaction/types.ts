// Shapes of draws, calls and figures.
import type { PlaceRef } from '@/api/types'

export type Frame = 'reached' | 'cases' | 'all'
/** What a frame is cut by: `tier` of those reached only, `kind` of cases only. */
export type Strata = 'county' | 'township' | 'tier' | 'kind'
export const STRATA: Record<Frame, readonly Strata[]> = { reached: ['township', 'county', 'tier'], cases: ['township', 'county', 'kind'], all: ['township', 'county'] }
export type DrawState = 'draft' | 'committed' | 'drawn' | 'closed' | 'released' | 'withdrawn'
export interface DrawLine {
  ref: string; name: string; place: PlaceRef; frame: Frame; since: string; until: string; strata: Strata
  /** JSON of the aim and of the share expected to answer. */
  aim: string
  state: DrawState; units: number; completes: number; drawn: number; made_by: string; made_at: number; reason: string; released_month: string; version: number
}
export type Outcome = 'completed' | 'broken_off' | 'refused' | 'not_reached' | 'wrong_number' | 'no_number' | 'moved' | 'unable'
export interface Rates {
  drawn: number; completed: number; open: number; attempts: number; response: number | null; response3: number | null; refusal: number | null; contact: number | null
  outcomes: { outcome: Outcome; n: number }[]
}
export interface Draw extends DrawLine {
  statement: string; commitment: string; first: string; second: string; witness: string; seed: string; committed_at: number; drawn_at: number
  strata_count: number; rates: Rates; counties: { place: PlaceRef; rates: Rates }[]
}
export interface NewDraw {
  name: string; place: string; frame: Frame; since: string; until: string; strata: Strata
  aim: { kind: 'margin' | 'find'; margin?: number; rate?: number }
  response: number
}
export interface Aim { aim: { kind: 'margin'; margin: number; confidence: number } | { kind: 'find'; rate: number; sure: number }; response: number }

export interface Callback {
  draw: string; n: number; frame: Frame; village: PlaceRef; house: string; name: string; visit: { day: string; official: string } | null; case: string | null; attempts: number
}
export interface Now { held: boolean; waiting: number }
export interface Next { callback: Callback | null; waiting: number }
export interface Numbers { numbers: { id: string; text: string }[] }
export type Heard = 'yes' | 'partly' | 'no'
export interface Ended { outcome: Outcome; took_place?: Heard; listened?: Heard; satisfied?: number; later_minutes?: number }

export type Asked = 'took_place' | 'listened' | 'satisfied'
export const ASKED: readonly Asked[] = ['took_place', 'listened', 'satisfied']
export interface Figure { measure: Asked; share: number; low: number; high: number; like_share: number; like_low: number; like_high: number }
export interface PlaceAnswers { place: PlaceRef; answers: number | null; figures: Figure[] }
export interface Results {
  draw: DrawLine | null; released: { ref: string; name: string; month: string }[]; place: PlaceRef; own: PlaceAnswers | null; below: PlaceAnswers[]
  orders: { measure: Asked; told: boolean; overlapping: number; pairs: number }[]
  rates: Rates | null
}
export interface OwnAnswers { months: { month: string; answers: number; figures: Figure[] }[] }
