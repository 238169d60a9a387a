// UUIDv7 (RFC 9562) made on the device: each one later than the one before, also when the clock steps back or the page starts anew.
export interface Maker {
  now: () => number
  random: (bytes: Uint8Array<ArrayBuffer>) => void
  /** The last instant and count used, kept across pages of the same browser. */
  recall: () => string | null
  keep: (mark: string) => void
}

const COUNTS = 0x1000

export function uuids(by: Maker): () => string {
  let last = 0
  let count = 0
  return () => {
    const [kept, keptCount] = (by.recall() ?? '').split('.').map(Number)
    if (kept && (kept > last || (kept === last && (keptCount ?? 0) > count))) [last, count] = [kept, keptCount ?? 0]
    const now = by.now()
    if (now > last) [last, count] = [now, 0]
    else if (++count === COUNTS) [last, count] = [last + 1, 0]
    by.keep(`${last}.${count}`)
    return spell(last, count, by.random)
  }
}

function spell(ms: number, count: number, random: Maker['random']): string {
  const bytes = new Uint8Array(16)
  random(bytes)
  for (let at = 5, rest = ms; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  bytes[6] = 0x70 | (count >> 8)
  bytes[7] = count & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const KEY = 'lianxin.uuid'
let inMemory: string | null = null

/** The one of this browser. */
export const uuid = uuids({
  now: () => Date.now(),
  random: (bytes) => void crypto.getRandomValues(bytes),
  recall: () => {
    try {
      return localStorage.getItem(KEY)
    } catch {
      return inMemory
    }
  },
  keep: (mark) => {
    inMemory = mark
    try {
      localStorage.setItem(KEY, mark)
    } catch {
      // A browser that keeps nothing still counts up within the page.
    }
  },
})
