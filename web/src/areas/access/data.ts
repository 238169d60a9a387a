import { call, get, patch, post, put, remove } from '@/api/client'
import { findPlaces } from '@/areas/places/data'
import type { Reply } from '@/api/client'
import type { Account, AuditLine, Device, Grant, Named, OfficialLine, OpenSession, Page, PlaceFound } from '@/api/types'

export const setUp = (sent: { code: string; login: string; name: string; password: string }): Promise<void> => post('/setup', sent)
export const changePassword = (old: string, fresh: string): Promise<void> => post('/session/password', { old, new: fresh })
export const listSessions = (): Promise<Page<OpenSession>> => get('/session/list')
export const endSession = (id: string): Promise<void> => remove(`/session/list/${id}`)

export const listAccounts = (q: string, after: string | undefined, signal: AbortSignal): Promise<Page<Account>> =>
  get('/accounts', { q, after, limit: 50 }, signal)
export const readAccount = (id: string): Promise<Reply<Account>> => call('GET', `/accounts/${id}`)
export const createAccount = (sent: { login: string; name: string; password: string; grants: Grant[]; official?: string | undefined }): Promise<Account> =>
  post('/accounts', sent)
export const editAccount = (id: string, sent: { name?: string; state?: 'active' | 'disabled' }, etag?: string): Promise<Account> =>
  patch(`/accounts/${id}`, sent, etag)
export const setGrants = (id: string, grants: Grant[], etag?: string): Promise<Account> => put(`/accounts/${id}/grants`, { grants }, etag)
export const resetPassword = (id: string, fresh: string): Promise<void> => post(`/accounts/${id}/password`, { new: fresh })
export const signOutEverywhere = (id: string): Promise<void> => post(`/accounts/${id}/sign-out`)

export const listDevices = async (id: string, signal: AbortSignal): Promise<Device[]> => (await get<Page<Device>>(`/accounts/${id}/devices`, {}, signal)).items
export const revokeDevice = (id: string, device: string): Promise<Device> => remove(`/accounts/${id}/devices/${device}`)

export const listAudit = (query: { verb?: string; place?: string }, after: string | undefined, signal: AbortSignal): Promise<Page<AuditLine>> =>
  get('/audit', { ...query, after, limit: 100 }, signal)

export const findUnits = async (q: string, signal: AbortSignal): Promise<Named[]> => (await get<Page<Named>>('/units', { q, limit: 12 }, signal)).items
export const findOfficials = async (q: string, signal: AbortSignal): Promise<OfficialLine[]> =>
  (await get<Page<OfficialLine>>('/officials', { q, limit: 12 }, signal)).items

/** Places by name; who may not see places can still give a jurisdiction by its code. */
export async function findJurisdictions(q: string, signal: AbortSignal): Promise<PlaceFound[]> {
  try {
    return await findPlaces(q, signal)
  } catch (cause) {
    if (!/^\d{4,12}$/.test(q)) throw cause
    const level = ({ 4: 'city', 6: 'county', 9: 'township' } as const)[q.length] ?? 'village'
    return [{ code: q, name: q, level, path: '' }]
  }
}
