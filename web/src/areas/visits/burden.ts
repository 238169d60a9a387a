// Seconds that a record takes and which of its fields are used: one number a week, without a name, only for weeks that are over.
import { post } from '@/api/client'
import { recall, remember } from '@/data/phone'
import { add, middle, type Weeks } from './burden.pure'
import { today } from './notebook'
import { isoWeek } from './weeks'

export async function noteBurden(seconds: number, filled: Record<string, boolean>): Promise<void> {
  await remember('burden', add((await recall<Weeks>('burden')) ?? {}, isoWeek(today()), seconds, filled))
}

export async function sendBurden(): Promise<void> {
  const weeks = (await recall<Weeks>('burden')) ?? {}
  for (const [week, { seconds, fields }] of Object.entries(weeks)) {
    if (week >= isoWeek(today())) continue
    await post('/burden', { form: 'visit', week, seconds: middle(seconds), fields })
    const now = (await recall<Weeks>('burden')) ?? {}
    delete now[week]
    await remember('burden', now)
  }
}
