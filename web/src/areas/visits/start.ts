// What a linked official's browser does once it is known who is signed in: opens the copy, keeps it up to date, starts the worker.
import { get } from '@/api/client'
import type { MyVillages, Session } from '@/api/types'
import { begin, keepRows, kick, recall, remember, row, rows } from '@/data/phone'
import { wire } from '@/data/wire'
import { words } from '@/i18n/lang'
import { sync } from '@/i18n/sync'
import '@/styles/phone.css'

const t = words(sync)
let known = false

export async function startPhone(session: Session): Promise<void> {
  if (!session.account) return
  const { id, name } = session.account
  if (known) void kick()
  known = true
  await begin({ account: id, name }, wire(t.value.device(system(navigator.userAgent))), afterRound)
  void import('@/shell/install').then(({ startWorker }) => startWorker())
}

const system = (agent: string): string => /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? ''

/** What the feed does not carry: every ten minutes how one's cases stand, once a day the villages' profiles and who else is linked. */
async function afterRound(): Promise<void> {
  await import('./burden').then(({ sendBurden }) => sendBurden()).catch(() => {})
  await import('./ownCases').then(({ mindCases }) => mindCases()).catch(() => {})
  const last = (await recall<number>('profiles')) ?? 0
  const missing = [...rows().values()].some((one) => one.entity === 'village' && !row('profile', one.id))
  if (!missing && Date.now() - last < 20 * 3_600_000) return
  const mine = await get<MyVillages>('/me/villages')
  await keepRows(mine.villages.map(({ village, profile, others }) => ({ entity: 'profile', op: 'put', scope: village.code, data: { profile, others } })))
  await remember('profiles', Date.now())
}
