// Encryption at rest. The copy of the server's rows is sealed by a key that cannot be taken out of the browser, or that a PIN unwraps;
// the queue of what was written here and not yet sent has a key of its own, so that it outlives the copy.
import type { Store } from './store'

export interface Box { iv: Uint8Array<ArrayBuffer>; box: ArrayBuffer }
/** How the copy's key is kept: as it is, or wrapped by a PIN. */
export type Lock =
  | { by: 'browser'; key: CryptoKey }
  | { by: 'pin'; salt: Uint8Array<ArrayBuffer>; rounds: number; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer; failed: number }

export const AES = { name: 'AES-GCM', length: 256 }
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

export const freshKey = (extractable: boolean): Promise<CryptoKey> => crypto.subtle.generateKey(AES, extractable, ['encrypt', 'decrypt']) as Promise<CryptoKey>

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
