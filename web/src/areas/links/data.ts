import { call, get, href, post, put, remove, type Reply } from '@/api/client'
import type {
  Choice, Compared, Counterexample, Delta, Move, Page, Plan, PlanLine, PlanLink, PlaceView, Progress, Proof, RuleSet, Snapshot, SubjectKind, Tier, Verdict, WhatIf, Why, WorstVillage,
} from '@/api/types'

export const listPlans = (after: string | undefined, signal: AbortSignal): Promise<Page<PlanLine>> => get('/plans', { after, limit: 50 }, signal)
export const makePlan = (sent: { name: string; place: string; tiers: Tier[]; mode: 'full' | 'repair'; as_of: string }): Promise<Plan> => post('/plans', sent)
export const readPlan = (ref: string, signal?: AbortSignal): Promise<Reply<Plan>> => call('GET', `/plans/${ref}`, signal ? { signal } : {})
export const defaultRules = (): Promise<RuleSet> => get('/rules/default')
export const saveRules = (ref: string, rules: RuleSet, etag: string | null): Promise<Plan> => put(`/plans/${ref}/rules`, rules, etag ?? undefined)
export const solve = (ref: string): Promise<unknown> => post(`/plans/${ref}/solve`)
export const readProgress = (ref: string): Promise<Progress> => get(`/plans/${ref}/progress`)
export const cancelSolve = (ref: string): Promise<unknown> => post(`/plans/${ref}/cancel`)

export interface NewChoice { kind: 'pin' | 'ban'; tier: Tier; subject: { kind: SubjectKind; ref: string }; village: string; reason: string }
export const addChoice = (ref: string, sent: NewChoice): Promise<{ choice: Choice | null; delta: Delta }> => post(`/plans/${ref}/choices`, sent)
export const dropChoice = (ref: string, id: string): Promise<{ delta: Delta }> => remove(`/plans/${ref}/choices/${id}`)

export interface LinkFilter { tier?: string; place?: string; q?: string }
export const listPlanLinks = (ref: string, filter: LinkFilter, after: string | undefined, signal: AbortSignal): Promise<Page<PlanLink>> =>
  get(`/plans/${ref}/links`, { ...filter, after, limit: 100 }, signal)
export const listWorst = (ref: string, signal?: AbortSignal): Promise<{ items: WorstVillage[] }> => get(`/plans/${ref}/worst`, { limit: 6 }, signal)
export const readWhy = (ref: string, of: { tier: string; subject: string; village: string }, signal?: AbortSignal): Promise<Why> =>
  get(`/plans/${ref}/why`, of, signal)
export const readWhatIf = (ref: string, of: { tier: string; subject: string; village: string }): Promise<WhatIf> => get(`/plans/${ref}/what-if`, of)
export const compareSharing = (ref: string): Promise<Compared> => get(`/plans/${ref}/sharing`)
export const listMoves = (ref: string, kind: string, after: string | undefined, signal: AbortSignal): Promise<Page<Move>> =>
  get(`/plans/${ref}/moves`, { kind, after, limit: 100 }, signal)
export const publish = (ref: string, sent: { starts: string; document: string }): Promise<unknown> => post(`/plans/${ref}/publish`, sent)
export const withdraw = (ref: string): Promise<unknown> => post(`/plans/${ref}/withdraw`)
export const undoPlan = (ref: string): Promise<Plan> => post(`/plans/${ref}/undo`)
/** The links that hold in a county, as a workbook. */
export const excel = (county: string): string => href(`/export/${county}`)
export const readCounties = async (code: string): Promise<PlaceView> => get(`/places/${code}`)

export const readProof = (place: string, asOf: string, signal?: AbortSignal): Promise<Proof> => get('/proof', { place, as_of: asOf }, signal)
export const listCounterexamples = (
  place: string, asOf: string, kind: 'one' | 'two', after: string | undefined, signal: AbortSignal,
): Promise<Page<Counterexample>> => get('/proof/counterexamples', { place, as_of: asOf, kind, after, limit: 100 }, signal)
export const listSnapshots = (signal?: AbortSignal): Promise<Page<Snapshot>> => get('/snapshots', {}, signal)
export const makeSnapshot = (asOf: string): Promise<Snapshot> => post('/snapshots', { as_of: asOf })
export const snapshotFile = (ref: string): string => href(`/snapshots/${ref}/file`)
export const verifySnapshot = async (file: File): Promise<Verdict> => (await call<Verdict>('POST', '/snapshots/verify', { file })).data
