// What the server tells by a slip's token.
export type Word = 'solved' | 'partly' | 'not_solved'
export const WORDS: readonly Word[] = ['solved', 'partly', 'not_solved']
export interface Told { day: string; act: 'done' | 'cannot' | 'stop'; unit: string; words: string }
export interface Matter {
  title: string; words: string; theme: string; village: string; raised: string
  office: 'received' | 'accepted' | 'in_progress' | 'done' | 'cannot'; resident: 'unasked' | 'asked' | Word | 'silent'
  rung: 'township' | 'county' | 'city'; stage: 'open' | 'asked' | 'finished'; owner: string; due: string | null; round: number
  /** The latest first. */
  told: Told[]
  may_answer: boolean; again_until: string | null
  /** Whether the household wants the police of its village to know of it. */
  police: boolean
  /** Whether it is known whose it is: else nothing can be asked about the household's record. */
  household: boolean
}
/** What the household asked, and what it was answered; no answer yet while it is owed. */
export interface Question { kind: 'why' | Wish; event: string | null; unit: string; words: string; asked_on: string; due: string; answer: string; answered_on: string | null }
export type Wish = 'copy' | 'correct' | 'erase'
export const WISHES: readonly Wish[] = ['copy', 'correct', 'erase']
export interface Reader { at: number; day: string; unit: string; role: string; class: string; whole_village: boolean; purpose: string; event: string; asked: Question | null }
export interface Readers { items: Reader[]; requests: Question[] }
/** What the household lets others see, and to whom it may give more. */
export const LETS = ['contact', 'hardship', 'health', 'money'] as const
export type Lets = (typeof LETS)[number]
export interface Grant { id: string; seat: 'police' | 'department'; unit: string; class: Lets; since: string; until: string; holds: boolean }
export interface Grants { items: Grant[]; units: { ref: string; name: string }[] }
