// What is wrong with a rule set before it is sent, and one rule changed by its path.
import { PARTS, TIERS, type RuleSet, type Tier, type TierRules } from '@/api/types'

export interface RuleFault { tier: Tier; field: 'per_official' | 'per_village' | 'weights' }

export function faults(rules: RuleSet): RuleFault[] {
  return TIERS.flatMap((tier) => {
    const of = rules.tiers[tier]
    if (!of?.enabled) return []
    const found: RuleFault[] = []
    if (!ordered(of.per_official)) found.push({ tier, field: 'per_official' })
    if (!ordered(of.per_village)) found.push({ tier, field: 'per_village' })
    if (PARTS.some((part) => !whole(of.weights[part]))) found.push({ tier, field: 'weights' })
    return found
  })
}

function ordered(bounds: TierRules['per_village']): boolean {
  const { least, most } = bounds
  return Number.isInteger(least) && least >= 0 && (most === null || (Number.isInteger(most) && most >= least))
}

function whole(weight: number): boolean {
  return Number.isInteger(weight) && weight >= 0 && weight <= 100
}

/** A copy in which the value at `path`, such as `tiers.police_liaison.per_official.most`, is another. */
export function changed(rules: RuleSet, path: string, to: unknown): RuleSet {
  const copy = structuredClone(rules)
  const steps = path.split('.')
  const last = steps.pop()
  let at: Record<string, unknown> = copy as unknown as Record<string, unknown>
  for (const step of steps) {
    const next = at[step]
    if (typeof next !== 'object' || next === null) return copy
    at = next as Record<string, unknown>
  }
  if (last !== undefined) at[last] = to
  return copy
}
