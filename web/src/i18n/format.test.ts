import { afterEach, describe, expect, it } from 'vitest'
import { bytes, count, day, duration, moment, num, share, signed, today } from './format'
import { lang } from './lang'

afterEach(() => { lang.value = 'zh' })

describe('share', () => {
  it.each([
    [0, 0, '—'], [0, 5, '0%'], [5, 5, '100%'], [1, 2, '50.0%'],
    [69_999, 70_000, '99.99%'], [999_999, 1_000_000, '99.99%'], [1, 1_000_000, '0.01%'], [994, 1000, '99.40%'],
  ])('%i of %i is %s', (part, whole, said) => expect(share(part, whole)).toBe(said))
})

describe('days and instants', () => {
  it('says days as people do', () => {
    expect(day('2026-03-01')).toBe('2026年3月1日')
    lang.value = 'en'
    expect(day('2026-03-01')).toBe('Mar 1, 2026')
    expect(day(null)).toBe('—')
  })
  it('keeps to UTC+8', () => {
    expect(today(Date.UTC(2026, 0, 1, 16, 0))).toBe('2026-01-02')
    expect(today(Date.UTC(2026, 0, 1, 15, 59))).toBe('2026-01-01')
    expect(moment(Date.UTC(2026, 0, 1, 16, 0))).toContain('00:00')
  })
})

describe('numbers', () => {
  it('groups and signs', () => {
    expect(num(70_123)).toBe('70,123')
    expect([signed(12), signed(-12), signed(0)]).toEqual(['+12', '−12', '0'])
    expect([bytes(12), bytes(1_200), bytes(3_400_000)]).toEqual(['12 B', '1.2 kB', '3.4 MB'])
    expect([duration(0.2), duration(38), duration(1_500)]).toEqual(['不到 1 毫秒', '38 毫秒', '1.5 秒'])
  })
  it('knows one from many', () => {
    lang.value = 'en'
    expect([count(1, 'village'), count(0, 'village'), count(1_200, 'city', 'cities')]).toEqual(['1 village', '0 villages', '1,200 cities'])
  })
})
