// Whom to see next, and why. From arguments alone; every household that is named carries its reasons.
import type { Book } from './book'
import type { Household } from './types'
import { between } from './weeks'

export type Ground = 'promise' | 'answer' | 'never' | 'long'
export type Why =
  | { code: 'promise_over'; days: number; words: string }
  | { code: 'promise_due'; days: number; words: string }
  | { code: 'answer_owed'; days: number; words: string }
  | { code: 'never' }
  | { code: 'long'; days: number }
  | { code: 'elder' | 'quiet' | 'remote' }
  /** Seen twice this month already: only what is owed, no new questions. */
  | { code: 'only_owed' }
export interface Suggestion { home: Household; ground: Ground; why: Why[] }
export interface Next {
  groups: { ground: Ground; all: Suggestion[] }[]
  /** Left in peace: seen twice within thirty days. */
  resting: number
}

/** Promises count from so many days before they are due; a household is "long ago" after so many days; and it is asked so often in thirty days. */
export const SOON = 7
export const LONG = 90
export const MONTH = 30
export const MOST = 2
const REMOTE = 60
const GROUNDS: readonly Ground[] = ['promise', 'answer', 'never', 'long']

/**
 * The order: promises of mine that are due, by day; answers owed to whoever raised a need, the oldest first; households nobody has met,
 * elders first, then the more remote village; households last met long ago, the longest and the quiet first. A household that was
 * met twice within thirty days is named only when something is owed to it. Of a need whose case is done the household is asked by
 * others: it is no longer the official's to answer (`done`).
 */
export function next(book: Book, today: string, done: (need: string) => boolean = () => false): Next {
  const by = new Map<Ground, { suggestion: Suggestion; rank: number[] }[]>(GROUNDS.map((ground) => [ground, []]))
  let resting = 0
  for (const home of book.homes) {
    const tired = recent(book, home.id, today) >= MOST
    const found = judge(book, home, today, tired, done)
    if (!found) resting += tired ? 1 : 0
    else by.get(found.suggestion.ground)?.push(found)
  }
  const groups = GROUNDS.map((ground) => {
    const ranked = (by.get(ground) ?? []).sort((a, b) => compare(a.rank, b.rank))
    return { ground, all: ranked.map(({ suggestion }) => suggestion) }
  })
  return { groups: groups.filter((group) => group.all.length), resting }
}

/** Contacts within thirty days, by anyone. */
export function recent(book: Book, home: string, today: string): number {
  return (book.visitsOf.get(home) ?? []).filter((visit) => between(visit.day, today) < MONTH).length
}

function judge(book: Book, home: Household, today: string, tired: boolean, done: (need: string) => boolean): { suggestion: Suggestion; rank: number[] } | undefined {
  const difficulty = book.more.get(home.village)?.profile?.difficulty ?? 0
  const owed: Why[] = tired ? [{ code: 'only_owed' }] : []
  const promise = (book.promisesOf.get(home.id) ?? []).find((one) => one.mine && one.state === 'open')
  const days = promise ? between(today, promise.due) : Infinity
  if (promise && days <= SOON) {
    const why: Why = days < 0 ? { code: 'promise_over', days: -days, words: promise.words } : { code: 'promise_due', days, words: promise.words }
    return { suggestion: { home, ground: 'promise', why: [why, ...owed] }, rank: [days] }
  }
  const need = (book.needsOf.get(home.id) ?? []).filter((one) => one.state === 'open' && one.mine && !done(one.id)).sort((a, b) => (a.raised < b.raised ? -1 : 1))[0]
  // On the day itself nobody can know an answer yet.
  if (need && between(need.raised, today) >= 1) {
    const waited = between(need.raised, today)
    return { suggestion: { home, ground: 'answer', why: [{ code: 'answer_owed', days: waited, words: need.words }, ...owed] }, rank: [-waited] }
  }
  if (tired) return undefined
  const elder = home.standings.some((one) => one.kind !== 'thriving')
  const more: Why[] = [...(elder ? [{ code: 'elder' } as const] : []), ...(difficulty >= REMOTE ? [{ code: 'remote' } as const] : [])]
  const last = book.last.get(home.id)
  if (!last) return { suggestion: { home, ground: 'never', why: [{ code: 'never' }, ...more] }, rank: [elder ? 0 : 1, -difficulty] }
  const since = between(last, today)
  if (since < LONG) return undefined
  // Quiet: whoever raised nothing and was promised nothing in all that is kept here is easily overlooked.
  const quiet = !(book.needsOf.get(home.id)?.length || book.promisesOf.get(home.id)?.length)
  const why: Why[] = [{ code: 'long', days: since }, ...(quiet ? [{ code: 'quiet' } as const] : []), ...more]
  return { suggestion: { home, ground: 'long', why }, rank: [-Math.floor(since / 30), quiet ? 0 : 1, -difficulty, -since] }
}

function compare(a: number[], b: number[]): number {
  for (const [n, x] of a.entries()) if (x !== b[n]) return x - (b[n] ?? 0)
  return 0
}
