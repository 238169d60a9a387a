import { get, post, put, remove } from '@/api/client'
import type { FactClass, Page, RevealedFact } from '@/api/types'

export type Grantable = Exclude<FactClass, 'minor'>
export const GRANTABLE: readonly Grantable[] = ['contact', 'hardship', 'health', 'money']
export interface Grant { id: string; seat: 'police' | 'department'; unit: string; class: Grantable; since: string; until: string; way: 'paper' | 'slip'; holds: boolean }
export interface Grants { items: Grant[]; units: { ref: string; name: string }[] }
export interface Granted { ref: string; village: string; house: string; name: string; class: Grantable; until: string }
export interface Door { house: string; name: string }

export const listGrants = (household: string, signal: AbortSignal): Promise<Grants> => get(`/households/${household}/grants`, {}, signal)
export const giveGrant = (household: string, sent: { to: string; class: Grantable; until: string }): Promise<Grants> => post(`/households/${household}/grants`, sent)
export const endGrant = (household: string, id: string): Promise<unknown> => remove(`/households/${household}/grants/${id}`)
export const setGuardians = (household: string, names: readonly string[]): Promise<unknown> => put(`/households/${household}/guardians`, { names })
export const listGranted = async (purpose: string, signal: AbortSignal): Promise<Granted[]> => (await get<{ items: Granted[] }>('/me/granted', { purpose }, signal)).items
export const revealGranted = (household: string, of: Grantable, purpose: string): Promise<{ facts: RevealedFact[] }> => post(`/me/granted/${household}/reveal`, { class: of, purpose })
export const listDoors = (village: string, purpose: string, after: string | undefined, signal: AbortSignal): Promise<Page<Door>> => get(`/me/villages/${village}/doors`, { purpose, after, limit: 50 }, signal)
