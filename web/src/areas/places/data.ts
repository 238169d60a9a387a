import { get, post } from '@/api/client'
import type { Page, PlaceFound, PlaceView, Village } from '@/api/types'

export const findPlaces = async (q: string, signal: AbortSignal): Promise<PlaceFound[]> =>
  (await get<Page<PlaceFound>>('/places', { q, limit: 12 }, signal)).items
export const readPlace = (code: string, signal?: AbortSignal): Promise<PlaceView> => get(`/places/${code}`, {}, signal)
export const readVillage = (code: string, signal?: AbortSignal): Promise<Village> => get(`/villages/${code}`, {}, signal)
export const renameVillage = (code: string, sent: { name: string; since: string; document: string }): Promise<unknown> =>
  post(`/villages/${code}/rename`, sent)
export const mergeVillage = (code: string, sent: { into: string; on: string; document: string }): Promise<{ ended_links: number }> =>
  post(`/villages/${code}/merge`, sent)
