import { call, get, href, post, remove } from '@/api/client'
import type { ChangeKind, Import, MatterKind, Page, RowChange, RowProblem } from '@/api/types'

/** The kinds of workbooks, each behind its own addresses and its own right. */
export type Kind = 'roster' | 'households' | 'cases'
const BASE: Record<Kind, string> = { roster: '/imports', households: '/household-imports', cases: '/case-imports' }

/** Where a kind's pages are; its verbs have the same addresses. */
export const home = (kind: Kind): string => BASE[kind]
export const kindAt = (path: string): Kind => (path.startsWith(BASE.households) ? 'households' : path.startsWith(BASE.cases) ? 'cases' : 'roster')
/** What rows become, by kind of workbook: the tabs of a preview, with where each is counted. */
type Count = keyof Import['counts']
const PEOPLE: readonly (readonly [ChangeKind | MatterKind, Count])[] = [['joined', 'joined'], ['moved', 'moved'], ['changed', 'changed'], ['left', 'left']]
const MATTERS: readonly (readonly [ChangeKind | MatterKind, Count])[] = [['new', 'joined'], ['alike', 'alike'], ['same', 'same'], ['over', 'over'], ['acted', 'acted']]
export const becoming = (kind: Kind): readonly (readonly [ChangeKind | MatterKind, Count])[] => (kind === 'cases' ? MATTERS : PEOPLE)
export const templateHref = (kind: Kind): string => href(`/templates/${kind}.xlsx`)
export const markedHref = (kind: Kind, ref: string): string => href(`${BASE[kind]}/${ref}/problems.xlsx`)
export const upload = async (kind: Kind, file: File): Promise<Import> =>
  (await call<Import>('POST', BASE[kind], { query: { file_name: file.name }, file })).data
export const listImports = (kind: Kind, after: string | undefined, signal: AbortSignal): Promise<Page<Import>> => get(BASE[kind], { after, limit: 50 }, signal)
export const readImport = (kind: Kind, ref: string, signal?: AbortSignal): Promise<Import> => get(`${BASE[kind]}/${ref}`, {}, signal)
export const listProblems = (kind: Kind, ref: string, after: string | undefined, signal: AbortSignal): Promise<Page<RowProblem>> =>
  get(`${BASE[kind]}/${ref}/problems`, { after, limit: 100 }, signal)
export const listChanges = (kind: Kind, ref: string, of: ChangeKind | MatterKind, after: string | undefined, signal: AbortSignal): Promise<Page<RowChange>> =>
  get(`${BASE[kind]}/${ref}/changes`, { kind: of, after, limit: 100 }, signal)
export const commitImport = (kind: Kind, ref: string, left: 'end' | 'keep', skip_alike: boolean): Promise<unknown> => post(`${BASE[kind]}/${ref}/commit`, { left, skip_alike })
export const undoImport = (kind: Kind, ref: string): Promise<unknown> => post(`${BASE[kind]}/${ref}/undo`)
export const discardImport = (kind: Kind, ref: string): Promise<unknown> => remove(`${BASE[kind]}/${ref}`)
