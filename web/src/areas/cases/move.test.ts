import { expect, it } from 'vitest'
import { acts, least, move } from './move'
import type { Case, Standing } from './types'

const unit = '370811.01920000-0000-7000-8000-000000000001'
const open: Standing = { office: 'in_progress', resident: 'unasked', rung: 'township', stage: 'open', pending: { for: 'nothing' } }
const whole = (of: Partial<Case>): Case => ({
  ...open, ref: 'x', village: { code: '370811001001', name: '村', level: 'village' }, title: '', theme: 'water', kind: 'ordinary', urgent: false, owner: { ref: unit, name: '水务站' },
  clock: { allowed: 15, used: 3, in_all: 3, due: '2026-07-22', overdue: false }, round: 1, wanted_by: null, raised: '2026-07-01', version: 3, task: true, inside: null, steps: [], ...of,
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
  expect(acts(whole({ task: false }), false)).toEqual([])
  expect(acts(whole({ stage: 'finished' }), false)).toEqual([])
  expect(acts(whole({ office: 'received', owner: null }), false)).toEqual(['accept', 'offer'])
  expect(acts(whole({ office: 'accepted' }), false)).toContain('begin')
  expect(acts(whole({}), false)).toEqual(['done', 'stop', 'offer', 'cannot'])
  expect(acts(whole({ clock: { allowed: 15, used: 3, in_all: 3, due: null, overdue: false } }), false)).toContain('resume')
  expect(acts(whole({ pending: { for: 'transfer', to: unit } }), true)).toEqual(['take_over', 'send_back'])
  expect(acts(whole({ pending: { for: 'transfer', to: unit } }), false)).toEqual([])
  expect(acts(whole({ office: 'done', stage: 'asked' }), false)).toEqual(['ask'])
})

it('knows which acts need words', () => {
  expect([least('accept'), least('done'), least('cannot')]).toEqual([0, 1, 10])
})
