// What a linked official's phone holds of his own villages.
import type { MyVillages, Tier } from '@/api/types'

export type How = 'in_person' | 'phone' | 'meeting' | 'work'
export type Together = 'eat' | 'stay' | 'work'
export type StandingKind = 'old_party_member' | 'old_official' | 'old_model' | 'thriving'
/** Classes of facts that are sealed: shown for a purpose, for a minute, never kept here. */
export type SealedClass = 'contact' | 'hardship' | 'health' | 'money'
export const HOWS: readonly How[] = ['in_person', 'phone', 'meeting', 'work']
export const TOGETHER: readonly Together[] = ['eat', 'stay', 'work']
export const SEALED: readonly SealedClass[] = ['contact', 'hardship', 'health', 'money']

export interface Person { ref: string; name: string }
export interface Village {
  code: string; name: string; path: string; county_name: string; tiers: { tier: Tier; since: string }[]
  /** Households are this official's to see; a police liaison has the village and its public contact. */
  households_known: boolean
  contact_name: string | null; contact_phone: string | null; household_count: number | null
}
export interface Resident { id: string; name: string; relation: string; pinyin: string; initials: string }
export interface Household {
  id: string; village: string; house: string; name: string; pinyin: string; initials: string; members: number; residents: Resident[]
  standings: { kind: StandingKind; holder: string; since: string; source: string }[]
  last_day: string | null
}
export interface Statement { words: string; consent: boolean; quotable: boolean }
export type Pending = 'waiting' | 'sent' | 'rejected' | 'conflict'
export interface Visit {
  id: string; village: string; household: string | null; day: string; how: How; did: string[]; by: Person[]; mine: boolean
  /** Written by me, not only with me along: only then it is mine to correct or withdraw. */
  author: boolean
  state: 'stands' | 'corrected' | 'withdrawn'; corrects: string | null; statements: Statement[]; received: number | null
  /** Written here and not yet back from the server. */
  pending?: Pending
}
export interface Need {
  id: string; visit: string; village: string; household: string | null; words: string; state: 'open' | 'withdrawn' | 'told'; raised: string; mine: boolean; pending?: Pending
}
export interface Promised {
  id: string; visit: string; village: string; household: string | null; words: string; due: string; state: 'open' | 'kept' | 'withdrawn'
  by: Person; mine: boolean; kept_on: string | null; pending?: Pending
}
/** What the phone sends. */
export interface VisitBody {
  village: string; household: string | null; day: string; how: How; did: Together[]; with: string[]; statements: Statement[]
  needs: { id: string; words: string }[]; promises: { id: string; words: string; due: string }[]; kept: string[]; corrects: string | null; at: number
}
/** What the list of my villages adds to the feed: the village's profile and who else is linked. */
export type VillageMore = Pick<MyVillages['villages'][number], 'profile' | 'others'>
