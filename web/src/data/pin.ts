// A PIN before the copy: it unwraps the key, ten wrong ones in a row and the key is out of reach.
import { AES, freshKey, type Lock } from './seal'
import type { Change, Store } from './store'

export const MOST_WRONG = 10
const ROUNDS = 600_000
const utf8 = new TextEncoder()

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
