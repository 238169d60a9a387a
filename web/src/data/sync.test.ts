import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { nameOf, openCopy, wipe, type Copy, type Item } from './copy'
import { openOutbox, type Entry, type Outbox, type Outcome } from './outbox'
import { browserKey, openLock, type Lock } from './seal'
import { openStore, type Store } from './store'
import { batches, device, pause, round, tooOld, type Options, type PullPage, type Wire } from './sync'

const put = (entity: string, id: string, scope = 'v1', data: unknown = { id }): Item => ({ entity, op: 'put', scope, id, data })
const entry = (id: string, more: Partial<Entry> = {}): Entry => ({ id, account: 'a', name: '张', kind: 'visit', body: { words: id }, state: 'waiting', made: 1, ...more })

/** A server that stores records by id and serves a list of pages. */
class Server implements Wire {
  held = new Map<string, string>()
  pages: PullPage[] = [{ items: [], next: 'c0', more: false, leftOut: [] }]
  log: string[] = []
  /** What goes wrong with the next calls: before the server does the work, or with its answer. */
  faults: ({ at: 'before' | 'after'; of: string; status: number; code: string } | undefined)[] = []
  refuse = new Set<string>()

  private async serve<T>(name: string, work: () => T): Promise<T> {
    this.log.push(name)
    const fault = this.faults[0]?.of === name.split(' ')[0] ? this.faults.shift() : undefined
    if (fault?.at === 'before') throw fault
    const answer = work()
    if (fault) throw fault
    return answer
  }
  register = (): Promise<void> => this.serve('register', () => {})
  wiped = (): Promise<void> => this.serve('wiped', () => {})
  push: Wire['push'] = (_, records) =>
    this.serve(`push ${records.length}`, () => ({
      received: 99,
      results: records.map(({ id, body }): Outcome => {
        if (this.refuse.has(id)) return { id, outcome: 'rejected', problem: { code: 'not_linked' } }
        const held = this.held.get(id)
        if (held === undefined) this.held.set(id, JSON.stringify(body))
        else if (held !== JSON.stringify(body)) return { id, outcome: 'conflict', stored: JSON.parse(held) }
        return { id, outcome: held === undefined ? 'created' : 'duplicate' }
      }),
    }))
  pull: Wire['pull'] = (_, cursor) =>
    this.serve(`pull ${cursor}`, () => {
      const at = this.pages.findIndex((page) => page.next === cursor)
      return this.pages[Math.min(at + 1, this.pages.length - 1)] as PullPage
    })
}

interface Phone { store: Store; outbox: Outbox; copy: Copy; server: Server; options: Options }
async function phone(store?: Store, server = new Server(), account = 'a'): Promise<Phone> {
  const at = store ?? (await openStore(`s${Math.random()}`))
  const key = ((await openLock(at)) as Extract<Lock, { by: 'browser' }>).key
  const outbox = await openOutbox(at, await browserKey(at, 'queue key'))
  const copy = await openCopy(at, key, account)
  let ids = 0
  const options: Options = {
    store: at, outbox, copy: () => copy, wire: server, account, newId: () => `d${++ids}`, now: () => 1000, alone: (work) => work(), changed: () => {},
  }
  return { store: at, outbox, copy, server, options }
}

