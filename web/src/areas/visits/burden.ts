// Seconds that a record takes, which of its fields are filled and which are read again: one number a week, without a name, only for
// weeks that are over.
import { Problem, post } from '@/api/client'
import { recall, remember } from '@/data/phone'
import { add, look, middle, type Weeks } from './burden.pure'
import { today } from './notebook'
import { isoWeek } from './weeks'

async function change(by: (weeks: Weeks) => Weeks): Promise<void> {
  await remember('burden', by((await recall<Weeks>('burden')) ?? {}))
}
export const noteBurden = (seconds: number, filled: Record<string, boolean>): Promise<void> => change((weeks) => add(weeks, isoWeek(today()), seconds, filled))
export const noteRead = (fields: readonly string[]): Promise<void> => change((weeks) => look(weeks, isoWeek(today()), fields))

export async function sendBurden(): Promise<void> {
  for (const [week, { seconds, fields, read }] of Object.entries((await recall<Weeks>('burden')) ?? {})) {
    if (week >= isoWeek(today())) continue
    // Without a record there is no number to tell; what the server refuses it will refuse again.
    if (seconds.length) await post('/burden', { form: 'visit', week, seconds: middle(seconds), fields, read }).catch(refused)
    await change(({ [week]: _, ...rest }) => rest)
  }
}

function refused(cause: unknown): void {
  if (!(cause instanceof Problem) || cause.status !== 422) throw cause
}
