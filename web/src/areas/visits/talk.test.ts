import { describe, expect, it } from 'vitest'
import { filled } from './burden.pure'
import { bodyOf, draftName, draftOf, emptyDraft, finish, touched } from './talk'

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
