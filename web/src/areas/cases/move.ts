// Whose move a case is, and what one may do with it: what the page offers; the server decides.
import type { Act, Case, Part, Rung, Standing } from './types'

export type Move = 'nobody' | 'take_on' | 'transfer' | 'second_reader' | 'owner' | 'stands' | 'ask' | 'household'

/** Who has to do something now. */
export function move(of: Standing, due: string | null): Move {
  if (of.stage === 'finished') return 'nobody'
  if (of.pending.for !== 'nothing') return of.pending.for
  if (of.stage === 'asked') return of.resident === 'asked' ? 'household' : 'ask'
  if (of.office === 'received') return 'take_on'
  return due ? 'owner' : 'stands'
}

/** In whose name a reader acts: his units, the rungs on which they stand, and whether he may read a second time. */
export interface Hands { units: readonly string[]; rungs: readonly Rung[]; reads: boolean }

/** What one may do with a case. What nobody has taken on in a county or the city is nobody's task yet, and still to be taken on. */
export function acts(of: Case, by: Hands): Act[] {
  const mine = (unit: string | null | undefined): boolean => unit != null && by.units.includes(unit)
  const { pending } = of
  if (of.stage === 'finished') return []
  if (pending.for === 'transfer') return mine(pending.to) ? ['take_over', 'send_back'] : partActs(of, by)
  if (pending.for === 'second_reader') {
    if (pending.reader) return mine(pending.reader) ? ['second_read'] : partActs(of, by)
    return by.reads && !mine(pending.unit) ? ['take_reading'] : partActs(of, by)
  }
  const own = partActs(of, by)
  if (of.stage === 'asked') return of.task ? ['ask'] : []
  if (of.office === 'received') return [...own, ...((of.task && !own.length) || by.rungs.includes(of.rung) ? (['accept', 'offer'] as const) : [])]
  if (!of.task || !mine(of.owner?.ref)) return own
  const going: Act[] = of.clock.due ? ['done', 'stop'] : ['resume', 'done']
  return [...(of.office === 'accepted' ? (['begin'] as const) : []), ...going, 'invite', 'offer', 'cannot']
}

/** What one may say of one's own part. */
function partActs(of: Case, by: Hands): Act[] {
  const part = of.parts.find((one) => by.units.includes(one.unit.ref) && (one.state === 'asked' || one.state === 'open'))
  if (!part) return []
  return part.state === 'asked' ? ['join', 'decline'] : ['part_done', 'hand_back']
}

/** Whether the owner may take a part back: what nobody has taken on, or what is past its day. */
export const withdrawable = (part: Part, today: string): boolean => part.state === 'asked' || (part.state === 'open' && part.by < today)

const WORDS: readonly Act[] = ['done', 'stop', 'send_back', 'decline', 'part_done', 'hand_back', 'withdraw', 'cost']
/** The words that an act needs at the least; none where they are left to the writer. */
export function least(act: Act): number {
  if (act === 'cannot') return 10
  if (act === 'invite') return 2
  return WORDS.includes(act) ? 1 : 0
}
