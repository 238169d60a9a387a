// Cases as the server tells them.
import type { FactClass, PlaceRef } from '@/api/types'

export type Office = 'received' | 'accepted' | 'in_progress' | 'done' | 'cannot'
export type ResidentWord = 'solved' | 'partly' | 'not_solved'
export type Resident = 'unasked' | 'asked' | ResidentWord | 'silent'
export type Rung = 'township' | 'county' | 'city'
export type Stage = 'open' | 'asked' | 'finished'
export type CaseKind = 'question' | 'ordinary' | 'complex'
export type Theme =
  | 'water' | 'roads' | 'power' | 'housing' | 'land' | 'farming' | 'benefits' | 'health' | 'school' | 'work' | 'environment' | 'safety'
  | 'village_affairs' | 'other'
export type StopReason = 'household' | 'season' | 'procedure' | 'disaster'
export type CannotReason = 'no_basis' | 'no_funds' | 'court' | 'private' | 'impossible'
export type Act =
  | 'accept' | 'begin' | 'stop' | 'resume' | 'offer' | 'take_over' | 'send_back' | 'done' | 'cannot' | 'take_reading' | 'second_read' | 'ask'
  | 'invite' | 'join' | 'decline' | 'part_done' | 'hand_back' | 'withdraw' | 'handler' | 'cost'
export type PartState = 'asked' | 'open' | 'done' | 'refused' | 'back' | 'withdrawn'
export type Funds = 'budget' | 'village' | 'support' | 'gifts' | 'own' | 'nothing'

export const OFFICES: readonly Office[] = ['received', 'accepted', 'in_progress', 'done', 'cannot']
export const RESIDENT_WORDS: readonly ResidentWord[] = ['solved', 'partly', 'not_solved']
export const CASE_KINDS: readonly CaseKind[] = ['question', 'ordinary', 'complex']
export const THEMES: readonly Theme[] = [
  'water', 'roads', 'power', 'housing', 'land', 'farming', 'benefits', 'health', 'school', 'work', 'environment', 'safety', 'village_affairs', 'other',
]
export const STOP_REASONS: readonly StopReason[] = ['household', 'season', 'procedure', 'disaster']
export const CANNOT_REASONS: readonly CannotReason[] = ['no_basis', 'no_funds', 'court', 'private', 'impossible']

export const FUNDS: readonly Funds[] = ['budget', 'village', 'support', 'gifts', 'own', 'nothing']
/** Units that may have a part at one time. */
export const PARTS = 5

export type Pending = { for: 'nothing' } | { for: 'transfer'; to: string } | { for: 'second_reader'; reason: CannotReason; unit: string; reader?: string | null }
/** What both a line of a list and a whole case say of how it stands. */
export interface Standing { office: Office; resident: Resident; rung: Rung; stage: Stage; pending: Pending }
export interface CaseNamed extends Omit<Standing, 'pending'> { ref: string; version: number }
export interface CaseLine extends Standing {
  ref: string; village: string; village_name: string; title: string; theme: Theme; kind: CaseKind; urgent: boolean
  /** The name of the unit that owns it; may be empty. */
  owner: string
  /** None while the clock stands. */
  due: string | null
  overdue: boolean; round: number; raised: string; version: number
  /** Units whose move it is beside the owner's. */
  parts: Waiting[]
}
/** A unit that is asked for a part or has one under way. */
export interface Waiting { unit: string; state: 'asked' | 'open'; by: string }
export interface OwnCase extends CaseLine {
  brought: boolean; handler: boolean; changed_at: number
  /** The need that it took on, by its id. */
  need: string | null
  /** The day from which on its last day is near. */
  remind_from: string | null
}
/** With its words, for a purpose. */
export interface OwnCaseShown extends CaseLine { words: string; door: { house: string; name: string } | null; steps: Step[] }
export interface Board { place: string; columns: { office: Office; in_time: number; overdue: number }[] }

