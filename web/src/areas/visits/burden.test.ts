import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { add, FIELDS, filled, inSight, look, middle } from './burden.pure'
import type { Need, Promised, Visit } from './types'

describe('the burden', () => {
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
  it('calls every field what the server calls it', () => {
    // The server refuses a report with a name that it does not know, so the two lists are one.
    const text = readFileSync(new URL('../../../../crates/lianxin-domain/src/oversight/bands.rs', import.meta.url), 'utf8')
    const list = /"visit" => \{\s*Some\(&\[([^\]]*)\]/.exec(text)?.[1]
    expect([...FIELDS]).toEqual(JSON.parse(`[${list}]`))
    const body = { village: 'v', household: 'h', day: '2026-07-15', how: 'in_person' as const, did: [], with: [], statements: [], needs: [], promises: [], kept: [], corrects: null, at: 0 }
    expect(Object.keys(filled(body))).toEqual(FIELDS)
  })
  it('notices which fields of earlier records are in sight', () => {
    const visit = { did: ['eat'], by: [{ ref: 'me', name: '' }], statements: [{ words: '水', consent: true, quotable: false }] } as Partial<Visit> as Visit
    expect(inSight({ visits: [], needs: [], promises: [] })).toEqual([])
    expect(inSight({ visits: [visit], needs: [{} as Need], promises: [{ state: 'kept' } as Promised] })).toEqual(['household', 'how', 'did', 'statements', 'needs', 'kept'])
  })
})
