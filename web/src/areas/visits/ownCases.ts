// How one's own cases stand, kept on the phone beside the feed: of the villages that the copy holds, titles and states, no words.
import { computed } from 'vue'
import { readOwnCases } from '@/areas/cases/data'
import type { OwnCase } from '@/areas/cases/types'
import { keepRows, recall, remember, rows } from '@/data/phone'
import { may } from '@/shell/session'

const kept = (): { id: string; scope: string; data: unknown }[] => [...rows().values()].filter((row) => row.entity === 'case')
/** As they stood when the phone last asked. */
export const keptCases = computed(() => kept().map((row) => row.data as OwnCase))
/** By the need that each took on. */
export const caseOf = computed(() => new Map(keptCases.value.flatMap((one) => (one.need ? [[one.need, one] as const] : []))))

export async function fetchOwnCases(signal?: AbortSignal): Promise<OwnCase[]> {
  const told = await readOwnCases(signal)
  const here = new Set([...rows().values()].filter((row) => row.entity === 'village').map((row) => row.id))
  const own = told.filter((one) => here.has(one.village))
  const names = new Set(own.map((one) => one.ref))
  const before = kept()
  const same = new Map(before.map((row) => [row.id, JSON.stringify(row.data)]))
  const gone = before.filter((row) => !names.has(row.id))
  const changed = own.filter((one) => same.get(one.ref) !== JSON.stringify(one))
  if (gone.length || changed.length) {
    await keepRows([
      ...gone.map((row) => ({ entity: 'case', op: 'gone' as const, scope: row.scope, id: row.id })),
      ...changed.map((one) => ({ entity: 'case', op: 'put' as const, scope: one.village, id: one.ref, data: one })),
    ])
  }
  await remember('cases', Date.now())
  return told
}

/** Asks anew after ten minutes. */
export async function mindCases(): Promise<void> {
  const last = (await recall<number>('cases')) ?? 0
  if (may('own_cases') && Date.now() - last > 600_000) await fetchOwnCases()
}
