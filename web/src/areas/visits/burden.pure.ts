// How long a record takes, week by week, from arguments alone.
export interface Week { seconds: number[]; fields: Record<string, number>; read: Record<string, number> }
export type Weeks = Record<string, Week>

export function add(weeks: Weeks, week: string, seconds: number, filled: Record<string, boolean>): Weeks {
  const before = weeks[week] ?? fresh()
  const fields = { ...before.fields }
  for (const [name, used] of Object.entries(filled)) fields[name] = Math.max(fields[name] ?? 0, used ? 1 : 0)
  return { ...weeks, [week]: { ...before, seconds: [...before.seconds, Math.max(1, Math.round(seconds))], fields } }
}

/** Fields of earlier records that were looked at this week. */
export function look(weeks: Weeks, week: string, seen: readonly string[]): Weeks {
  const before = weeks[week] ?? fresh()
  return { ...weeks, [week]: { ...before, read: { ...before.read, ...Object.fromEntries(seen.map((name) => [name, 1])) } } }
}
const fresh = (): Week => ({ seconds: [], fields: {}, read: {} })

/** The middle one: a form left open over lunch does not count. */
export function middle(seconds: readonly number[]): number {
  const sorted = [...seconds].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
