import { expect, it } from 'vitest'
import { fileName, lastMonth } from './takehome'

it('begins with the last month that is over', () => {
  expect(lastMonth('2026-07-01')).toEqual({ from: '2026-06-01', to: '2026-06-30' })
  expect(lastMonth('2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
  expect(lastMonth('2028-03-15')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
})

it('names a file by place and days', () => {
  const wanted = { place: '370811001', from: '2026-06-01', to: '2026-06-30', format: 'csv' as const, names: false, purpose: '季度汇总' }
  expect(fileName(wanted)).toBe('lianxin-visits-370811001-2026-06-01-2026-06-30.csv')
})
