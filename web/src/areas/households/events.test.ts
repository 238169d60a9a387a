import { expect, it } from 'vitest'
import type { AccessEvent } from '@/api/types'
import { gathered } from './events'

const look = (purpose: string, day = '2026-07-01'): AccessEvent => ({ id: '', at: 1, day, name: '张', unit: '许庄街道', role: 'township', class: 'roster', whole_village: false, purpose })

it('gathers looks that follow each other, and never those of another purpose or day', () => {
  const lines = gathered([look('核对'), look('核对'), look('走访'), look('核对'), look('核对', '2026-06-30')])
  expect(lines.map((line) => [line.event.purpose, line.times])).toEqual([['核对', 2], ['走访', 1], ['核对', 1], ['核对', 1]])
})
