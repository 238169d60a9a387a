import { expect, it } from 'vitest'
import { apart, before, partOf, quarterOf, tenths } from './resolution'

it('counts quarters back over the year', () => {
  expect([before('2026Q1', 1), before('2026Q4', 3), before('2026Q2', 7)]).toEqual(['2025Q4', '2026Q1', '2024Q3'])
  expect([quarterOf('2026-01-01'), quarterOf('2026-11-26')]).toEqual(['2026Q1', '2026Q4'])
})

it('gives no share where a number is withheld or there is no whole', () => {
  const of = (n: number | null): { n: number | null; withheld: boolean } => ({ n, withheld: n === null })
  expect(partOf(of(6), of(8))).toBe(0.75)
  expect([partOf(of(null), of(8)), partOf(of(6), of(null)), partOf(of(0), of(0))]).toEqual([undefined, undefined, undefined])
})

it('names only the places that chance does not explain', () => {
  const place = (name: string, beside: 'higher' | 'lower' | 'not_apart' | null): { name: string; range: { at: number; low: number; high: number; beside: typeof beside } | null } => ({ name, range: { at: 500, low: 400, high: 600, beside } })
  const { told, apart: those } = apart([place('a', 'not_apart'), place('b', 'lower'), { name: 'c', range: null }, place('d', 'higher')])
  expect([told, those.map((one) => one.name)]).toEqual([3, ['b', 'd']])
  expect(tenths(875)).toBe('87.5%')
})
