import { get, patch, post, put } from '@/api/client'
import type { BurdenOf, Outlines, Overview, Page, ReachOf, Suggestion, Unmet } from '@/api/types'

export const readOverview = (code: string, signal?: AbortSignal): Promise<Overview> => get(`/overview/${code}`, {}, signal)
export const readMap = (): Promise<Outlines> => get('/map')
export const replaceMap = (map: unknown, source: string): Promise<unknown> => put('/map', { map, source })
export const sendSuggestion = (sent: Pick<Suggestion, 'kind' | 'text' | 'page' | 'contact'>): Promise<unknown> => post('/suggestions', sent)
export const listSuggestions = (state: string, after: string | undefined, signal: AbortSignal): Promise<Page<Suggestion>> =>
  get('/suggestions', { state, after, limit: 50 }, signal)
export const answerSuggestion = (ref: string, sent: { state: Suggestion['state']; answer: string }): Promise<unknown> =>
  patch(`/suggestions/${ref}`, sent)
export const readReach = (code: string, quarter: string, signal: AbortSignal): Promise<ReachOf> => get(`/reach/${code}`, { quarter }, signal)
export const readUnmet = (code: string, quarter: string, after: string | undefined, signal: AbortSignal): Promise<Unmet> =>
  get(`/reach/${code}/unmet`, { quarter, after }, signal)
export const readBurden = (code: string, signal: AbortSignal): Promise<BurdenOf> => get(`/burden/${code}`, { form: 'visit' }, signal)
