// The phone's side of the product in one place: what is kept, what waits, and when the two go to the server.
import { computed, shallowRef } from 'vue'
import { nameOf, openCopy, wipe, type Copy, type Item, type Mark, type Row } from './copy'
import { openOutbox, unsent, type Entry, type Letter, type Outbox } from './outbox'
import { browserKey, canSeal, openLock, seal, unseal, type Box } from './seal'
import { openStore, type Change, type Store } from './store'
import { device, pause, round, tooOld, type Device, type Trouble, type Wire } from './sync'
import { uuid } from './uuid'

export interface Owner { account: string; name: string }
/** Why the copy was taken off this phone without being asked. */
export type Wiped = 'old' | 'pins' | 'revoked'
export interface Status {
  /** Whether what is kept can be read: the browser has opened it, and no PIN keeps it shut. */
  ready: boolean
  locked: boolean
  pin: boolean
  /** `sealed` on disk, or only `memory` where the page is not secure or the browser keeps nothing. */
  copy: 'sealed' | 'memory'
  /** Whether what is written here outlives the page. */
  lasting: boolean
  running: boolean
  trouble: Trouble | undefined
  wiped: Wiped | undefined
  mark: Mark | undefined
}

const blank: Status = { ready: false, locked: false, pin: false, copy: 'sealed', lasting: true, running: false, trouble: undefined, wiped: undefined, mark: undefined }
export const status = shallowRef<Status>(blank)
/** Changes with every change of the rows or the queue. */
export const turn = shallowRef(0)
export const entries = computed<readonly Entry[]>(() => (turn.value, outbox?.entries ?? []))
export const own = computed(() => entries.value.filter((entry) => entry.account === owner?.account))
export const waiting = computed(() => own.value.filter((entry) => entry.state === 'waiting'))
export const troubled = computed(() => own.value.filter((entry) => entry.state === 'rejected' || entry.state === 'conflict'))
/** What others wrote on this phone and have not sent: how many, by name. */
export const foreign = computed(() => entries.value.filter((entry) => entry.account !== owner?.account && unsent(entry)))
export const rows = (): ReadonlyMap<string, Row> => (turn.value, copy?.rows ?? new Map<string, Row>())

let owner: Owner | undefined
let store: Store | undefined
let outbox: Outbox | undefined
let queueKey: CryptoKey | undefined
let copy: Copy | undefined
let server: Wire | undefined
let afterRound: () => Promise<void> = async () => {}
let channel: BroadcastChannel | undefined
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
let listening = false
let begun: Promise<void> | undefined

const say = (more: Partial<Status>): void => void (status.value = { ...status.value, ...more })
function changed(): void {
  turn.value++
  say({ mark: copy?.mark })
}
function changedHere(): void {
  changed()
  channel?.postMessage('changed')
}

/** Opens what is kept for an account and starts to keep it up to date. Another account's copy is wiped, its queue is not. */
export function begin(who: Owner, by: Wire, after: () => Promise<void>): Promise<void> {
  if (owner?.account === who.account && begun) return begun
  owner = who
  server = by
  afterRound = after
  return (begun = open(who))
}

async function open(who: Owner): Promise<void> {
  store ??= await openStore()
  queueKey = canSeal() ? await browserKey(store, 'queue key') : undefined
  const mark = await store.get<Mark>('meta', 'mark')
  const kept = await store.get<Device>('meta', 'device')
  if (kept?.registered && kept.registered !== who.account) await store.commit([{ in: 'meta', drop: 'device' }])
  let wiped: Wiped | undefined = kept?.revoked && kept.registered === who.account ? 'revoked' : undefined
  if (mark && tooOld(mark.good, Date.now())) wiped = 'old'
  if (mark && (wiped === 'old' || mark.account !== who.account)) await wipe(store)
  outbox = await openOutbox(store, queueKey)
  const sealed = canSeal() && store.lasting
  say({ ...blank, copy: sealed ? 'sealed' : 'memory', lasting: store.lasting, wiped })
  await openRows()
  listen()
  void kick()
}

async function openRows(): Promise<void> {
  if (!store || !owner) return
  copy = undefined
  const lock = status.value.copy === 'sealed' ? await openLock(store) : undefined
  if (lock?.by === 'pin') say({ locked: true, pin: true, ready: false })
  else {
    copy = await openCopy(store, lock?.key, owner.account)
    say({ locked: false, pin: false, ready: true })
  }
  changed()
}

function listen(): void {
  if (listening) return
  listening = true
  if (typeof BroadcastChannel !== 'undefined') {
    channel = new BroadcastChannel('lianxin')
    channel.onmessage = () => void Promise.all([copy?.refresh(), outbox?.refresh()]).then(changed)
  }
  addEventListener('online', () => void kick())
  addEventListener('offline', () => say({ trouble: 'offline' }))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void kick())
  setInterval(() => (waiting.value.length || !status.value.mark?.complete) && !timer && void kick(), 60_000)
}

