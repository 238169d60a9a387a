// What this browser keeps: four drawers, changed together in one transaction or not at all.
import { openDB, type IDBPDatabase } from 'idb'

/** `meta` and `drafts` by name, `blocks` by number, `queue` by the record's id. */
export const DRAWERS = ['meta', 'blocks', 'queue', 'drafts'] as const
export type Drawer = (typeof DRAWERS)[number]
export type Key = string | number
export type Change =
  | { in: Drawer; put: unknown; key: Key }
  | { in: Drawer; drop: Key }
  | { in: Drawer; clear: true }

export interface Store {
  /** Whether it outlives the page. */
  lasting: boolean
  get: <T>(drawer: Drawer, key: Key) => Promise<T | undefined>
  all: <T>(drawer: Drawer) => Promise<[Key, T][]>
  /** Resolves once every change is on disk (`strict`), or handed to it. */
  commit: (changes: readonly Change[], how?: { strict?: boolean; guard?: Guard }) => Promise<boolean>
  close: () => void
}
/** The transaction goes through only while a value of `meta` is still what the writer believes it to be. */
export interface Guard { key: string; is: unknown }

/** Opens the browser's database; without one the page keeps things in memory, and says so. */
export async function openStore(name = 'lianxin'): Promise<Store> {
  if (!globalThis.indexedDB) return memory()
  try {
    return onDisk(await openDB(name, 1, {
      upgrade: (db) => DRAWERS.forEach((drawer) => db.createObjectStore(drawer)),
      // A newer page wants to change the drawers: this one lets go and opens them again with the next reading.
      blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
    }))
  } catch {
    return memory()
  }
}

function onDisk(db: IDBPDatabase): Store {
  return {
    lasting: true,
    get: (drawer, key) => db.get(drawer, key),
    async all<T>(drawer: Drawer) {
      const tx = db.transaction(drawer)
      const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()])
      return keys.map((key, n) => [key as Key, values[n] as T])
    },
    async commit(changes, how = {}) {
      const drawers = [...new Set([...changes.map((change) => change.in), ...(how.guard ? (['meta'] as const) : [])])]
      if (!drawers.length) return true
      const tx = db.transaction(drawers, 'readwrite', { durability: how.strict ? 'strict' : 'default' })
      tx.done.catch(() => {})
      if (how.guard && (await tx.objectStore('meta').get(how.guard.key)) !== how.guard.is) {
        tx.abort()
        return false
      }
      try {
        for (const change of changes) {
          const drawer = tx.objectStore(change.in)
          const asked = 'put' in change ? drawer.put(change.put, change.key) : 'drop' in change ? drawer.delete(change.drop) : drawer.clear()
          asked.catch(() => {})
        }
      } catch (cause) {
        // What cannot be stored at all fails before the transaction notices: the changes before it must not stay.
        tx.abort()
        throw cause
      }
      await tx.done
      return true
    },
    close: () => db.close(),
  }
}

/** The same drawers in memory. */
export function memory(): Store {
  const drawers = new Map<Drawer, Map<Key, unknown>>(DRAWERS.map((name) => [name, new Map()]))
  const drawer = (name: Drawer): Map<Key, unknown> => drawers.get(name) ?? new Map()
  return {
    lasting: false,
    get: async <T>(name: Drawer, key: Key) => drawer(name).get(key) as T | undefined,
    all: async <T>(name: Drawer) => [...drawer(name)].sort(([a], [b]) => (a < b ? -1 : 1)) as [Key, T][],
    async commit(changes, how = {}) {
      if (how.guard && drawer('meta').get(how.guard.key) !== how.guard.is) return false
      for (const change of changes) {
        const to = drawer(change.in)
        if ('put' in change) to.set(change.key, change.put)
        else if ('drop' in change) to.delete(change.drop)
        else to.clear()
      }
      return true
    },
    close: () => {},
  }
}
