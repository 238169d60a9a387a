// How one's own cases stand, kept on the phone beside the feed: of the villages that the copy holds, titles and states, no words.
import { readOwnCases } from '@/areas/cases/data'
import type { OwnCase } from '@/areas/cases/types'
import { keepRows, rows } from '@/data/phone'

export async function fetchOwnCases(signal?: AbortSignal): Promise<OwnCase[]> {
  const told = await readOwnCases(signal)
  const kept = [...rows().values()]
  const here = new Set(kept.filter((row) => row.entity === 'village').map((row) => row.id))
  const own = told.filter((one) => here.has(one.village))
  const names = new Set(own.map((one) => one.ref))
  const gone = kept.filter((row) => row.entity === 'case' && !names.has(row.id))
  const same = new Map(kept.filter((row) => row.entity === 'case').map((row) => [row.id, JSON.stringify(row.data)]))
  const changed = own.filter((one) => same.get(one.ref) !== JSON.stringify(one))
  if (gone.length || changed.length) {
    await keepRows([
      ...gone.map((row) => ({ entity: 'case', op: 'gone' as const, scope: row.scope, id: row.id })),
      ...changed.map((one) => ({ entity: 'case', op: 'put' as const, scope: one.village, id: one.ref, data: one })),
    ])
  }
  return told
}
