import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { memory, openStore, type Store } from './store'

const kinds: [string, () => Promise<Store>][] = [
  ['on disk', () => openStore(`a${Math.random()}`)],
  ['in memory', async () => memory()],
]

describe.each(kinds)('drawers %s', (kind, open) => {
  it('change together', async () => {
    const store = await open()
    expect(store.lasting).toBe(kind === 'on disk')
    expect(await store.commit([{ in: 'queue', key: 'b', put: 2 }, { in: 'queue', key: 'a', put: 1 }, { in: 'meta', key: 'n', put: 1 }], { strict: true })).toBe(true)
    expect(await store.all('queue')).toEqual([['a', 1], ['b', 2]])
    await store.commit([{ in: 'queue', drop: 'a' }, { in: 'meta', clear: true }])
    expect(await store.all('queue')).toEqual([['b', 2]])
    expect(await store.get('meta', 'n')).toBeUndefined()
  })
  it('change only while the guard holds', async () => {
    const store = await open()
    expect(await store.commit([{ in: 'meta', key: 'version', put: 1 }], { guard: { key: 'version', is: undefined } })).toBe(true)
    expect(await store.commit([{ in: 'queue', key: 'x', put: 1 }], { guard: { key: 'version', is: undefined } })).toBe(false)
    expect(await store.all('queue')).toEqual([])
    expect(await store.commit([{ in: 'queue', key: 'x', put: 1 }], { guard: { key: 'version', is: 1 } })).toBe(true)
  })
})

it('asks for the strict durability that "saved on this phone" promises', async () => {
  const store = await openStore('d')
  const asked: unknown[] = []
  const plain = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: unknown, ...given: unknown[]) {
    asked.push((given[2] as { durability?: string } | undefined)?.durability)
    return plain.apply(this as never, given as never)
  } as typeof plain
  await store.commit([{ in: 'queue', key: 'x', put: 1 }], { strict: true })
  await store.commit([{ in: 'blocks', key: 1, put: 1 }])
  IDBDatabase.prototype.transaction = plain
  expect(asked).toEqual(['strict', 'default'])
})

it('undoes everything when one change cannot be stored', async () => {
  const store = await openStore('e')
  const bad = { in: 'queue', key: 'x', put: () => {} } as const
  await expect(store.commit([{ in: 'meta', key: 'a', put: 1 }, bad])).rejects.toBeTruthy()
  expect(await store.get('meta', 'a')).toBeUndefined()
})

it('falls back to memory where the browser has no database', async () => {
  const whole = globalThis.indexedDB
  Reflect.set(globalThis, 'indexedDB', undefined)
  expect((await openStore('f')).lasting).toBe(false)
  Reflect.set(globalThis, 'indexedDB', whole)
})
