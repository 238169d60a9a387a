import { expect, it } from 'vitest'
import { TIERS, type RuleSet, type TierRules } from '@/api/types'
import { changed, faults } from './rules'

const tier = (of: Partial<TierRules> = {}): TierRules => ({
  enabled: true, eligible: { ranks: [], unit_kinds: [] }, reach: 'anywhere', per_official: { least: 1, most: 1 }, per_village: { least: 0, most: null },
  even: true, weights: { distance: 1, fit: 1, difficulty: 1, move: 1, home: 0 }, avoid_home_village: true, sharing: 'sum', ...of,
})
const rules = (of: Partial<TierRules> = {}): RuleSet => ({
  tiers: Object.fromEntries(TIERS.map((name) => [name, name === 'police_liaison' ? tier(of) : tier()])) as RuleSet['tiers'], demand: {},
})

it('finds bounds in the wrong order and weights that are not whole', () => {
  expect(faults(rules())).toEqual([])
  expect(faults(rules({ per_village: { least: 3, most: 2 } }))).toEqual([{ tier: 'police_liaison', field: 'per_village' }])
  expect(faults(rules({ weights: { distance: 1.5, fit: 1, difficulty: 1, move: 1, home: 0 } }))).toHaveLength(1)
})
it('leaves tiers alone that are not planned', () => {
  expect(faults(rules({ enabled: false, per_village: { least: 3, most: 2 } }))).toEqual([])
})
it('changes one rule by its path and nothing else', () => {
  const before = rules()
  const after = changed(before, 'tiers.police_liaison.per_official.most', 4)
  expect(after.tiers.police_liaison.per_official.most).toBe(4)
  expect(before.tiers.police_liaison.per_official.most).toBe(1)
  expect(changed(before, 'tiers.nothing.here', 4)).toEqual(before)
})
