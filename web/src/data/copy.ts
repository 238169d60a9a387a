// The copy of what the server lets this account hold: rows in memory, sealed blocks of rows on disk. A page of the feed, the blocks it
// touches and the cursor after it are one transaction. What the server takes back is taken out of its block, not only hidden.
import { seal, unseal, type Box } from './seal'
import type { Change, Store } from './store'

export interface Row { entity: string; id: string; scope: string; data: unknown }
/** One line of the feed. `gone` without an id takes the whole scope. */
export interface Item { entity: string; op: 'put' | 'gone'; scope: string; id?: string | undefined; data?: unknown }
/** What is known about the copy besides its rows. */
export interface Mark {
  account: string
  cursor: string
  /** The first download has come to its end. */
  complete: boolean
  /** When everything was sent and fetched for the last time, in ms; 0 before. */
  good: number
  leftOut: unknown[]
}
export interface Copy {
  rows: ReadonlyMap<string, Row>
  mark: Readonly<Mark>
  /** Applies lines of the feed and the mark after them; false when another page of this browser was faster. */
  apply: (items: readonly Item[], mark: Partial<Mark>) => Promise<boolean>
  /** Reads everything again when another page has written. */
  refresh: () => Promise<boolean>
  /** Seals all rows by another key. */
  reseal: (key: CryptoKey, lock: Change) => Promise<boolean>
}

/** Rows in a block: small enough to seal again when one of them changes, large enough that all are read in a moment. */
const FULL = 400
export const nameOf = (entity: string, id: string): string => `${entity} ${id}`
export const emptyMark = (account: string): Mark => ({ account, cursor: '', complete: false, good: 0, leftOut: [] })

interface State { rows: Map<string, Row>; where: Map<string, number>; blocks: Map<number, Set<string>>; version: number | undefined; mark: Mark }

/** Opens the copy of an account. `key` is missing where nothing can be sealed: then nothing is kept. */
export async function openCopy(store: Store, key: CryptoKey | undefined, account: string): Promise<Copy> {
  let sealedBy = key
  let now = await read(store, sealedBy, account)
  return {
    get rows() {
      return now.rows
    },
    get mark() {
      return now.mark
    },
    async apply(items, mark) {
      const after = { ...now.mark, ...mark }
      const { put, drop } = gather(now, items)
      const { contents, puts } = arrange(now, put, drop)
      const version = (now.version ?? 0) + 1
      if (sealedBy) {
        const changes: Change[] = [{ in: 'meta', put: after, key: 'mark' }, { in: 'meta', put: version, key: 'version' }]
        changes.push(...(await sealBlocks(sealedBy, contents, (name) => put.get(name) ?? now.rows.get(name))))
        if (!(await store.commit(changes, { guard: { key: 'version', is: now.version } }))) return false
      }
      for (const name of drop) {
        now.rows.delete(name)
        now.where.delete(name)
      }
      for (const [name, row] of put) now.rows.set(name, row)
      for (const [name, block] of puts) now.where.set(name, block)
      for (const [block, names] of contents) names.size ? now.blocks.set(block, names) : now.blocks.delete(block)
      now.version = version
      now.mark = after
      return true
    },
    async refresh() {
      if (!sealedBy || (await store.get<number>('meta', 'version')) === now.version) return false
      now = await read(store, sealedBy, account)
      return true
    },
    async reseal(next, lock) {
      const version = (now.version ?? 0) + 1
      const changes: Change[] = [lock, { in: 'meta', put: version, key: 'version' }]
      changes.push(...(await sealBlocks(next, now.blocks, (name) => now.rows.get(name))))
      if (!(await store.commit(changes, { strict: true, guard: { key: 'version', is: now.version } }))) return false
      sealedBy = next
      now.version = version
      return true
    },
  }
}

/** Forgets the copy and its key. The queue and the drafts stay. */
export async function wipe(store: Store): Promise<void> {
  const version = (await store.get<number>('meta', 'version')) ?? 0
  await store.commit(
    [{ in: 'blocks', clear: true }, { in: 'meta', drop: 'lock' }, { in: 'meta', drop: 'mark' }, { in: 'meta', put: version + 1, key: 'version' }],
    { strict: true },
  )
}

async function read(store: Store, key: CryptoKey | undefined, account: string): Promise<State> {
  const state: State = { rows: new Map(), where: new Map(), blocks: new Map(), version: undefined, mark: emptyMark(account) }
  if (!key) return state
  // The version first: what another page writes in between is noticed by the guard.
  state.version = await store.get<number>('meta', 'version')
  state.mark = (await store.get<Mark>('meta', 'mark')) ?? state.mark
  const sealed = await store.all<Box>('blocks')
  const opened = await Promise.all(sealed.map(([, box]) => unseal<Row[]>(key, box)))
  for (const [at, rows] of opened.entries()) {
    const block = Number(sealed[at]?.[0])
    state.blocks.set(block, new Set(rows.map((row) => nameOf(row.entity, row.id))))
    for (const row of rows) {
      state.rows.set(nameOf(row.entity, row.id), row)
      state.where.set(nameOf(row.entity, row.id), block)
    }
  }
  return state
}

/** What a page of the feed adds or replaces, and what it takes away, line by line. */
function gather(now: State, items: readonly Item[]): { put: Map<string, Row>; drop: Set<string> } {
  const put = new Map<string, Row>()
  const drop = new Set<string>()
  for (const { entity, op, scope, id, data } of items) {
    if (op === 'put') {
      const name = nameOf(entity, id ?? scope)
      put.set(name, { entity, id: id ?? scope, scope, data })
      drop.delete(name)
    } else if (id === undefined) {
      for (const of of [now.rows, put]) for (const [name, row] of of) if (row.scope === scope) drop.add(name)
      for (const [name, row] of put) if (row.scope === scope) put.delete(name)
    } else {
      drop.add(nameOf(entity, id))
      put.delete(nameOf(entity, id))
    }
  }
  return { put, drop }
}

/** The blocks to write again: those that lose a row, and those that take the new ones. */
function arrange(now: State, put: Map<string, Row>, drop: Set<string>): { contents: Map<number, Set<string>>; puts: Map<string, number> } {
  const contents = new Map<number, Set<string>>()
  const open = (block: number): Set<string> => {
    const names = contents.get(block) ?? new Set(now.blocks.get(block) ?? [])
    contents.set(block, names)
    return names
  }
  for (const name of [...drop, ...put.keys()]) {
    const block = now.where.get(name)
    if (block !== undefined) open(block).delete(name)
  }
  const puts = new Map<string, number>()
  let last = Math.max(0, ...now.blocks.keys())
  const size = (contents.get(last) ?? now.blocks.get(last))?.size ?? FULL
  if (put.size && size + put.size > FULL) last++
  for (const name of put.keys()) {
    if (open(last).size >= FULL) open(++last)
    open(last).add(name)
    puts.set(name, last)
  }
  return { contents, puts }
}

function sealBlocks(key: CryptoKey, contents: ReadonlyMap<number, Set<string>>, row: (name: string) => Row | undefined): Promise<Change[]> {
  return Promise.all(
    [...contents].map(async ([block, names]): Promise<Change> => {
      if (!names.size) return { in: 'blocks', drop: block }
      return { in: 'blocks', put: await seal(key, [...names].map(row)), key: block }
    }),
  )
}
