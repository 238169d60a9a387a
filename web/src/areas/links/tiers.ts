// The links of a village, gathered for reading: tier by tier, and in a tier unit by unit.
import { TIERS, type Tier, type UnitRef, type VillageLink } from '@/api/types'

export interface UnitGroup { unit: UnitRef | null; own: VillageLink | null; people: VillageLink[] }
export interface TierGroup { tier: Tier; groups: UnitGroup[]; count: number }

export function byTier(links: readonly VillageLink[]): TierGroup[] {
  return TIERS.map((tier) => {
    const here = links.filter((link) => link.tier === tier)
    const groups = new Map<string, UnitGroup>()
    for (const link of here) {
      const unit = link.who?.unit ?? link.unit
      const key = unit?.ref ?? ''
      const group = groups.get(key) ?? { unit: unit ?? null, own: null, people: [] }
      if (link.who) group.people.push(link)
      else group.own = link
      groups.set(key, group)
    }
    return { tier, groups: [...groups.values()], count: here.length }
  })
}
