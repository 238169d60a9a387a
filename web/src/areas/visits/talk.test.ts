import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { add, look, middle } from './burden.pure'
import { bodyOf, draftName, draftOf, emptyDraft, filled, finish, touched } from './talk'

const at = { village: '370811001001', household: 'h1' }
describe('a talk', () => {
  it('begins with what is known', () => {
    const draft = emptyDraft(at, '2026-07-15', 'phone')
    expect(draft).toMatchObject({ ...at, day: '2026-07-15', how: 'phone', promises: [{ due: '2026-07-22' }] })
    expect(touched(draft)).toBe(false)
  })
  it('becomes a record of what was filled in, and nothing else', () => {
    let n = 0
    const draft = emptyDraft(at, '2026-07-15', 'in_person')
    draft.statements[0] = { words: ' 水压\u0007太小\r\n ', consent: true, quotable: false }
    draft.promises = [{ words: '问水务站', due: '2026-07-01' }, { words: ' ', due: '2026-08-01' }]
    const body = finish(draft, 5, () => `id${++n}`)
    expect(body).toEqual({
      ...at, day: '2026-07-15', how: 'in_person', did: [], with: [], kept: [], corrects: null, at: 5,
      statements: [{ words: '水压太小', consent: true, quotable: false }], needs: [], promises: [{ id: 'id1', words: '问水务站', due: '2026-07-15' }],
    })
    expect(filled(body)).toMatchObject({ statements: true, needs: false, promises: true, household: true })
  })
  it('comes back from a record to be corrected', () => {
    const draft = emptyDraft(at, '2026-07-15', 'work')
    draft.needs = ['修渠']
    const body = finish(draft, 5, () => 'x')
    const again = draftOf(body, { corrects: 'v', replaces: null })
    expect(again).toMatchObject({ corrects: 'v', how: 'work', needs: ['修渠'], statements: [{ words: '' }] })
    const visit = { ...body, id: 'v', by: [{ ref: 'me', name: '' }, { ref: 'you', name: '' }], mine: true, author: true, state: 'stands' as const, received: 1, did: ['work', 'hardship'] }
    expect(bodyOf(visit, body.needs, [], 'me')).toMatchObject({ did: ['work'], with: ['you'], corrects: 'v' })
  })
  it('keeps drafts of different homes apart', () => {
    expect(new Set([draftName(at, null), draftName({ ...at, household: null }, null), draftName(at, 'v')]).size).toBe(3)
  })
})

describe('the burden', () => {
  it('names the fields as the server does', () => {
    const rules = readFileSync(new URL('../../../../crates/lianxin-domain/src/oversight/bands.rs', import.meta.url), 'utf8')
    const named = [...(/"visit" => \{([^}]*)\}/.exec(rules)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((one) => one[1])
    expect(named.length).toBeGreaterThan(5)
    const sent = Object.keys(filled(finish(emptyDraft(at, '2026-07-15', 'phone'), 1, () => 'id')))
    expect(sent.sort()).toEqual([...named].sort())
  })
  it('is one number a week, whatever was left open over lunch', () => {
    let weeks = add({}, '2026-W29', 20.4, { needs: true, did: false })
    weeks = add(weeks, '2026-W29', 4000, { needs: false, did: false })
    weeks = add(weeks, '2026-W29', 0.2, { needs: false, did: false })
    weeks = look(weeks, '2026-W29', ['statements'])
    expect(weeks['2026-W29']).toEqual({ seconds: [20, 4000, 1], fields: { needs: 1, did: 0 }, read: { statements: 1 } })
    expect(look({}, '2026-W30', ['how'])['2026-W30']).toEqual({ seconds: [], fields: {}, read: { how: 1 } })
    expect(middle(weeks['2026-W29']?.seconds ?? [])).toBe(20)
    expect(middle([])).toBe(0)
  })
})
