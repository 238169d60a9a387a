import { expect, it } from 'vitest'
import { months } from './months'

it('counts months back over the year', () => {
  expect(months('2026-02-15', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
  expect(months('2026-12-31', 2)).toEqual(['2026-12', '2026-11'])
})
