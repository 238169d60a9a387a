// How long a record takes and which of its fields are used, week by week, from arguments alone.
import type { Need, Promised, Visit, VisitBody } from './types'

/** The fields of the form that may be left empty, as the server calls them; a test compares the two lists. */
export const FIELDS = ['household', 'how', 'did', 'with', 'statements', 'quotable', 'needs', 'promises', 'kept'] as const
export type Field = (typeof FIELDS)[number]
type Used = Partial<Record<Field, number>>
export interface Week { seconds: number[]; fields: Used; read: Used }
export type Weeks = Record<string, Week>

export function add(weeks: Weeks, week: string, seconds: number, filled: Partial<Record<Field, boolean>>): Weeks {
  const before = weeks[week] ?? fresh()
  const fields = { ...before.fields }
  for (const [name, used] of Object.entries(filled) as [Field, boolean][]) fields[name] = Math.max(fields[name] ?? 0, used ? 1 : 0)
  return { ...weeks, [week]: { ...before, seconds: [...before.seconds, Math.max(1, Math.round(seconds))], fields } }
}

/** Fields of earlier records that were looked at this week. */
export function look(weeks: Weeks, week: string, seen: readonly Field[]): Weeks {
  const before = weeks[week] ?? fresh()
  return { ...weeks, [week]: { ...before, read: { ...before.read, ...Object.fromEntries(seen.map((name) => [name, 1])) } } }
}

/** The fields that a record fills. */
export const filled = (body: VisitBody): Record<Field, boolean> => ({
  household: body.household !== null, how: body.how !== 'in_person', did: body.did.length > 0, with: body.with.length > 0, statements: body.statements.length > 0,
  quotable: body.statements.some((one) => one.quotable), needs: body.needs.length > 0, promises: body.promises.length > 0, kept: body.kept.length > 0,
})
/** The fields of earlier records that a household's page puts in sight: a field that nobody reads again need not be asked. */
export function inSight(of: { visits: readonly Visit[]; needs: readonly Need[]; promises: readonly Promised[] }): Field[] {
  const said = of.visits.flatMap((one) => one.statements)
  const seen: Record<Field, boolean> = {
    household: of.visits.length > 0, how: of.visits.length > 0, did: of.visits.some((one) => one.did.length > 0), with: of.visits.some((one) => one.by.length > 1),
    statements: said.length > 0, quotable: said.some((one) => one.quotable), needs: of.needs.length > 0,
    promises: of.promises.some((one) => one.state === 'open'), kept: of.promises.some((one) => one.state === 'kept'),
  }
  return FIELDS.filter((name) => seen[name])
}
const fresh = (): Week => ({ seconds: [], fields: {}, read: {} })

/** The middle one: a form left open over lunch does not count. */
export function middle(seconds: readonly number[]): number {
  const sorted = [...seconds].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