describe('sending', () => {
  it('sends once although the first answer is lost', async () => {
    const one = await phone()
    await one.outbox.add([entry('1')])
    one.server.faults = [{ at: 'after', of: 'push', status: 0, code: 'offline' }]
    expect(await round(one.options)).toBe('offline')
    expect(one.outbox.entries[0]?.state).toBe('waiting')
    expect(await round(one.options)).toBeUndefined()
    expect([...one.server.held]).toEqual([['1', '{"words":"1"}']])
    expect(one.outbox.entries).toEqual([])
  })
  it('survives a killed page', async () => {
    const one = await phone()
    await one.outbox.add([entry('1'), entry('2')])
    const again = await phone(one.store, one.server)
    expect(again.outbox.entries.map(({ id }) => id)).toEqual(['1', '2'])
    await round(again.options)
    expect([...one.server.held.keys()]).toEqual(['1', '2'])
  })
  it('keeps what was refused and what stands otherwise, and lets the rest through', async () => {
    const one = await phone()
    one.server.refuse.add('1')
    one.server.held.set('2', '{"words":"other"}')
    await one.outbox.add([entry('1'), entry('2'), entry('3')])
    await round(one.options)
    expect(one.outbox.entries).toMatchObject([
      { id: '1', state: 'rejected', problem: { code: 'not_linked' } },
      { id: '2', state: 'conflict', stored: { words: 'other' } },
    ])
    expect(one.server.held.has('3')).toBe(true)
  })
  it('halves a batch that is refused as a whole', async () => {
    const one = await phone()
    const whole = one.server.push
    one.server.push = async (own, records) => {
      if (records.some(({ id }) => id === '2')) throw { status: 422, code: 'bad_body', body: { code: 'bad_body' } }
      return whole(own, records)
    }
    await one.outbox.add(['1', '2', '3', '4'].map((id) => entry(id)))
    expect(await round(one.options)).toBeUndefined()
    expect([...one.server.held.keys()].sort()).toEqual(['1', '3', '4'])
    expect(one.outbox.entries).toMatchObject([{ id: '2', state: 'rejected', problem: { code: 'bad_body', status: 422 } }])
  })
  it('sends for its own account only', async () => {
    const one = await phone()
    await one.outbox.add([entry('1', { account: 'b' }), entry('2')])
    await round(one.options)
    expect([...one.server.held.keys()]).toEqual(['2'])
    expect(one.outbox.entries.map(({ id }) => id)).toEqual(['1'])
  })
  it('keeps everything when signed out', async () => {
    const one = await phone()
    await one.outbox.add([entry('1')])
    one.server.faults = [{ at: 'before', of: 'push', status: 401, code: 'signed_out' }]
    expect(await round(one.options)).toBe('signed_out')
    expect(one.outbox.entries).toMatchObject([{ id: '1', account: 'a', state: 'waiting' }])
  })
  it('makes batches of two hundred, smaller where records are large', () => {
    expect(batches(Array.from({ length: 401 }, (_, n) => entry(String(n)))).map((batch) => batch.length)).toEqual([200, 200, 1])
    const large = entry('x', { body: { words: '字'.repeat(100_000) } })
    expect(batches([large, large, entry('y')]).map((batch) => batch.length)).toEqual([1, 2])
  })
})

describe('fetching', () => {
  const pages: PullPage[] = [
    { items: [put('village', 'v1'), put('household', 'h1'), put('household', 'h2')], next: 'c1', more: true, leftOut: [] },
    { items: [put('visit', 't1'), put('village', 'v2', 'v2'), put('household', 'h3', 'v2')], next: 'c2', more: false, leftOut: [] },
  ]
  it('goes on where it was cut', async () => {
    const one = await phone()
    one.server.pages = pages
    const pull = one.server.pull
    one.server.pull = (own, cursor) => (cursor === 'c1' ? Promise.reject({ status: 0, code: 'offline' }) : pull(own, cursor))
    expect(await round(one.options)).toBe('offline')
    expect(one.copy.mark).toMatchObject({ cursor: 'c1', complete: false, good: 0 })
    const again = await phone(one.store, one.server)
    expect([...again.copy.rows.keys()]).toEqual([nameOf('village', 'v1'), nameOf('household', 'h1'), nameOf('household', 'h2')])
    one.server.pull = pull
    await round(again.options)
    expect(again.copy.rows.size).toBe(6)
    expect(again.copy.mark).toMatchObject({ cursor: 'c2', complete: true, good: 1000 })
    expect(one.server.log.filter((line) => line === 'pull ')).toHaveLength(1)
  })
  it('takes back what it may no longer hold, also from the disk', async () => {
    const one = await phone()
    one.server.pages = pages
    await round(one.options)
    one.server.pages = [
      { items: [], next: 'c2', more: false, leftOut: [] },
      { items: [{ entity: 'village', op: 'gone', scope: 'v1' }, { entity: 'household', op: 'gone', scope: 'v2', id: 'h3' }, put('household', 'h4', 'v2')], next: 'c3', more: false, leftOut: [] },
    ]
    await round(one.options)
    const names = [nameOf('village', 'v2'), nameOf('household', 'h4')]
    expect([...one.copy.rows.keys()]).toEqual(names)
    const again = await phone(one.store, one.server)
    expect([...again.copy.rows.keys()]).toEqual(names)
  })
  it('never writes over another page of the browser', async () => {
    const one = await phone()
    one.server.pages = pages
    const other = await openCopy(one.store, ((await openLock(one.store)) as Extract<Lock, { by: 'browser' }>).key, 'a')
    await one.copy.apply([put('household', 'h1')], { cursor: 'x' })
    expect(await other.apply([put('household', 'h9')], { cursor: 'y' })).toBe(false)
    await other.refresh()
    expect(other.mark.cursor).toBe('x')
    expect(await other.apply([put('household', 'h9')], { cursor: 'y' })).toBe(true)
    await one.copy.refresh()
    expect([...one.copy.rows.keys()]).toEqual([nameOf('household', 'h1'), nameOf('household', 'h9')])
  })
  it('agrees with a plain map after any history, in memory and on disk', async () => {
    const one = await phone()
    const truth = new Map<string, string>()
    let seed = 7
    const roll = (n: number): number => (seed = (seed * 48271) % 2147483647) % n
    for (let step = 0; step < 60; step++) {
      const items: Item[] = Array.from({ length: roll(180) }, () => {
        const [id, scope] = [String(roll(900)), `v${roll(900) % 4}`]
        if (roll(60) === 0) return { entity: 'village', op: 'gone', scope }
        return roll(9) === 0 ? { entity: 'household', op: 'gone', scope, id } : put('household', id, scope, { step })
      })
      for (const { op, scope, id } of items) {
        if (op === 'put') truth.set(nameOf('household', id ?? ''), scope)
        else if (id) truth.delete(nameOf('household', id))
        else for (const [name, of] of truth) if (of === scope) truth.delete(name)
      }
      await one.copy.apply(items, { cursor: String(step) })
    }
    const again = await phone(one.store)
    for (const copy of [one.copy, again.copy]) expect(new Map([...copy.rows].map(([name, row]) => [name, row.scope]))).toEqual(truth)
    expect((await one.store.all('blocks')).length).toBeLessThan(30)
  })
})

