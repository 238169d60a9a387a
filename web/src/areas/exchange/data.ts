import { call, get, href, post, remove } from '@/api/client'
import type { ChangeKind, Import, Page, RowChange, RowProblem } from '@/api/types'

export const templateHref = href('/templates/roster.xlsx')
export const markedHref = (ref: string): string => href(`/imports/${ref}/problems.xlsx`)
export const upload = async (file: File): Promise<Import> =>
  (await call<Import>('POST', '/imports', { query: { kind: 'roster', file_name: file.name }, file })).data
export const listImports = (after: string | undefined, signal: AbortSignal): Promise<Page<Import>> => get('/imports', { after, limit: 50 }, signal)
export const readImport = (ref: string, signal?: AbortSignal): Promise<Import> => get(`/imports/${ref}`, {}, signal)
export const listProblems = (ref: string, after: string | undefined, signal: AbortSignal): Promise<Page<RowProblem>> =>
  get(`/imports/${ref}/problems`, { after, limit: 100 }, signal)
export const listChanges = (ref: string, kind: ChangeKind, after: string | undefined, signal: AbortSignal): Promise<Page<RowChange>> =>
  get(`/imports/${ref}/changes`, { kind, after, limit: 100 }, signal)
export const commitImport = (ref: string, left: 'end' | 'keep'): Promise<unknown> => post(`/imports/${ref}/commit`, { left })
export const undoImport = (ref: string): Promise<unknown> => post(`/imports/${ref}/undo`)
export const discardImport = (ref: string): Promise<unknown> => remove(`/imports/${ref}`)
