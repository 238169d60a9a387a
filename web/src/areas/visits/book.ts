// The official's notebook: rows of the copy and what was written here since, as one.
import type { Entry } from '@/data/outbox'
import type { Household, Need, Person, Promised, Village, VillageMore, Visit, VisitBody } from './types'

export interface Book {
  villages: Village[]
  village: Map<string, Village>
  more: Map<string, VillageMore>
  homes: Household[]
  home: Map<string, Household>
  /** Newest first; without what was corrected or withdrawn. */
  visits: Visit[]
  needs: Need[]
  promises: Promised[]
  /** By household; talks with the village as a whole stand under the village's code. */
  visitsOf: Map<string, Visit[]>
  needsOf: Map<string, Need[]>
  promisesOf: Map<string, Promised[]>
  /** The last contact of a household, by anyone. */
  last: Map<string, string>
}
export const placeOf = (one: { household: string | null; village: string }): string => one.household ?? one.village

export function build(kept: readonly { entity: string; id: string; data: unknown }[], written: readonly Entry[], who: Person): Book {
  const of = <T>(entity: string): T[] => kept.filter((row) => row.entity === entity).map((row) => row.data as T)
  const villages = of<Village>('village').sort((a, b) => (a.code < b.code ? -1 : 1))
  const more = new Map(kept.filter((row) => row.entity === 'profile').map((row) => [row.id, row.data as VillageMore]))
  const homes = of<Household>('household')
  const records = { visits: of<Visit>('visit'), promises: of<Promised>('promise'), needs: of<Need>('need') }
  const mine = new Set(records.visits.filter((visit) => visit.mine).map((visit) => visit.id))
  records.needs = records.needs.map((need) => ({ ...need, mine: mine.has(need.visit) }))
  for (const entry of written) overlay(records, entry, who)

  const gone = new Set(records.visits.filter((visit) => visit.state !== 'stands').map((visit) => visit.id))
  for (const visit of records.visits) if (visit.corrects && visit.state === 'stands') gone.add(visit.corrects)
  const visits = records.visits.filter((visit) => !gone.has(visit.id)).sort((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1))
  const needs = records.needs.filter((need) => !gone.has(need.visit) && need.state !== 'withdrawn')
  const promises = records.promises.filter((promise) => !gone.has(promise.visit) && promise.state !== 'withdrawn').sort((a, b) => (a.due < b.due ? -1 : 1))
  const last = new Map<string, string>()
  const seen = (id: string, day: string | null): void => {
    if (day && day > (last.get(id) ?? '')) last.set(id, day)
  }
  for (const home of homes) seen(home.id, home.last_day)
  for (const visit of visits) seen(placeOf(visit), visit.day)
  return {
    villages, village: new Map(villages.map((one) => [one.code, one])), more, homes, home: new Map(homes.map((one) => [one.id, one])),
    visits, needs, promises, visitsOf: group(visits), needsOf: group(needs), promisesOf: group(promises), last,
  }
}

function overlay(to: { visits: Visit[]; needs: Need[]; promises: Promised[] }, entry: Entry, who: Person): void {
  const pending = entry.state
  if (entry.kind === 'visit') {
    if (to.visits.some((visit) => visit.id === entry.id)) return
    const body = entry.body as unknown as VisitBody
    const { village, household, day } = body
    const others = body.with.map((ref) => ({ ref, name: '' }))
    to.visits.push({ ...body, id: entry.id, by: [who, ...others], mine: true, author: true, state: 'stands', received: entry.receipt ?? null, pending })
    for (const { id, words } of body.needs) to.needs.push({ id, words, visit: entry.id, village, household, state: 'open', raised: day, mine: true, pending })
    for (const { id, words, due } of body.promises) {
      to.promises.push({ id, words, due, visit: entry.id, village, household, state: 'open', by: who, mine: true, kept_on: null, pending })
    }
    keep(to.promises, body.kept, day)
  } else if (pending === 'rejected' || pending === 'conflict') return
  else if (entry.kind === 'promise_kept') keep(to.promises, [String(entry.body.promise)], String(entry.body.day))
  else if (entry.kind === 'withdrawal') to.visits = to.visits.map((visit) => (visit.id === entry.body.visit ? { ...visit, state: 'withdrawn' } : visit))
}

function keep(promises: Promised[], ids: readonly string[], day: string): void {
  for (const [n, promise] of promises.entries()) {
    if (promise.state === 'open' && ids.includes(promise.id)) promises[n] = { ...promise, state: 'kept', kept_on: day }
  }
}

function group<T extends { household: string | null; village: string }>(all: readonly T[]): Map<string, T[]> {
  const by = new Map<string, T[]>()
  for (const one of all) {
    const list = by.get(placeOf(one))
    if (list) list.push(one)
    else by.set(placeOf(one), [one])
  }
  return by
}
