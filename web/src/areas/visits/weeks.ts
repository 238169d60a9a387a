// Days without a clock: distances, ISO weeks, the last weeks up to a day.
const DAY = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const spell = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const plus = (day: string, days: number): string => spell(at(day) + days * DAY)
/** Days from one to the other; negative when the other is earlier. */
export const between = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY)

export function monday(day: string): string {
  const weekday = (new Date(at(day)).getUTCDay() + 6) % 7
  return plus(day, -weekday)
}
/** `2026-W27`: the week belongs to the year of its Thursday (ISO 8601). */
export function isoWeek(day: string): string {
  const thursday = plus(monday(day), 3)
  const first = `${thursday.slice(0, 4)}-01-01`
  return `${thursday.slice(0, 4)}-W${String(Math.floor(between(first, thursday) / 7) + 1).padStart(2, '0')}`
}
/** The Mondays of the last weeks, the present one last. */
export const lastMondays = (day: string, weeks: number): string[] => Array.from({ length: weeks }, (_, n) => plus(monday(day), (n - weeks + 1) * 7))
