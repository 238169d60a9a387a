// The one way to the server: JSON, the language of the reader, the token of the session, problems as RFC 9457 documents.
import { lang, locale } from '@/i18n/lang'
import { ui } from '@/i18n/ui'

export const BASE = '/api/v1'

export interface FieldProblem { field: string; code: string; detail: string }

/** A refusal in the server's words, or one of ours: `offline` (no answer) and `unreadable` (an answer that is none of ours). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly fields: FieldProblem[] = [],
    readonly body: Record<string, unknown> = {},
  ) {
    super(detail || title)
  }

  field(name: string): string | undefined {
    return this.fields.find((one) => one.field === name)?.detail
  }
}

export interface Call {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  /** A file, sent as it is. */
  file?: Blob
  /** What comes is a file. */
  blob?: true
  /** How many bytes of the file are sent so far. */
  sent?: (done: number, total: number) => void
  etag?: string
  signal?: AbortSignal
}
export interface Reply<T> { data: T; etag: string | null }

let csrf: string | undefined
let askToken = async (): Promise<unknown> => undefined
let onSignedOut = (): void => {}

export function setCsrf(token: string | undefined): void {
  csrf = token
}
/** A page that began from a remembered session has no token yet: the first write asks for it. */
export function whenTokenMissing(ask: () => Promise<unknown>): void {
  askToken = ask
}
export function whenSignedOut(then: () => void): void {
  onSignedOut = then
}

export async function call<T>(method: string, path: string, given: Call = {}): Promise<Reply<T>> {
  const headers: Record<string, string> = { 'accept-language': locale.value, accept: 'application/json' }
  if (method !== 'GET') {
    if (csrf === undefined) await askToken()
    headers['x-csrf-token'] = csrf ?? ''
  }
  if (given.etag) headers['if-match'] = given.etag
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  if (given.file) headers['content-type'] = given.file.type || 'application/octet-stream'
  const reply = await (given.sent ? slowly(given.sent) : reach)(href(path, given.query), {
    method,
    headers,
    body: given.file ?? (given.body === undefined ? null : JSON.stringify(given.body)),
    signal: given.signal ?? null,
    credentials: 'same-origin',
  })
  if (!reply.ok) throw await refusal(reply, path)
  const data = reply.status === 204 ? undefined : await (given.blob ? whole(reply) : body(reply))
  return { data: data as T, etag: reply.headers.get('etag') }
}

export const get = async <T>(path: string, query?: Call['query'], signal?: AbortSignal): Promise<T> =>
  (await call<T>('GET', path, { query, signal })).data
export const post = async <T>(path: string, sent: unknown = {}): Promise<T> => (await call<T>('POST', path, { body: sent })).data
export const put = async <T>(path: string, sent: unknown, etag?: string): Promise<T> => (await call<T>('PUT', path, { body: sent, etag })).data
export const patch = async <T>(path: string, sent: unknown, etag?: string): Promise<T> =>
  (await call<T>('PATCH', path, { body: sent, etag })).data
export const remove = async <T>(path: string): Promise<T> => (await call<T>('DELETE', path)).data

/** The address of a file or a reading, for links and for fetch. */
export function href(path: string, query: Call['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return `${BASE}${path}${text ? `?${text}` : ''}`
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(0, 'offline', ui[lang.value].fault.offline, '')
  }
}

/** The same for a file of which one wants to see how far it is: only the older way tells. */
const slowly = (sent: (done: number, total: number) => void) => (url: string, init: RequestInit): Promise<Response> =>
  new Promise((done, failed) => {
    const way = new XMLHttpRequest()
    way.open(init.method ?? 'POST', url)
    for (const [name, value] of Object.entries(init.headers as Record<string, string>)) way.setRequestHeader(name, value)
    way.upload.onprogress = (event) => sent(event.loaded, event.total)
    way.onload = () => done(new Response(way.status === 204 ? null : way.responseText, { status: way.status, headers: { etag: way.getResponseHeader('etag') ?? '' } }))
    way.onerror = () => failed(new Problem(0, 'offline', ui[lang.value].fault.offline, ''))
    init.signal?.addEventListener('abort', () => way.abort())
    way.onabort = () => failed(new DOMException('', 'AbortError'))
    way.send(init.body as Blob)
  })

async function body(reply: Response): Promise<unknown> {
  const text = await reply.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(reply.status, 'unreadable', ui[lang.value].fault.unreadable, '')
  }
}

/** A file, unless it broke off on the way. */
async function whole(reply: Response): Promise<Blob> {
  try {
    return await reply.blob()
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(reply.status, 'unreadable', ui[lang.value].fault.unreadable, '')
  }
}

async function refusal(reply: Response, path: string): Promise<Problem> {
  let told: Record<string, unknown> = {}
  try {
    told = JSON.parse(await reply.text()) as Record<string, unknown>
  } catch {
    // A proxy's page rather than ours: the status must do.
  }
  if (reply.status === 401 && path !== '/session') onSignedOut()
  const text = (key: string): string => (typeof told[key] === 'string' ? told[key] : '')
  return new Problem(
    reply.status,
    text('code') || 'unreadable',
    text('title') || ui[lang.value].fault.status(reply.status),
    text('detail'),
    Array.isArray(told.fields) ? (told.fields as FieldProblem[]) : [],
    told,
  )
}
