import { get } from '@/api/client'
import type { MyVillages, Official, OfficialLine, Page, Unit, UnitLine } from '@/api/types'

export interface OfficialFilter { place?: string; unit?: string; tier?: string; linked?: string; q?: string }
export interface UnitFilter { place?: string; kind?: string; q?: string }

export const listOfficials = (filter: OfficialFilter, after: string | undefined, signal: AbortSignal): Promise<Page<OfficialLine>> =>
  get('/officials', { ...filter, after, limit: 100 }, signal)
export const readOfficial = (ref: string, signal?: AbortSignal): Promise<Official> => get(`/officials/${ref}`, {}, signal)
export const readMyVillages = (signal?: AbortSignal): Promise<MyVillages> => get('/me/villages', {}, signal)
export const listUnits = (filter: UnitFilter, after: string | undefined, signal: AbortSignal): Promise<Page<UnitLine>> =>
  get('/units', { ...filter, after, limit: 100 }, signal)
export const readUnit = (ref: string, signal?: AbortSignal): Promise<Unit> => get(`/units/${ref}`, {}, signal)
