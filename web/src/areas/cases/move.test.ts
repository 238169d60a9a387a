import { expect, it } from 'vitest'
import { acts, least, move, withdrawable } from './move'
import type { Case, Part, Standing } from './types'

const unit = '370811.01920000-0000-7000-8000-000000000001'
const open: Standing = { office: 'in_progress', resident: 'unasked', rung: 'township', stage: 'open', pending: { for: 'nothing' } }
const whole = (of: Partial<Case>): Case => ({
  ...open, ref: 'x', village: { code: '370811001001', name: '村', level: 'village' }, title: '', theme: 'water', kind: 'ordinary', urgent: false, owner: { ref: unit, name: '水务站' },
  clock: { allowed: 15, used: 3, in_all: 3, due: '2026-07-22', overdue: false }, round: 1, wanted_by: null, raised: '2026-07-01', version: 3, task: true, inside: null, parts: [], handler: null, cost: null, merged_into: null, recurrence_of: null, members: [], steps: [], ...of,
})

it('says whose move it is', () => {
  expect(move(open, '2026-07-22')).toBe('owner')
  expect(move(open, null)).toBe('stands')
  expect(move({ ...open, office: 'received' }, '2026-07-22')).toBe('take_on')
  expect(move({ ...open, pending: { for: 'transfer', to: unit } }, '2026-07-22')).toBe('transfer')
  expect(move({ ...open, pending: { for: 'second_reader', reason: 'no_funds', unit } }, null)).toBe('second_reader')
  expect(move({ ...open, office: 'done', stage: 'asked' }, null)).toBe('ask')
  expect(move({ ...open, office: 'done', stage: 'asked', resident: 'asked' }, null)).toBe('household')
  expect(move({ ...open, office: 'done', stage: 'finished', resident: 'solved' }, null)).toBe('nobody')
})

it('offers only what can be done', () => {
  const other = unit.replace(/1$/, '2')
  const own = { units: [unit], rungs: ['township' as const], reads: true }
  const clock = { allowed: 15, used: 3, in_all: 3, due: null, overdue: false }
  expect(acts(whole({ task: false }), own)).toEqual([])
  expect(acts(whole({ stage: 'finished' }), own)).toEqual([])
  expect(acts(whole({ office: 'received', owner: null }), own)).toEqual(['accept', 'offer'])
  expect(acts(whole({ office: 'received', owner: null, task: false, rung: 'county' }), own)).toEqual([])
  expect(acts(whole({ office: 'received', owner: null, task: false, rung: 'county' }), { ...own, rungs: ['county'] })).toEqual(['accept', 'offer'])
  expect(acts(whole({ office: 'accepted' }), own)).toContain('begin')
  expect(acts(whole({}), own)).toEqual(['done', 'stop', 'invite', 'offer', 'cannot'])
  expect(acts(whole({ clock }), own)).toContain('resume')
  expect(acts(whole({ pending: { for: 'transfer', to: unit } }), own)).toEqual(['take_over', 'send_back'])
  expect(acts(whole({ pending: { for: 'transfer', to: other } }), own)).toEqual([])
  expect(acts(whole({ office: 'done', stage: 'asked' }), own)).toEqual(['ask'])
})

it('has what cannot be solved read by one other unit', () => {
  const [mine, other] = [{ units: [unit], rungs: [], reads: true }, unit.replace(/1$/, '2')]
  const pending = (by: string, reader: string | null): Case => whole({ pending: { for: 'second_reader', reason: 'no_funds', unit: by, reader }, task: false })
  expect(acts(pending(unit, null), mine)).toEqual([])
  expect(acts(pending(other, null), mine)).toEqual(['take_reading'])
  expect(acts(pending(other, null), { ...mine, reads: false })).toEqual([])
  expect(acts(pending(other, unit), mine)).toEqual(['second_read'])
  expect(acts(pending(unit, other), mine)).toEqual([])
})

it('offers a unit what it may say of its part, and the owner to take back what is late', () => {
  const other = unit.replace(/1$/, '2')
  const part = (of: string, state: Part['state']): Part => ({ unit: { ref: of, name: '' }, state, by: '2026-07-10', asked_on: '2026-07-01', since: '2026-07-01', words: '', answer: '' })
  const by = { units: [other], rungs: [], reads: false }
  expect(acts(whole({ parts: [part(other, 'asked')] }), by)).toEqual(['join', 'decline'])
  expect(acts(whole({ parts: [part(other, 'open')] }), by)).toEqual(['part_done', 'hand_back'])
  expect(acts(whole({ parts: [part(other, 'open')], office: 'received', owner: null, rung: 'county' }), by)).toEqual(['part_done', 'hand_back'])
  expect(acts(whole({ parts: [part(other, 'done')] }), by)).toEqual([])
  expect(acts(whole({ parts: [part(other, 'open')], pending: { for: 'transfer', to: unit } }), by)).toEqual(['part_done', 'hand_back'])
  expect([withdrawable(part(other, 'asked'), '2026-07-05'), withdrawable(part(other, 'open'), '2026-07-10'), withdrawable(part(other, 'open'), '2026-07-11'), withdrawable(part(other, 'done'), '2026-07-11')]).toEqual([true, false, true, false])
})

it('knows which acts need words', () => {
  expect([least('accept'), least('done'), least('cannot')]).toEqual([0, 1, 10])
})
