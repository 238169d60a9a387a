import { expect, it } from 'vitest'
import type { VillageLink, Who } from '@/api/types'
import { byTier } from './tiers'

const unit = { ref: '370811.u', name: '任城区农业农村局', kind: 'county_department' as const }
const who = (ref: string): Who => ({ ref, name: '张三', post: '科员', rank: 'staff', phone: null, unit })
const link = (ref: string, of: Partial<VillageLink>): VillageLink => ({ ref, tier: 'paired_unit', who: null, unit: null, since: '2026-01-01', document: null, ...of })

it('puts officials under their unit and keeps every tier, also an empty one', () => {
  const groups = byTier([link('a', { unit }), link('b', { who: who('p') }), link('c', { who: who('q') })])
  expect(groups).toHaveLength(5)
  const paired = groups.find((group) => group.tier === 'paired_unit')
  expect(paired?.count).toBe(3)
  expect(paired?.groups).toHaveLength(1)
  expect(paired?.groups[0]?.own?.ref).toBe('a')
  expect(paired?.groups[0]?.people.map((one) => one.ref)).toEqual(['b', 'c'])
})
