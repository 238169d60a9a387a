// Shares as people read them, and what an aim says.
import type { Figure } from './types'

/** A share to a tenth of a percent, without claiming all or none that the interval does not claim. */
export function percent(share: number): string {
  const text = (share * 100).toFixed(1)
  return `${text.endsWith('.0') ? text.slice(0, -2) : text}%`
}

export interface Range { at: number; low: number; high: number }

/** A figure as it was answered, or drawn towards the neighbours. */
export function range(figure: Figure, like: boolean): Range {
  return like ? { at: figure.like_share, low: figure.like_low, high: figure.like_high } : { at: figure.share, low: figure.low, high: figure.high }
}
