// Sealed complaints, as an inspector and a counter meet them.
import { get, post } from '@/api/client'
import type { Page } from '@/api/types'

export interface Complaint {
  ref: string; township: string; township_name: string; about: 'official' | 'body'; level: string; way: string; day: string; answered_on: string | null
  order: 'waiting' | 'granted' | 'refused' | 'over' | null; order_until: number | null
}
export interface Opened { accused: string; words: string; answer: string }
export interface Whom { about: 'official' | 'body'; level: 'village' | 'township' | 'county'; accused: string; picked?: string | undefined }
export interface Listed { about: Whom['about']; ref: string; name: string; unit: string; level: Whom['level'] }

export const listComplaints = (after: string | undefined, signal: AbortSignal): Promise<Page<Complaint>> => get('/complaints', { after, limit: 50 }, signal)
export const readComplaint = (ref: string, signal: AbortSignal): Promise<Complaint> => get(`/complaints/${ref}`, {}, signal)
export const orderComplaint = (ref: string, reason: string): Promise<unknown> => post(`/complaints/${ref}/order`, { reason })
export const openComplaint = (ref: string): Promise<Opened> => post(`/complaints/${ref}/open`)
export const answerComplaint = (ref: string, words: string): Promise<unknown> => post(`/complaints/${ref}/answer`, { words })
export const takeComplaint = (sent: Whom & { village: string; words: string }): Promise<{ receipt: string }> => post('/complaints', sent)
export const listAccused = async (village: string): Promise<Listed[]> => (await post<{ items: Listed[] }>('/resident/directory', { village })).items

/** How it stands, in one word. */
export const stands = (of: Complaint): string => (of.answered_on ? 'answered' : (of.order ?? 'sealed'))
