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
}
export interface Reader { at: number; day: string; unit: string; role: string; class: string; whole_village: boolean; purpose: string }
