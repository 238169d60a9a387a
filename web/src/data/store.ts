// What this browser keeps: four drawers, changed together in one transaction or not at all.

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
  try {
    const opening = indexedDB.open(name, 1)
    opening.onupgradeneeded = () => DRAWERS.forEach((drawer) => opening.result.createObjectStore(drawer))
    return onDisk(await answer(opening))
  } catch {
    return memory()
  }
}

const answer = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })

function onDisk(db: IDBDatabase): Store {
  // A newer page wants to change the drawers: this one lets go of them.
  db.onversionchange = () => db.close()
  return {
    lasting: true,
    get: (drawer, key) => answer(db.transaction(drawer).objectStore(drawer).get(key)),
    async all<T>(drawer: Drawer) {
      const from = db.transaction(drawer).objectStore(drawer)
      const [keys, values] = await Promise.all([answer(from.getAllKeys()), answer(from.getAll())])
      return keys.map((key, n) => [key as Key, values[n] as T])
    },
    commit: (changes, how = {}) =>
      new Promise((done, failed) => {
        const tx = db.transaction(DRAWERS, 'readwrite', { durability: how.strict ? 'strict' : 'default' })
        let held = true
        tx.oncomplete = () => done(held)
        tx.onabort = () => (held ? failed(tx.error) : done(false))
        const make = (): void => {
          for (const change of changes) {
            const drawer = tx.objectStore(change.in)
            if ('put' in change) drawer.put(change.put, change.key)
            else if ('drop' in change) drawer.delete(change.drop)
            else drawer.clear()
          }
        }
        // What cannot be stored at all throws before the transaction notices: the changes before it must not stay.
        const all = (): void => {
          try {
            make()
          } catch (cause) {
            failed(cause)
            tx.abort()
          }
        }
        if (!how.guard) return all()
        const { key, is } = how.guard
        const now = tx.objectStore('meta').get(key)
        now.onsuccess = () => {
          held = now.result === is
          if (held) all()
          else tx.abort()
        }
      }),
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
