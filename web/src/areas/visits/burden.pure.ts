// How long a record takes, week by week, from arguments alone.
export interface Week { seconds: number[]; fields: Record<string, number> }
export type Weeks = Record<string, Week>

export function add(weeks: Weeks, week: string, seconds: number, filled: Record<string, boolean>): Weeks {
  const before = weeks[week] ?? { seconds: [], fields: {} }
  const fields = { ...before.fields }
  for (const [name, used] of Object.entries(filled)) fields[name] = Math.max(fields[name] ?? 0, used ? 1 : 0)
  return { ...weeks, [week]: { seconds: [...before.seconds, Math.max(1, Math.round(seconds))], fields } }
}

/** The middle one: a form left open over lunch does not count. */
export function middle(seconds: readonly number[]): number {
  const sorted = [...seconds].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
