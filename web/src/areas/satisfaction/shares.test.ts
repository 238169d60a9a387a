import { expect, it } from 'vitest'
import { percent, range } from './shares'

it('writes shares to a tenth', () => {
  expect([0, 0.125, 0.9, 0.9996, 1].map(percent)).toEqual(['0%', '12.5%', '90%', '100%', '100%'])
})

it('shows a figure as answered, or drawn towards the neighbours', () => {
  const figure = { measure: 'satisfied' as const, share: 0.8, low: 0.5, high: 0.9, like_share: 0.7, like_low: 0.6, like_high: 0.8 }
  expect(range(figure, false)).toEqual({ at: 0.8, low: 0.5, high: 0.9 })
  expect(range(figure, true)).toEqual({ at: 0.7, low: 0.6, high: 0.8 })
})
