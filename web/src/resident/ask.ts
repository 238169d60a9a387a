// The way to the server: by the slip's token in the body of a request, never in an address; without a cookie of its own.
import type { Grants, Lets, Matter, Readers, Wish, Word } from './types'

export type Trouble = 'lost' | 'often' | 'offline'
/** Why there is no answer, with the server's own words where it gave any. */
export class Refused extends Error {
  constructor(readonly trouble: Trouble, readonly detail = '') {
    super(trouble)
  }
}

export interface Said { word: Word; reason: string; call_me: boolean; private: boolean }
export const open = (token: string, lang: string): Promise<Matter> => send('open', { token }, lang)
export const answer = (token: string, said: Said, lang: string): Promise<Matter> => send('answer', Object.assign({ token }, said), lang)
export const readers = (token: string, lang: string): Promise<Readers> => send('readers', { token }, lang)
export const why = (token: string, event: string, lang: string): Promise<unknown> => send('why', { token, event }, lang)
export const wish = (token: string, kind: Wish, words: string, lang: string): Promise<unknown> => send('request', { token, kind, words }, lang)
export const address = (token: string, police: boolean, lang: string): Promise<Matter> => send('address', { token, police }, lang)
export const grants = (token: string, lang: string): Promise<Grants> => send('grants', { token }, lang)
export const grant = (token: string, to: string, of: Lets, until: string, lang: string): Promise<Grants> => send('grant', { token, to, class: of, until }, lang)
export const endGrant = (token: string, id: string, lang: string): Promise<Grants> => send('grant-end', { token, id }, lang)

export async function send<T>(what: string, body: unknown, lang: string): Promise<T> {
  let reply: Response
  try {
    reply = await fetch(`/api/v1/resident/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': lang },
      body: JSON.stringify(body),
      // The page has no cookie. Where a member of staff is signed in, theirs goes along, and the server takes no answer from there.
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    })
  } catch {
    throw new Refused('offline')
  }
  const told = (await reply.json().catch(() => ({}))) as T & { detail?: string; title?: string }
  if (reply.ok) return told
  throw new Refused(reply.status === 404 ? 'lost' : reply.status === 429 ? 'often' : 'offline', told.detail || told.title || '')
}