describe('a device', () => {
  it('is registered once, and when revoked loses the copy but not the queue', async () => {
    const one = await phone()
    one.server.pages = [{ items: [put('household', 'h1')], next: 'c1', more: false, leftOut: [] }]
    await round(one.options)
    await round(one.options)
    expect(one.server.log.filter((line) => line === 'register')).toHaveLength(1)
    await one.outbox.add([entry('1')])
    one.server.faults = [{ at: 'before', of: 'push', status: 403, code: 'device_revoked' }]
    expect(await round(one.options)).toBe('revoked')
    expect(one.server.log[one.server.log.length - 1]).toBe('wiped')
    expect(await one.store.all('blocks')).toEqual([])
    expect(await one.store.get('meta', 'lock')).toBeUndefined()
    expect((await device(one.store, () => 'new')).revoked).toBe(true)
    const again = await phone(one.store, one.server)
    expect(again.copy.rows.size).toBe(0)
    expect(again.outbox.entries).toMatchObject([{ id: '1', state: 'waiting' }])
    expect(await round(again.options)).toBe('revoked')
  })
  it('registers anew when the server does not know it', async () => {
    const one = await phone()
    await round(one.options)
    one.server.faults = [{ at: 'before', of: 'pull', status: 403, code: 'unknown_device' }]
    expect(await round(one.options)).toBe('server')
    expect(await round(one.options)).toBeUndefined()
    expect(one.server.log.filter((line) => line === 'register')).toHaveLength(2)
    expect((await device(one.store, () => 'x')).id).toBe('d2')
  })
  it('forgets the copy by wiping, and keeps the queue', async () => {
    const one = await phone()
    await one.copy.apply([put('household', 'h1')], { cursor: 'x' })
    await one.outbox.add([entry('1')])
    await wipe(one.store)
    const again = await phone(one.store)
    expect([again.copy.rows.size, again.copy.mark.cursor, again.outbox.entries.length]).toEqual([0, '', 1])
  })
  it('is too old after fourteen days without a good round, and never before the first', () => {
    const now = 1_800_000_000_000
    expect(tooOld(now - 13.9 * 86_400_000, now)).toBe(false)
    expect(tooOld(now - 14.1 * 86_400_000, now)).toBe(true)
    expect(tooOld(0, now)).toBe(false)
  })
  it('waits longer after each failure, never much over a minute', () => {
    expect([0, 1, 2, 20].map((n) => pause(n, 0.5))).toEqual([1000, 2000, 4000, 60_000])
    expect(pause(20, 0.999)).toBeLessThan(90_001)
  })
})
