import { get, href, post } from '@/api/client'
import type { Page } from '@/api/types'
import type { Draw, DrawLine, Ended, NewDraw, Next, Now, Numbers, OwnAnswers, Results } from './types'

export const listDraws = (after: string | undefined, signal: AbortSignal): Promise<Page<DrawLine>> => get('/draws', { after, limit: 50 }, signal)
export const readDraw = (ref: string, signal: AbortSignal): Promise<Draw> => get(`/draws/${ref}`, {}, signal)
export const makeDraw = (draw: NewDraw): Promise<DrawLine> => post('/draws', draw)
export const commitDraw = (ref: string): Promise<DrawLine> => post(`/draws/${ref}/commit`)
export const witnessDraw = (ref: string, second: string): Promise<DrawLine> => post(`/draws/${ref}/witness`, { second })
export const withdrawDraw = (ref: string, reason: string): Promise<DrawLine> => post(`/draws/${ref}/withdraw`, { reason })
export const closeDraw = (ref: string): Promise<DrawLine> => post(`/draws/${ref}/close`)
export const releaseBatch = (place: string): Promise<{ month: string; draws: number; figures: number }> => post(`/satisfaction/${place}/release`)
export const replayFile = (ref: string): string => href(`/public/draws/${ref}/replay`)

export const readNow = (signal: AbortSignal): Promise<Now> => get('/callbacks/now', {}, signal)
export const takeNext = (): Promise<Next> => post('/callbacks/next')
export const callUp = (draw: string, n: number): Promise<Numbers> => post(`/callbacks/${draw}/${n}/call`)
export const endCall = (draw: string, n: number, ended: Ended): Promise<Now> => post(`/callbacks/${draw}/${n}/outcome`, ended)

export const readResults = (code: string, draw: string, signal: AbortSignal): Promise<Results> => get(`/satisfaction/${code}`, { draw }, signal)
export const readOwn = (signal: AbortSignal): Promise<OwnAnswers> => get('/me/satisfaction', {}, signal)
