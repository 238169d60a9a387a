import { call, get, patch, post, remove, type Reply } from '@/api/client'
import type { AccessEvent, FactClass, Household, HouseholdCopy, HouseholdLine, Page, RevealedFact, StandingKind } from '@/api/types'

export const listHouseholds = (code: string, purpose: string, q: string, after: string | undefined, signal: AbortSignal): Promise<Page<HouseholdLine>> =>
  get(`/villages/${code}/households`, { purpose, q, after, limit: 100 }, signal)
export const readHousehold = (ref: string, purpose: string, signal: AbortSignal): Promise<Reply<Household>> =>
  call<Household>('GET', `/households/${ref}`, { query: { purpose }, signal })
export const listEvents = (ref: string, after: string | undefined, signal: AbortSignal): Promise<Page<AccessEvent>> =>
  get(`/households/${ref}/events`, { after, limit: 50 }, signal)
export const ASKED_ON_PAPER = ['copy', 'correct', 'erase', 'why'] as const
export type AskedOnPaper = (typeof ASKED_ON_PAPER)[number]
export const askOnPaper = (ref: string, asked: { kind: AskedOnPaper; words: string; event?: string }): Promise<{ unit: string; due: string }> => post(`/households/${ref}/asks`, asked)
export const askMinors = (ref: string, reason: string): Promise<{ needs: number }> => post(`/households/${ref}/minors`, { reason })
export const reveal = (ref: string, of: FactClass, purpose: string): Promise<{ facts: RevealedFact[] }> =>
  post(`/households/${ref}/reveal`, { class: of, purpose })
export const copyHousehold = (ref: string, purpose: string, asked_by: string): Promise<HouseholdCopy> => post(`/households/${ref}/copy`, { purpose, asked_by })
export const eraseHousehold = (ref: string, reason: string): Promise<unknown> => post(`/households/${ref}/erase`, { reason })

export interface NewPerson { name: string; relation: string }
export interface NewHousehold { house: string; name: string; members: number; residents: NewPerson[] }
export const addHousehold = (code: string, made: NewHousehold): Promise<{ ref: string }> => post(`/villages/${code}/households`, made)
export const correctHousehold = (ref: string, made: NewHousehold, etag: string | null): Promise<unknown> =>
  patch(`/households/${ref}`, made, etag ?? undefined)
export const setStanding = (ref: string, made: { kind: StandingKind; since?: string; until?: string; holder?: string; source?: string }): Promise<unknown> =>
  post(`/households/${ref}/standings`, made)
export const addFact = (ref: string, made: { class: FactClass; since: string; text: string }): Promise<unknown> => post(`/households/${ref}/facts`, made)
export const endFact = (ref: string, id: string): Promise<unknown> => patch(`/households/${ref}/facts/${id}`, {})
export const deleteFact = (ref: string, id: string): Promise<unknown> => remove(`/households/${ref}/facts/${id}`)
