import type { Share } from '@/api/types'
import { ratio, share } from '@/i18n/format'

/** Reached of there, as a percentage; nothing where either is withheld or nobody is on the register. */
export function percent(of: Share): string {
  const { reached, there } = of
  return reached.n === null || there.n === null || there.n === 0 ? '—' : share(Math.min(reached.n, there.n), there.n)
}

export function part(of: Share): number | undefined {
  const { reached, there } = of
  return reached.n === null || !there.n ? undefined : Math.min(1, ratio(reached.n, there.n))
}
