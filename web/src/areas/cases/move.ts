// Whose move a case is, and what one may do with it: what the page offers; the server decides.
import type { Act, Case, Standing } from './types'

export type Move = 'nobody' | 'take_on' | 'transfer' | 'second_reader' | 'owner' | 'stands' | 'ask' | 'household'

/** Who has to do something now. */
export function move(of: Standing, due: string | null): Move {
  if (of.stage === 'finished') return 'nobody'
  if (of.pending.for !== 'nothing') return of.pending.for
  if (of.stage === 'asked') return of.resident === 'asked' ? 'household' : 'ask'
  if (of.office === 'received') return 'take_on'
  return due ? 'owner' : 'stands'
}

/** What somebody may do for whom the case is a task; `asked` says that a transfer is offered to his own unit. */
export function acts(of: Case, asked: boolean): Act[] {
  if (!of.task || of.stage === 'finished') return []
  if (of.pending.for === 'transfer') return asked ? ['take_over', 'send_back'] : []
  if (of.pending.for === 'second_reader') return of.owner?.ref === of.pending.unit && !asked ? [] : ['second_read']
  if (of.stage === 'asked') return ['ask']
  if (of.office === 'received') return ['accept', 'offer']
  const going: Act[] = of.clock.due ? ['done', 'stop'] : ['resume', 'done']
  return [...(of.office === 'accepted' ? (['begin'] as const) : []), ...going, 'offer', 'cannot']
}

/** The words that an act needs at the least; none where they are left to the writer. */
export function least(act: Act): number {
  if (act === 'cannot') return 10
  return act === 'done' || act === 'stop' || act === 'send_back' ? 1 : 0
}
