import { describe, expect, it } from 'vitest'
import type { Entry } from '@/data/outbox'
import { build, type Book } from './book'
import { next, type Next } from './next'
import { find } from './search'
import type { Household, Need, Promised, Village, Visit } from './types'
import { between, isoWeek, lastMondays, plus } from './weeks'

const TODAY = '2026-07-15'
const me = { ref: '370811.me', name: '张' }
const home = (id: string, more: Partial<Household> = {}): Household => ({
  id, village: 'v1', house: '1', name: id, pinyin: '', initials: '', members: 3, residents: [], standings: [], last_day: null, ...more,
})
const visit = (id: string, household: string, day: string, more: Partial<Visit> = {}): Visit => ({
  id, village: 'v1', household, day, how: 'in_person', did: [], by: [me], mine: true, author: true, state: 'stands', corrects: null, statements: [], received: 1, ...more,
})
const promise = (household: string, due: string, more: Partial<Promised> = {}): Promised => ({
  id: `p${household}${due}`, visit: 't', village: 'v1', household, words: '修路灯', due, state: 'open', by: me, mine: true, kept_on: null, ...more,
})
const need = (household: string, raised: string, of = 'mine'): Need => ({
  id: `n${household}${raised}`, visit: of, village: 'v1', household, words: '低保怎么办', state: 'open', raised, mine: false,
})
const village: Village = { code: 'v1', name: '一村', path: '', county_name: '', tiers: [], households_known: true, contact_name: null, contact_phone: null, household_count: 1 }

interface Given { homes: Household[]; visits?: Visit[]; promises?: Promised[]; needs?: Need[]; written?: Entry[]; profiles?: Record<string, number> }
function booked({ homes, visits = [], promises = [], needs = [], written = [], profiles = {} }: Given): Book {
  const rows = (entity: string, all: { id: string }[]): { entity: string; id: string; data: unknown }[] => all.map((data) => ({ entity, id: data.id, data }))
  const more = Object.entries(profiles).map(([id, difficulty]) => ({ entity: 'profile', id, data: { profile: { difficulty }, others: [] } }))
  return build([{ entity: 'village', id: 'v1', data: village }, ...rows('household', homes), ...rows('visit', visits), ...rows('promise', promises), ...rows('need', needs), ...more], written, me)
}
const order = (of: Next): string[] => of.groups.flatMap((group) => group.all.map((one) => `${group.ground} ${one.home.id}`))

describe('whom to see next', () => {
  it('names what is owed before whom one has not met', () => {
    const given = booked({
      homes: [home('never'), home('long', { last_day: plus(TODAY, -120) }), home('due'), home('over'), home('asked'), home('fresh', { last_day: plus(TODAY, -10) })],
      promises: [promise('due', plus(TODAY, 3)), promise('over', plus(TODAY, -2)), promise('long', plus(TODAY, 40))],
      visits: [visit('mine', 'asked', plus(TODAY, -20))],
      needs: [need('asked', plus(TODAY, -20))],
    })
    const found = next(given, TODAY)
    expect(order(found)).toEqual(['promise over', 'promise due', 'answer asked', 'never never', 'long long'])
    expect(found.groups[0]?.all[0]?.why).toEqual([{ code: 'promise_over', days: 2, words: '修路灯' }])
    expect(found.groups[1]?.all[0]?.why).toEqual([{ code: 'answer_owed', days: 20, words: '低保怎么办' }])
    // Its case is done: the household is asked by others.
    expect(order(next(given, TODAY, () => true))).not.toContain('answer asked')
  })
  it('puts elders and remote villages first among those nobody met', () => {
    const given = booked({
      homes: [home('near'), home('far', { village: 'v2' }), home('elder', { standings: [{ kind: 'old_party_member', holder: '王', since: '2000-01-01', source: '' }] }), home('rich', { standings: [{ kind: 'thriving', holder: '', since: '2020-01-01', source: '' }] })],
      profiles: { v1: 10, v2: 90 },
    })
    expect(order(next(given, TODAY))).toEqual(['never elder', 'never far', 'never near', 'never rich'])
    expect(next(given, TODAY).groups[0]?.all[1]?.why).toEqual([{ code: 'never' }, { code: 'remote' }])
  })
  it('puts the quiet first among those met equally long ago', () => {
    const given = booked({
      homes: [home('loud', { last_day: plus(TODAY, -100) }), home('quiet', { last_day: plus(TODAY, -99) }), home('older', { last_day: plus(TODAY, -200) })],
      needs: [need('loud', plus(TODAY, -100), 'of somebody else')],
    })
    expect(order(next(given, TODAY))).toEqual(['long older', 'long quiet', 'long loud'])
  })
  it('asks nobody a third time in a month, and only keeps what is owed', () => {
    const seen = (id: string): Visit[] => [visit(`${id}1`, id, plus(TODAY, -3)), visit(`${id}2`, id, plus(TODAY, -25), { mine: false })]
    const given = booked({ homes: [home('tired'), home('owed'), home('rested')], visits: [...seen('tired'), ...seen('owed'), visit('x', 'rested', plus(TODAY, -95))], promises: [promise('owed', TODAY)] })
    const found = next(given, TODAY)
    expect(order(found)).toEqual(['promise owed', 'long rested'])
    expect(found.groups[0]?.all[0]?.why.map((why) => why.code)).toEqual(['promise_due', 'only_owed'])
    expect(found.resting).toBe(1)
  })
  it('forgets promises of others, kept ones and those of withdrawn visits', () => {
    const given = booked({
      homes: [home('a', { last_day: TODAY }), home('b', { last_day: TODAY }), home('c', { last_day: TODAY })],
      visits: [visit('gone', 'c', TODAY, { state: 'withdrawn' })],
      promises: [promise('a', TODAY, { mine: false }), promise('b', TODAY, { state: 'kept' }), promise('c', TODAY, { visit: 'gone' })],
    })
    expect(order(next(given, TODAY))).toEqual([])
  })
})

