import { get, post } from '@/api/client'
import type { AccessEvent, Page, PlaceRef } from '@/api/types'
import type { Office, Resident } from '@/areas/cases/types'

export interface Voice { name: string; unit: string; agrees: boolean; words: string; at: number }
export interface Approval {
  ref: string; kind: string; place: PlaceRef; detail: { from: string; to: string } | { complaint: string } | null; persons: number; reason: string; name: string; unit: string
  role: string; at: number; state: string; until: number; needs: number; voices: Voice[]; asked: boolean
}
export interface Asked { ref: string; needs: number }
export interface GlassMonth { month: string; county: PlaceRef; asked: number; granted: number; refused: number }
export interface Opened {
  household: { house: string; name: string; members: number; village: PlaceRef; residents: { id: string; name: string; relation: string }[] }
  classes: { class: string; facts: { id: string; text: string; since: string }[] }[]
  until: number
}

export const listWaiting = (after: string | undefined, signal: AbortSignal): Promise<Page<Approval>> => get('/approvals/waiting', { after, limit: 50 }, signal)
export const listOwn = (after: string | undefined, signal: AbortSignal): Promise<Page<Approval>> => get('/approvals/own', { after, limit: 50 }, signal)
export const speak = (ref: string, agrees: boolean, words = ''): Promise<Approval> => post(`/approvals/${ref}/voice`, { agrees, words })
export const askAlone = (way: 'glass' | 'orders', sent: { village: string; house: string; name: string; reason: string }): Promise<Asked> => post(`/${way}`, sent)
export const openAlone = (way: 'glass' | 'orders', ref: string): Promise<Opened> => post(`/${way}/${ref}`)
export interface OrderRecord {
  cases: { title: string; words: string; office: Office; resident: Resident; raised: string; steps: { unit: string; words: string }[] }[]
  readers: AccessEvent[]
}
export const openRecord = (ref: string): Promise<OrderRecord> => post(`/orders/${ref}/cases`)
export const countGlass = async (signal: AbortSignal): Promise<GlassMonth[]> => (await get<{ months: GlassMonth[] }>('/open/glass', {}, signal)).months
