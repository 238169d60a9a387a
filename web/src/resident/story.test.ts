import { expect, it } from 'vitest'
import { resident } from '@/i18n/resident'
import { answered, gathered, now, past } from './story'
import type { Matter, Reader } from './types'

const t = resident.zh
const base: Matter = {
  title: '停水', words: '傍晚没水', theme: 'water', village: '观音阁村', raised: '2026-07-01', office: 'received', resident: 'unasked', rung: 'township', stage: 'open', owner: '',
  due: '2026-07-22', round: 1, told: [], may_answer: false, again_until: null, police: false, household: true,
}
const say = (of: Partial<Matter>): string => now({ ...base, ...of }, t, (day) => day).join(' ')

it('tells what was done in order, the household first', () => {
  const told: Matter['told'] = [{ day: '2026-07-09', act: 'done', unit: '水务站', words: '换了水管' }, { day: '2026-07-03', act: 'stop', unit: '', words: '等管材' }]
  expect(past({ ...base, told }, t).map((line) => [line.day, line.quote])).toEqual([['2026-07-01', '傍晚没水'], ['2026-07-03', '等管材'], ['2026-07-09', '换了水管']])
  expect(past({ ...base, told }, t)[1]?.text).toContain(t.someone)
})

it('says who has to act, and why it went up', () => {
  expect(say({})).toBe(`${t.waitsFirst('乡镇')} ${t.due('2026-07-22')}`)
  expect(say({ round: 2, rung: 'county' })).toContain(t.waitsAgain('县里'))
  expect(say({ rung: 'county' })).toContain(t.waitsLate('县里'))
  expect(say({ office: 'in_progress', owner: '水务站' })).toContain('水务站正在办')
  expect(say({ office: 'in_progress', owner: '水务站', round: 2 })).toContain('接着办')
  expect(say({ due: null })).toContain(t.stands)
})

it('ends by the household’s word', () => {
  for (const resident of ['solved', 'partly', 'not_solved', 'silent'] as const) expect(say({ stage: 'finished', resident })).toBe(t.finished[resident])
  expect(say({ stage: 'asked' })).toBe('')
  expect(answered({ ...base, resident: 'silent' })).toBeUndefined()
  expect(answered({ ...base, resident: 'partly' })).toBe('partly')
})

it('puts looks of one unit for one purpose on one day in one line', () => {
  const look: Reader = { at: 2, day: '2026-07-02', unit: '乡政府', role: 'township', class: 'talks', whole_village: false, purpose: '核实', event: 'a', asked: null }
  const asked = { kind: 'why' as const, event: 'b', unit: '乡政府', words: '', asked_on: '2026-07-03', due: '2026-07-18', answer: '', answered_on: null }
  const lines = gathered([look, { ...look, class: 'roster' }, { ...look, purpose: '走访' }, { ...look, at: 1, event: 'b', asked }])
  expect(lines.map(({ reader, classes, times }) => [reader.purpose, reader.event, classes.join(' '), times])).toEqual([['核实', 'b', 'talks roster', 2], ['走访', 'a', 'talks', 1]])
})
