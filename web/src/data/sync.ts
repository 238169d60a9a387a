// Sends what waits and fetches what changed. Safe to start at any moment, from any page of the browser, as often as one likes.
import type { Copy, Item } from './copy'
import { wipe } from './copy'
import type { Outbox, Outcome, Entry } from './outbox'
import type { Store } from './store'

export interface PullPage { items: Item[]; next: string; more: boolean; leftOut: unknown[] }
export interface Wire {
  register: (device: string) => Promise<void>
  /** Tells the server that a revoked device holds nothing any more. */
  wiped: (device: string) => Promise<void>
  push: (device: string, records: { id: string; kind: string; body: unknown }[]) => Promise<{ received: number; results: Outcome[] }>
  pull: (device: string, cursor: string) => Promise<PullPage>
}
/** A refusal as the wire throws it: status 0 is "no answer". */
export interface Refusal { status: number; code: string }
/** `revoked`: this device may hold nothing any more. `denied`: the account may not. `broken`: an answer that makes no sense. */
export type Trouble = 'offline' | 'signed_out' | 'revoked' | 'denied' | 'server' | 'broken'
export interface Device { id: string; registered: string; revoked: boolean }

export interface Options {
  store: Store
  /** Missing while a PIN keeps the copy shut: then it only sends. */
  copy: () => Copy | undefined
  outbox: Outbox
  wire: Wire
  account: string
  newId: () => string
  now: () => number
  /** Runs one at a time among all pages of the browser. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
  /** Called after each thing that is worth showing. */
  changed: () => void
}

export const BATCH = 200
const BATCH_BYTES = 400_000

export async function device(store: Store, newId: () => string): Promise<Device> {
  const kept = await store.get<Device>('meta', 'device')
  if (kept) return kept
  const made: Device = { id: newId(), registered: '', revoked: false }
  await store.commit([{ in: 'meta', put: made, key: 'device' }], { guard: { key: 'device', is: undefined } })
  return (await store.get<Device>('meta', 'device')) ?? made
}

/** One whole round. Throws nothing: answers what went wrong, or undefined. */
export async function round(by: Options): Promise<Trouble | undefined> {
  try {
    return await by.alone(async () => {
      await by.outbox.refresh()
      if (await by.copy()?.refresh()) by.changed()
      const own = await device(by.store, by.newId)
      if (own.revoked) return 'revoked'
      if (own.registered !== by.account) {
        await by.wire.register(own.id)
        await by.store.commit([{ in: 'meta', put: { ...own, registered: by.account }, key: 'device' }])
      }
      await push(by, own.id)
      await pull(by, own.id)
      return undefined
    })
  } catch (cause) {
    return await understand(by, cause)
  }
}

async function understand(by: Options, cause: unknown): Promise<Trouble> {
  const { status, code } = refusal(cause)
  if (status === 401) return 'signed_out'
  if (code === 'device_revoked') {
    const own = await device(by.store, by.newId)
    await wipe(by.store)
    await by.store.commit([{ in: 'meta', put: { ...own, revoked: true }, key: 'device' }], { strict: true })
    await by.wire.wiped(own.id).catch(() => {})
    return 'revoked'
  }
  if (code === 'unknown_device' || code === 'id_taken') {
    // The server was set back to a time before this device, or another account uses its id: the next round begins as a new one.
    await by.store.commit([{ in: 'meta', drop: 'device' }])
    return 'server'
  }
  if (status === 403 || status === 404) return 'denied'
  if (status === 0 && code === 'offline') return 'offline'
  return status >= 500 || status === 429 || status === 408 ? 'server' : 'broken'
}

const refusal = (cause: unknown): Refusal => {
  const { status, code } = (cause ?? {}) as Partial<Refusal>
  return { status: status ?? 0, code: code ?? 'unexpected' }
}

async function push(by: Options, own: string): Promise<void> {
  const waiting = by.outbox.entries.filter((entry) => entry.account === by.account && entry.state === 'waiting')
  for (const batch of batches(waiting)) {
    await send(by, own, batch)
    by.changed()
  }
}

/** A batch that is refused as a whole is halved, so that the one at fault holds up nobody. */
async function send(by: Options, own: string, batch: Entry[]): Promise<void> {
  try {
    const told = await by.wire.push(own, batch.map(({ id, kind, body }) => ({ id, kind, body })))
    await by.outbox.settle(told.results, told.received)
  } catch (cause) {
    const { status } = refusal(cause)
    if (![400, 413, 422].includes(status)) throw cause
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2)
      await send(by, own, batch.slice(0, half))
      await send(by, own, batch.slice(half))
    } else if (batch[0]) {
      const { body } = cause as { body?: Record<string, unknown> }
      await by.outbox.settle([{ id: batch[0].id, outcome: 'rejected', problem: { status, ...body } }], 0)
    }
  }
}

export function batches(entries: readonly Entry[]): Entry[][] {
  const made: Entry[][] = []
  let size = 0
  for (const entry of entries) {
    const bytes = JSON.stringify(entry.body).length * 3
    const last = made[made.length - 1]
    if (last && last.length < BATCH && size + bytes <= BATCH_BYTES) {
      last.push(entry)
      size += bytes
    } else {
      made.push([entry])
      size = bytes
    }
  }
  return made
}

async function pull(by: Options, own: string): Promise<void> {
  const copy = by.copy()
  if (!copy) return
  // What was acknowledged before this round is in what the round fetches: only then it may leave the queue.
  const sent = by.outbox.entries.filter((entry) => entry.account === by.account && entry.state === 'sent').map((entry) => entry.id)
  let asked = by.wire.pull(own, copy.mark.cursor)
  for (;;) {
    const page = await asked
    // The next page is on its way while this one is written.
    if (page.more) {
      asked = by.wire.pull(own, page.next)
      asked.catch(() => {})
    }
    const over = page.more ? {} : { complete: true, good: by.now(), leftOut: page.leftOut }
    const written = await copy.apply(page.items, { account: by.account, cursor: page.next, ...over })
    // Another page of the browser wrote without the lock: what it wrote is read, and the next round goes on from there.
    if (!written) {
      await copy.refresh()
      return
    }
    if (page.items.length || !page.more) by.changed()
    if (!page.more) break
  }
  if (sent.length) await by.outbox.drop(sent)
  by.changed()
}

/** Whether the copy is older than what may be kept without a word from the server. */
export function tooOld(good: number, now: number, days = 14): boolean {
  return good > 0 && now - good > days * 86_400_000
}

/** Milliseconds to wait after so many failures in a row: doubling to a minute, with jitter, so that a village does not call all at once. */
export function pause(failures: number, random: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(failures, 6)) * (0.5 + random)
}