let again = false
/** Sends and fetches now. While a round runs, one more follows it. */
export async function kick(): Promise<void> {
  if (!store || !outbox || !server || !owner) return
  if (status.value.running) {
    again = true
    return
  }
  clearTimeout(timer)
  timer = undefined
  say({ running: true })
  const trouble = await round({ store, outbox, copy: () => copy, wire: server, account: owner.account, newId: uuid, now: () => Date.now(), alone, changed: changedHere })
  if (trouble === 'revoked' && status.value.trouble !== 'revoked') await lose('revoked')
  say({ running: false, trouble, mark: copy?.mark })
  if (trouble === 'offline' || trouble === 'server') timer = setTimeout(() => void kick(), pause(failures++, Math.random()))
  else failures = 0
  if (!trouble) await afterRound().catch(() => {})
  if (again) {
    again = false
    void kick()
  }
}

/** One round at a time among all pages of the browser; without locks, within this page. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request('lianxin.sync', work) as Promise<T>) : work()
}

/** Keeps records written here; resolves once they are on disk. A draft they came from goes in the same moment. */
export async function write(letters: readonly (Letter & { id?: string })[], instead: { drop?: readonly string[]; draft?: string } = {}): Promise<string[]> {
  if (!outbox || !owner) throw new Error('nobody is signed in')
  const { account, name } = owner
  const fresh = letters.map(({ id, kind, body }): Entry => ({ id: id ?? uuid(), account, name, kind, body, state: 'waiting', made: Date.now() }))
  const also: Change[] = instead.draft ? [{ in: 'drafts', drop: instead.draft }] : []
  await outbox.add(fresh, also)
  if (instead.drop?.length) await outbox.drop(instead.drop)
  changedHere()
  void kick()
  return fresh.map((entry) => entry.id)
}

/** Takes records out of the queue: by the hand of who wrote them only. */
export async function discard(ids: readonly string[]): Promise<void> {
  await outbox?.drop(ids)
  changedHere()
}

interface KeptDraft { account: string; box?: Box; open?: unknown }
export async function keepDraft(name: string, value: unknown): Promise<void> {
  if (!store || !owner) return
  const draft: KeptDraft = { account: owner.account, ...(queueKey ? { box: await seal(queueKey, value) } : { open: value }) }
  await store.commit([{ in: 'drafts', put: draft, key: name }], { strict: true })
}
export const dropDraft = async (name: string): Promise<void> => void (await store?.commit([{ in: 'drafts', drop: name }]))
export async function drafts<T>(): Promise<Map<string, T>> {
  await begun
  const kept = (await store?.all<KeptDraft>('drafts')) ?? []
  const mine = kept.filter(([, draft]) => draft.account === owner?.account)
  const opened = await Promise.all(mine.map(async ([name, { box, open }]) => [String(name), box && queueKey ? await unseal<T>(queueKey, box) : (open as T)] as const))
  return new Map(opened)
}

/** Small things without names that a page wants to find again. */
export const recall = async <T>(name: string): Promise<T | undefined> => store?.get<T>('meta', `note ${name}`)
export const remember = async (name: string, value: unknown): Promise<void> => void (await store?.commit([{ in: 'meta', put: value, key: `note ${name}` }]))
/** Rows that the feed does not carry, kept and sealed like those that it does. */
export async function keepRows(items: readonly Item[]): Promise<void> {
  if (await copy?.apply(items, {})) changedHere()
}
export const row = <T>(entity: string, id: string): T | undefined => rows().get(nameOf(entity, id))?.data as T | undefined

export type Opened = { left: number } | undefined
/** Opens the copy by its PIN; otherwise how many tries are left. After the last the copy is wiped. */
export async function unlock(pin: string): Promise<Opened> {
  if (!store || !owner) return { left: 0 }
  const { tryPin } = await import('./pin')
  const tried = await tryPin(store, pin)
  if (!('key' in tried)) {
    if (tried.left === 0) await lose('pins')
    return tried
  }
  copy = await openCopy(store, tried.key, owner.account)
  say({ locked: false, ready: true })
  changed()
  void kick()
  return undefined
}

/** Puts the copy behind a PIN, or takes the PIN away. */
export async function setPin(pin: string | undefined): Promise<void> {
  const { behindPin, withoutPin } = await import('./pin')
  const { lock, key } = pin === undefined ? await withoutPin() : await behindPin(pin)
  const change: Change = { in: 'meta', put: lock, key: 'lock' }
  for (let tries = 0; tries < 3; tries++) {
    if (await copy?.reseal(key, change)) return say({ pin: pin !== undefined })
    await copy?.refresh()
  }
  throw new Error('another page is writing')
}

/** Wipes the copy and says why; what was not sent stays. */
async function lose(why: Wiped): Promise<void> {
  if (!store) return
  await wipe(store)
  say({ wiped: why })
  await openRows()
  channel?.postMessage('changed')
}

/** A revoked phone begins anew as another device. */
export async function startAnew(): Promise<void> {
  await store?.commit([{ in: 'meta', drop: 'device' }], { strict: true })
  say({ wiped: undefined, trouble: undefined })
  await kick()
}
export const ownDevice = async (): Promise<string | undefined> => store && (await device(store, uuid)).id

/** Signing out: the copy goes, the queue and the drafts stay for whoever wrote them. */
export async function end(): Promise<void> {
  clearTimeout(timer)
  if (store) await wipe(store)
  owner = copy = outbox = begun = undefined
  status.value = blank
  turn.value++
}
