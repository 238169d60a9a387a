// A talk as it is being written: its defaults, its draft, and the record it becomes.
import type { How, Statement, Together, Visit, VisitBody } from './types'
import { plus } from './weeks'

export interface Draft {
  village: string; household: string | null; day: string; how: How; did: Together[]; with: string[]
  statements: Statement[]; needs: string[]; promises: { words: string; due: string }[]; kept: string[]
  corrects: string | null
  /** The record of the queue that this one takes the place of. */
  replaces: string | null
  /** Seconds spent on it so far, while it was in sight. */
  seconds: number
}
export const DUE = { d3: 3, w1: 7, w2: 14, m1: 30 } as const

export const emptyStatement = (): Statement => ({ words: '', consent: false, quotable: false })
export const emptyDraft = (at: { village: string; household: string | null }, day: string, how: How): Draft => ({
  ...at, day, how, did: [], with: [], statements: [emptyStatement()], needs: [''], promises: [{ words: '', due: plus(day, DUE.w1) }], kept: [], corrects: null, replaces: null, seconds: 0,
})

/** A draft filled from a record: to correct what stands, or to mend what was refused. */
export function draftOf(body: VisitBody, as: { corrects: string | null; replaces: string | null }): Draft {
  const fresh = emptyDraft(body, body.day, body.how)
  return {
    ...fresh, ...as, did: [...body.did], with: [...body.with], kept: [...body.kept],
    statements: body.statements.length ? body.statements.map((one) => ({ ...one })) : fresh.statements,
    needs: body.needs.length ? body.needs.map((one) => one.words) : fresh.needs,
    promises: body.promises.length ? body.promises.map(({ words, due }) => ({ words, due })) : fresh.promises,
  }
}

/** The body that a visit of the copy was made of, with what was raised and promised in it. */
export function bodyOf(visit: Visit, needs: { id: string; words: string }[], promises: { id: string; words: string; due: string }[], me: string): VisitBody {
  const did = visit.did.filter((one): one is Together => one === 'eat' || one === 'stay' || one === 'work')
  const { village, household, day, how, statements } = visit
  return { village, household, day, how, did, with: visit.by.map((one) => one.ref).filter((ref) => ref && ref !== me), statements, needs, promises, kept: [], corrects: visit.id, at: 0 }
}

/** Whether anything was written or ticked that would be missed. */
export function touched(draft: Draft): boolean {
  return written(draft) || draft.did.length > 0 || draft.kept.length > 0
}
export function written(draft: Draft): boolean {
  return [...draft.statements.map((one) => one.words), ...draft.needs, ...draft.promises.map((one) => one.words)].some((words) => words.trim() !== '')
}

/** Words as the server takes them: trimmed, no control characters but line ends, which keyboards and pasted text bring along. */
const clean = (words: string): string => words.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '').trim()

/** The record. `due` is never before the day of the talk. */
export function finish(draft: Draft, at: number, newId: () => string): VisitBody {
  const { village, household, day, how, did, corrects, kept } = draft
  return {
    village, household, day, how, did, with: draft.with, kept, corrects, at,
    statements: draft.statements.map((one) => ({ ...one, words: clean(one.words) })).filter((one) => one.words),
    needs: draft.needs.map(clean).filter(Boolean).map((words) => ({ id: newId(), words })),
    promises: draft.promises.filter((one) => clean(one.words)).map(({ words, due }) => ({ id: newId(), words: clean(words), due: due < day ? day : due })),
  }
}

/** One draft per household or village; a correction has its own. */
export const draftName = (at: { village: string; household: string | null }, record: string | null): string => ['talk', at.household ?? at.village, record ?? ''].join(' ').trim()
