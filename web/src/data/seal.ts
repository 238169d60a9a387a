// Encryption at rest. The copy of the server's rows is sealed by a key that cannot be taken out of the browser, or that a PIN unwraps;
// the queue of what was written here and not yet sent has a key of its own, so that it outlives the copy.
import type { Change, Store } from './store'

export interface Box { iv: Uint8Array<ArrayBuffer>; box: ArrayBuffer }
/** How the copy's key is kept: as it is, or wrapped by a PIN. */
export type Lock =
  | { by: 'browser'; key: CryptoKey }
  | { by: 'pin'; salt: Uint8Array<ArrayBuffer>; rounds: number; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer; failed: number }

export const MOST_WRONG = 10
const ROUNDS = 600_000
const AES = { name: 'AES-GCM', length: 256 }
const utf8 = new TextEncoder()
const text = new TextDecoder()

/** Pages without HTTPS have no cryptography: they keep no copy. */
export const canSeal = (): boolean => typeof crypto !== 'undefined' && crypto.subtle !== undefined

export async function seal(key: CryptoKey, value: unknown): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, box: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8.encode(JSON.stringify(value))) }
}

export async function unseal<T>(key: CryptoKey, { iv, box }: Box): Promise<T> {
  return JSON.parse(text.decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, box))) as T
}

const freshKey = (extractable: boolean): Promise<CryptoKey> => crypto.subtle.generateKey(AES, extractable, ['encrypt', 'decrypt']) as Promise<CryptoKey>

/** The key kept under a name, made when there is none. */
export async function browserKey(store: Store, name: string): Promise<CryptoKey> {
  const kept = await store.get<CryptoKey>('meta', name)
  if (kept) return kept
  const key = await freshKey(false)
  // Another page may have made one in the same moment: the first stays.
  await store.commit([{ in: 'meta', put: key, key: name }], { guard: { key: name, is: undefined } })
  return (await store.get<CryptoKey>('meta', name)) ?? key
}

export async function openLock(store: Store): Promise<Lock> {
  const kept = await store.get<Lock>('meta', 'lock')
  if (kept) return kept
  const lock: Lock = { by: 'browser', key: await freshKey(false) }
  await store.commit([{ in: 'meta', put: lock, key: 'lock' }], { guard: { key: 'lock', is: undefined } })
  return (await store.get<Lock>('meta', 'lock')) ?? lock
}

/** A fresh key behind a PIN: what must be stored, and the key to use until the page ends. */
export async function behindPin(pin: string, rounds = ROUNDS): Promise<{ lock: Lock; key: CryptoKey }> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const open = await freshKey(true)
  const wrapped = await crypto.subtle.wrapKey('raw', open, await fromPin(pin, salt, rounds), { name: 'AES-GCM', iv })
  const key = await crypto.subtle.importKey('raw', await crypto.subtle.exportKey('raw', open), AES, false, ['encrypt', 'decrypt'])
  return { lock: { by: 'pin', salt, rounds, iv, wrapped, failed: 0 }, key }
}

/** A fresh key without a PIN. */
export async function withoutPin(): Promise<{ lock: Lock; key: CryptoKey }> {
  const key = await freshKey(false)
  return { lock: { by: 'browser', key }, key }
}

/** Tries a PIN. Every failure is counted on disk before the next try; the caller wipes the copy after the tenth. */
export async function tryPin(store: Store, pin: string): Promise<{ key: CryptoKey } | { left: number }> {
  const lock = await store.get<Lock>('meta', 'lock')
  if (lock?.by !== 'pin') return { left: 0 }
  if (lock.failed >= MOST_WRONG) return { left: 0 }
  // Counted first: a page killed in the middle of a try has used it up.
  await store.commit([keep({ ...lock, failed: lock.failed + 1 })], { strict: true })
  try {
    const key = await crypto.subtle.unwrapKey('raw', lock.wrapped, await fromPin(pin, lock.salt, lock.rounds), { name: 'AES-GCM', iv: lock.iv }, AES, false, ['encrypt', 'decrypt'])
    await store.commit([keep({ ...lock, failed: 0 })])
    return { key }
  } catch {
    return { left: MOST_WRONG - lock.failed - 1 }
  }
}

const keep = (lock: Lock): Change => ({ in: 'meta', put: lock, key: 'lock' })

async function fromPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, material, AES, false, ['wrapKey', 'unwrapKey'])
}
