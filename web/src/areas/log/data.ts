import { get, post, remove } from '@/api/client'
import type { Page } from '@/api/types'

export interface LogWitness { id: string; name: string; key: string; since: number; size: number | null; at: number | null }
export interface LogState { origin: string; key: string; size: number; at: number; root: string; note: string; stopped: boolean; witnesses: LogWitness[]; checked: LogLastCheck | null }
export interface LogChecked { sound: boolean; entries: number; rows: number; wrong: number; waiting: number; forgotten: number; witnessed: number | null; millis: number; at: number }
export interface LogLastCheck extends LogChecked { who: string }
export interface LogFinding { code: string; table: string; entry: number | null }
export interface LogVerdict extends LogChecked { findings: LogFinding[] }
export interface LogDeed { id: string; at: number; who: string; how: 'wrote' | 'looked'; deed: string; place: string; place_name: string; purpose: string; entry: number | null }

export const readLog = (signal: AbortSignal): Promise<LogState> => get('/log', {}, signal)
export const listDeeds = (all: boolean, after: string | undefined, signal: AbortSignal): Promise<Page<LogDeed>> =>
  get(all ? '/log/entries' : '/log/mine', { after, limit: 50 }, signal)
export const addWitness = (key: string): Promise<{ id: string }> => post('/log/witnesses', { key })
export const dropWitness = (id: string): Promise<void> => remove(`/log/witnesses/${id}`)
export const checkLog = (): Promise<LogVerdict> => post('/log/check', {})
