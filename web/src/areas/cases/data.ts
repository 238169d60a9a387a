import { call, get, href, post, remove, type Reply } from '@/api/client'
import type { FactClass, Page, RevealedFact, UnitRef } from '@/api/types'
import type { ActSent, Board, BulkRow, Case, CaseHow, CaseLine, CaseNamed, HeardSent, OwnCase, OwnCaseShown, OfSlip, Owed, OwedWhole, SavedView, Slip, SlipRow, Stuck, StuckKind } from './types'

export interface CaseFilter { place: string; state: string; theme: string; mine: string }

export const listCases = (filter: CaseFilter, after: string | undefined, signal: AbortSignal, limit = 50): Promise<Page<CaseLine>> =>
  get('/cases', { ...filter, after, limit }, signal)
/** By what cases are called, or for a purpose by the words of those that are one's task. */
export const searchCases = (place: string, q: string, part: 'title' | 'words', purpose: string, after: string | undefined, signal: AbortSignal): Promise<Page<CaseLine>> =>
  get('/cases/search', { place, q, in: part, purpose, after, limit: 50 }, signal)
export const sheetOf = (filter: CaseFilter): string => href('/cases/list.xlsx', { ...filter })
export const listViews = async (signal?: AbortSignal): Promise<SavedView[]> => (await get<{ items: SavedView[] }>('/me/views', {}, signal)).items
export const keepView = (name: string, query: string): Promise<SavedView> => post('/me/views', { name, query })
export const dropView = (id: string): Promise<unknown> => remove(`/me/views/${id}`)
export const findSlip = (code: string): Promise<OfSlip> => get(`/slips/${code}`)
export const listOwed = async (signal: AbortSignal): Promise<Owed[]> => (await get<{ items: Owed[] }>('/answers/owed', {}, signal)).items
export const readOwed = (ref: string, purpose: string, signal: AbortSignal): Promise<OwedWhole> => get(`/answers/${ref}`, { purpose }, signal)
export const giveAnswer = (ref: string, words: string): Promise<unknown> => post(`/answers/${ref}`, { words })
export const readBoard = (place: string, signal: AbortSignal): Promise<Board> => get('/cases/board', { place }, signal)
export const readCase = (ref: string, purpose: string, signal: AbortSignal): Promise<Reply<Case>> =>
  call<Case>('GET', `/cases/${ref}`, { query: { purpose }, signal })
/** Units to which a case of this village may go. */
export const unitsFor = async (ref: string, signal: AbortSignal): Promise<UnitRef[]> => (await get<{ items: UnitRef[] }>(`/cases/${ref}/units`, {}, signal)).items
/** Files of a case. */
export const addDocument = (ref: string, file: File, etag: string | null, sent: (done: number, total: number) => void): Promise<Reply<CaseNamed>> =>
  call('POST', `/cases/${ref}/documents`, { query: { file_name: file.name }, file, sent, ...(etag ? { etag } : {}) })
export const documentAt = (ref: string, id: string, purpose: string): string => href(`/cases/${ref}/documents/${id}`, { purpose })
export const takeDocument = (ref: string, id: string, etag: string | null): Promise<unknown> => call('DELETE', `/cases/${ref}/documents/${id}`, etag ? { etag } : {})
/** Officials of the unit that owns the case. */
export const officialsOf = async (ref: string, signal: AbortSignal): Promise<{ ref: string; name: string; post: string }[]> => (await get<{ items: { ref: string; name: string; post: string }[] }>(`/cases/${ref}/officials`, {}, signal)).items
export const readOwnCases = async (signal?: AbortSignal): Promise<OwnCase[]> => (await get<{ items: OwnCase[] }>('/me/cases', {}, signal)).items

export const readOwnCase = (way: 'own' | 'police', ref: string, purpose: string): Promise<OwnCaseShown> => get(way === 'own' ? `/me/cases/${ref}` : `/me/police/cases/${ref}`, { purpose })
export const readPoliceCases = async (signal: AbortSignal): Promise<CaseLine[]> => (await get<{ items: CaseLine[] }>('/me/police/cases', {}, signal)).items
export const revealOfCase = (ref: string, of: FactClass, purpose: string): Promise<{ facts: RevealedFact[] }> => post(`/cases/${ref}/reveal`, { class: of, purpose })
export const askCaseMinors = (ref: string, reason: string): Promise<unknown> => post(`/cases/${ref}/minors`, { reason })

export const actOn = (ref: string, sent: ActSent, etag: string | null): Promise<Reply<CaseNamed>> =>
  call('POST', `/cases/${ref}/acts`, { body: sent, ...(etag ? { etag } : {}) })
export const actOnMany = async (refs: readonly string[], sent: ActSent): Promise<BulkRow[]> =>
  (await post<{ rows: BulkRow[] }>('/cases/bulk', { refs, ...sent })).rows
export const hear = (ref: string, sent: HeardSent, etag: string | null): Promise<Reply<CaseNamed>> =>
  call('POST', `/cases/${ref}/word`, { body: sent, ...(etag ? { etag } : {}) })
export const raiseOfNeed = (need: string, how: CaseHow): Promise<CaseNamed> => post(`/needs/${need}/case`, how)
export const takeIn = (sent: CaseHow & { village: string; household: string | null; households: string[]; words: string }): Promise<CaseNamed> => post('/cases', sent)
/** Handles a case together with another one, or by itself again; names its first life, or takes that back. */
export const merge = (ref: string, into: string, etag: string | null): Promise<unknown> => call('POST', `/cases/${ref}/merge`, { body: { into }, ...(etag ? { etag } : {}) })
export const part = (ref: string, etag: string | null): Promise<unknown> => call('POST', `/cases/${ref}/part`, { body: {}, ...(etag ? { etag } : {}) })
export const recur = (ref: string, of: string | null, etag: string | null): Promise<unknown> => call('POST', `/cases/${ref}/recurrence`, { body: { of }, ...(etag ? { etag } : {}) })
export const listStuck = (place: string, kind: StuckKind, after: string | undefined, signal: AbortSignal): Promise<Stuck> => get('/cases/stuck', { place, kind, after, limit: 50 }, signal)
export const giveSlips = async (refs: readonly string[]): Promise<SlipRow[]> => (await post<{ rows: SlipRow[] }>('/slips', { refs })).rows
export const giveSlip = (ref: string): Promise<Slip> => post(`/cases/${ref}/slip`)
