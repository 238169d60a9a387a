// What was written here: kept sealed until the server has it, bound to the account that wrote it, never dropped silently.
import { seal, unseal, type Box } from './seal'
import type { Change, Store } from './store'

/** `sent` is acknowledged and waits only until the feed brings it back. */
export type EntryState = 'waiting' | 'sent' | 'rejected' | 'conflict'
export interface Letter { kind: string; body: Record<string, unknown> }
export interface Entry extends Letter {
  id: string
  account: string
  /** Whose account it is, in words. */
  name: string
  state: EntryState
  made: number
  /** When the server said that it has it. */
  receipt?: number | undefined
  /** Why it was refused, as the server said it. */
  problem?: Record<string, unknown> | undefined
  /** What the server holds under the same id. */
  stored?: unknown
}
type Clear = Pick<Entry, 'account' | 'name' | 'state' | 'made' | 'receipt'>
type Hidden = Pick<Entry, 'kind' | 'body' | 'problem' | 'stored'>
type Kept = Clear & { box?: Box; open?: Hidden }

export interface Outcome { id: string; outcome: 'created' | 'duplicate' | 'rejected' | 'conflict'; problem?: Record<string, unknown> | null; stored?: unknown }
export interface Outbox {
  /** In the order of writing. */
  entries: readonly Entry[]
  /** Resolves once it is on disk. */
  add: (entries: readonly Entry[], also?: readonly Change[]) => Promise<void>
  /** Writes down what the server answered to each. */
  settle: (outcomes: readonly Outcome[], received: number) => Promise<void>
  drop: (ids: readonly string[]) => Promise<void>
  refresh: () => Promise<void>
}

export async function openOutbox(store: Store, key: CryptoKey | undefined): Promise<Outbox> {
  let entries = await read(store, key)
  // One change after the other: a reading must not overtake what is being written.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }
  const pack = async (entry: Entry): Promise<Change> => {
    const { id, account, name, state, made, receipt, kind, body, problem, stored } = entry
    const hidden: Hidden = { kind, body, problem, stored }
    const kept: Kept = { account, name, state, made, receipt, ...(key ? { box: await seal(key, hidden) } : { open: hidden }) }
    return { in: 'queue', put: kept, key: id }
  }
  return {
    get entries() {
      return entries
    },
    add: (fresh, also = []) => inTurn(async () => {
      await store.commit([...(await Promise.all(fresh.map(pack))), ...also], { strict: true })
      const ids = new Set(fresh.map((entry) => entry.id))
      entries = [...entries.filter((entry) => !ids.has(entry.id)), ...fresh]
    }),
    settle: (outcomes, received) => inTurn(async () => {
      const by = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
      const settled = entries.flatMap((entry) => {
        const told = by.get(entry.id)
        return told ? [after(entry, told, received)] : []
      })
      await store.commit(await Promise.all(settled.map(pack)), { strict: true })
      entries = entries.map((entry) => settled.find((one) => one.id === entry.id) ?? entry)
    }),
    drop: (ids) => inTurn(async () => {
      await store.commit(ids.map((id) => ({ in: 'queue', drop: id })), { strict: true })
      entries = entries.filter((entry) => !ids.includes(entry.id))
    }),
    refresh: () => inTurn(async () => {
      entries = await read(store, key)
    }),
  }
}

export const unsent = (entry: Entry): boolean => entry.state !== 'sent'

function after(entry: Entry, told: Outcome, received: number): Entry {
  if (told.outcome === 'created' || told.outcome === 'duplicate') return { ...entry, state: 'sent', receipt: received, problem: undefined, stored: undefined }
  if (told.outcome === 'conflict') return { ...entry, state: 'conflict', stored: told.stored }
  return { ...entry, state: 'rejected', problem: told.problem ?? {} }
}

async function read(store: Store, key: CryptoKey | undefined): Promise<Entry[]> {
  const kept = await store.all<Kept>('queue')
  const opened = await Promise.all(
    kept.map(async ([id, { box, open, ...clear }]): Promise<Entry[]> => {
      const hidden = open ?? (box && key ? await unseal<Hidden>(key, box) : undefined)
      return hidden ? [{ id: String(id), ...clear, ...hidden }] : []
    }),
  )
  return opened.flat()
}