export interface Clock { allowed: number; used: number; in_all: number; due: string | null; overdue: boolean }
export interface Heard { day: string; word: ResidentWord; reason: string; call_me: boolean }
export interface Alike { ref: string; title: string; stage: Stage; raised: string; likeness: number }
/** A file of a case: what it is, by its bytes. */
export interface Document { id: string; name: string; kind: 'pdf' | 'jpeg' | 'png' | 'doc' | 'docx' | 'xls' | 'xlsx'; size: number; added_on: string; by: string; unit: string; own: boolean; taken_on: string | null; taken_by: string }
export const FILES = 20
export const FILE_SIZE = 10 * 1024 * 1024
export interface Promised { words: string; by: string; due: string; kept_on: string | null; overdue: boolean }
export interface Inside { documents: Document[]; promises: Promised[]; words: string; household: { ref: string; name: string; house: string } | null; heard: Heard[]; alike: Alike[]; fields: FactClass[] }
export interface Step {
  n: number; at: number; day: string; act: Act | 'raise' | 'answer' | 'silence' | 'escalate' | 'merge' | 'part' | 'recurrence' | 'document' | 'document_taken'; by: string; unit: string; words: string
  detail: { reason?: string; to?: string; name?: string; by?: string; agree?: boolean; planned?: string | null; spent?: string | null; funds?: Funds; handler?: { name: string } | null }
}
/** What another unit does of a case; its words only with the task. */
export interface Part { unit: { ref: string; name: string }; state: PartState; by: string; asked_on: string; since: string; words: string; answer: string }
export interface Cost { planned: string | null; spent: string | null; funds: Funds }
export interface Case extends Standing {
  ref: string; village: PlaceRef; title: string; theme: Theme; kind: CaseKind; urgent: boolean; owner: { ref: string; name: string } | null; clock: Clock
  round: number; wanted_by: string | null; raised: string; version: number
  /** Whether it is the reader's unit's task: only then `inside` is told. */
  task: boolean
  parts: Part[]
  /** Who works on it, for whom it is a task. */
  handler: { ref: string; name: string } | null
  cost: Cost | null
  inside: Inside | null
  /** The case together with which it is handled, and its first life, as a person confirmed. */
  merged_into: string | null; recurrence_of: string | null
  /** Cases that are handled together with it. */
  members: { ref: string; office: Office; resident: Resident; stage: Stage; version: number }[]
  /** The latest first. */
  steps: Step[]
}

export interface ActSent { act: Act; reason?: string | undefined; to?: string | undefined; agree?: boolean | undefined; words: string; by?: string; official?: string; planned?: string; spent?: string; funds?: string }
export interface BulkRow { ref: string; done: CaseNamed | null; problem: { code: string; detail: string; title: string } | null }
export interface HeardSent { word: ResidentWord; reason: string; call_me: boolean; private: boolean }
export interface CaseHow { title: string; theme: Theme; kind: CaseKind; urgent: boolean; wanted_by: string | null; police: boolean }
export const STUCK = ['late', 'unclaimed', 'reading', 'part', 'unasked'] as const
export type StuckKind = (typeof STUCK)[number]
export interface Stuck {
  counts: { kind: StuckKind; n: number }[]
  items: { ref: string; township: string; township_name: string; theme: Theme; office: Office; resident: Resident; rung: Rung; unit: string; parts: Waiting[]; due: string | null; past: number }[]
  next: string | null
}
/** An answer that the reader's unit owes a household: of which look, not by which household, unless it asks for its copy, a correction or its erasure. */
export interface Owed {
  ref: string; kind: 'why' | 'copy' | 'correct' | 'erase'; unit: string; looked_at: number | null; looker: string; class: string; purpose: string; asked_on: string; due: string
  overdue: boolean
}
export interface OwedWhole extends Owed { words: string; household: string | null; answer: string }
export interface SavedView { id: string; name: string; query: string }
/** The case of a slip by the digits on its paper. */
export interface OfSlip { ref: string; title: string; may_hear: boolean }
/** A slip of many, or why there is none. */
export interface SlipRow { ref: string; title: string; village: string; slip: Slip | null; problem: { code: string; detail: string } | null }
export interface Slip { token: string; path: string; short_code: string; until: string; version: number }
