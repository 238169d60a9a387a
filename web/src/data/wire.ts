// The sync verbs of the API, in the shapes of the core.
import { get, post } from '@/api/client'
import type { Item } from './copy'
import type { Outcome } from './outbox'
import type { Wire } from './sync'

interface Line { entity: string; op: 'put' | 'gone'; village: string; id?: string | null; data?: unknown }
interface Pulled { items: Line[]; next: string; more: boolean; left_out?: unknown[] }

/** Pages are small at first, so that a list is there soon, and as large as the server gives afterwards. */
const FIRST = 150
const LATER = 500

export const wire = (name: string): Wire => ({
  register: (id) => post('/sync/devices', { id, name }),
  wiped: (id) => post(`/sync/devices/${id}/wiped`),
  async push(device, records) {
    const told = await post<{ received_at: number; results: Outcome[] }>('/sync/push', { device, records })
    return { received: told.received_at, results: told.results }
  },
  async pull(device, cursor) {
    const page = await get<Pulled>('/sync/pull', { device, after: cursor, limit: cursor ? LATER : FIRST })
    return { items: page.items.map(item), next: page.next, more: page.more, leftOut: page.left_out ?? [] }
  },
})

/** A village stands for its whole scope: its end has no id of its own. */
function item({ entity, op, village, id, data }: Line): Item {
  const own = id && id !== village ? id : undefined
  return { entity, op, scope: village, id: own, data }
}
