// Seconds that a record takes, which of its fields are filled and which are read again: one number a week, without a name, only for
// weeks that are over.
import { Problem, post } from '@/api/client'
import type { components } from '@/api/schema'
import { recall, remember } from '@/data/phone'
import { add, filled, inSight, look, middle, type Weeks } from './burden.pure'
import { today } from './notebook'
import type { VisitBody } from './types'
import { isoWeek } from './weeks'

type Told = components['schemas']['Told']

async function change(by: (weeks: Weeks) => Weeks): Promise<void> {
  await remember('burden', by((await recall<Weeks>('burden')) ?? {}))
}
export const noteBurden = (seconds: number, body: VisitBody): Promise<void> => change((weeks) => add(weeks, isoWeek(today()), seconds, filled(body)))
export const noteRead = (of: Parameters<typeof inSight>[0]): Promise<void> => change((weeks) => look(weeks, isoWeek(today()), inSight(of)))

export async function sendBurden(): Promise<void> {
  for (const [week, { seconds, fields, read }] of Object.entries((await recall<Weeks>('burden')) ?? {})) {
    if (week >= isoWeek(today())) continue
    // Without a record there is no number to tell; what the server refuses it will refuse again.
    const told: Told = { form: 'visit', week, seconds: middle(seconds), fields, read }
    if (seconds.length) await post('/burden', told).catch(refused)
    await change(({ [week]: _, ...rest }) => rest)
  }
}

function refused(cause: unknown): void {
  if (!(cause instanceof Problem) || cause.status !== 422) throw cause
}