describe('the notebook', () => {
  const entry = (id: string, kind: string, body: Record<string, unknown>): Entry => ({ id, account: 'a', name: '', kind, body, state: 'waiting', made: 1 })
  const body = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    village: 'v1', household: 'a', day: TODAY, how: 'phone', did: [], with: [], statements: [{ words: '好', consent: true, quotable: false }], needs: [{ id: 'n', words: '水' }], promises: [{ id: 'q', words: '来', due: TODAY }], kept: [], corrects: null, at: 1, ...more,
  })
  it('shows what was just written as if it had come back', () => {
    const found = booked({ homes: [home('a')], written: [entry('t1', 'visit', body())] })
    expect(found.visitsOf.get('a')).toMatchObject([{ id: 't1', mine: true, pending: 'waiting' }])
    expect(found.last.get('a')).toBe(TODAY)
    expect([found.needs.length, found.promises.length]).toEqual([1, 1])
  })
  it('shows a record once when the feed has brought it and the queue still holds it', () => {
    const found = booked({ homes: [home('a')], visits: [visit('t1', 'a', TODAY)], written: [{ ...entry('t1', 'visit', body()), state: 'sent' }] })
    expect(found.visits).toHaveLength(1)
  })
  it('replaces what is corrected, hides what is withdrawn, keeps what is kept', () => {
    const visits = [visit('t1', 'a', plus(TODAY, -5)), visit('t2', 'a', plus(TODAY, -4))]
    const found = booked({
      homes: [home('a')], visits, promises: [promise('a', TODAY, { id: 'q1', visit: 't3' })],
      written: [entry('t9', 'visit', body({ corrects: 't1', kept: ['q1'] })), entry('w', 'withdrawal', { village: 'v1', visit: 't2', reason: '记错了' })],
    })
    expect(found.visits.map((one) => one.id)).toEqual(['t9'])
    expect(found.promises.find((one) => one.id === 'q1')).toMatchObject({ state: 'kept', kept_on: TODAY })
  })
})

describe('search', () => {
  const homes = [
    home('h1', { house: '12', name: '王桂兰', pinyin: 'wang gui lan', initials: 'wgl', residents: [{ id: 'r', name: '李建国', relation: '夫', pinyin: 'li jian guo', initials: 'ljg' }] }),
    home('h2', { house: '120', name: '李桂', pinyin: 'li gui', initials: 'lg' }),
    home('h3', { house: '3-12', name: '吕芳', pinyin: 'lü fang', initials: 'lf' }),
  ]
  const ids = (asked: string): string[] => find(homes, asked).map((one) => one.id)
  it('takes names, pinyin, initials and house numbers', () => {
    expect(ids('桂')).toEqual(['h1', 'h2'])
    expect(ids('建国')).toEqual(['h1'])
    expect(ids('wgl')).toEqual(['h1'])
    expect(ids('LJG')).toEqual(['h1'])
    expect(ids('lijian')).toEqual(['h1'])
    expect(ids('lvf')).toEqual(['h3'])
    expect(ids('12')).toEqual(['h1', 'h2', 'h3'])
    expect(ids('xyz')).toEqual([])
    expect(ids(' ')).toHaveLength(3)
  })
})

describe('weeks', () => {
  it('are those of ISO 8601', () => {
    expect(['2026-01-01', '2026-06-29', '2027-01-01', '2027-01-04', '2024-12-30'].map(isoWeek)).toEqual(['2026-W01', '2026-W27', '2026-W53', '2027-W01', '2025-W01'])
    expect(lastMondays('2026-07-15', 2)).toEqual(['2026-07-06', '2026-07-13'])
    expect([between('2026-02-27', '2026-03-01'), plus('2024-02-28', 2)]).toEqual([2, '2024-03-01'])
  })
})
