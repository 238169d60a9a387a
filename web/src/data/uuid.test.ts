import { describe, expect, it } from 'vitest'
import { uuids } from './uuid'

function made(clock: number[], kept: { mark: string | null } = { mark: null }): string[] {
  let at = 0
  const next = uuids({
    now: () => clock[Math.min(at++, clock.length - 1)] ?? 0,
    random: (bytes) => void crypto.getRandomValues(bytes),
    recall: () => kept.mark,
    keep: (mark) => (kept.mark = mark),
  })
  return clock.map(() => next())
}
const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('uuids', () => {
  it('are version 7 and carry the instant', () => {
    const [id] = made([0x0123456789ab])
    expect(id).toMatch(SHAPE)
    expect(id?.slice(0, 13)).toBe('01234567-89ab')
  })
  it('rise while the clock stands or steps back', () => {
    const all = made([5000, 5000, 4000, 10, 5001, 3, 9000])
    expect([...all].sort()).toEqual(all)
    expect(new Set(all).size).toBe(all.length)
  })
  it('rise over more than one instant’s counts', () => {
    const all = made(Array<number>(10_000).fill(7))
    expect([...all].sort()).toEqual(all)
    expect(all.every((id) => SHAPE.test(id))).toBe(true)
  })
  it('rise across pages, one of which has a clock of ten years ago', () => {
    const kept = { mark: null as string | null }
    const all = [...made([1_800_000_000_000], kept), ...made([1_500_000_000_000], kept), ...made([1_800_000_000_001], kept)]
    expect([...all].sort()).toEqual(all)
  })
})
