// Whose move a case is, and what one may do with it: what the page offers; the server decides.
import type { Act, Case, Rung, Standing } from './types'

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
  if (pending.for === 'transfer') return mine(pending.to) ? ['take_over', 'send_back'] : []
  if (pending.for === 'second_reader') {
    if (pending.reader) return mine(pending.reader) ? ['second_read'] : []
    return by.reads && !mine(pending.unit) ? ['take_reading'] : []
  }
  if (of.stage === 'asked') return of.task ? ['ask'] : []
  if (of.office === 'received') return of.task || by.rungs.includes(of.rung) ? ['accept', 'offer'] : []
  if (!of.task) return []
  const going: Act[] = of.clock.due ? ['done', 'stop'] : ['resume', 'done']
  return [...(of.office === 'accepted' ? (['begin'] as const) : []), ...going, 'offer', 'cannot']
}

/** The words that an act needs at the least; none where they are left to the writer. */
export function least(act: Act): number {
  if (act === 'cannot') return 10
  return act === 'done' || act === 'stop' || act === 'send_back' ? 1 : 0
}
