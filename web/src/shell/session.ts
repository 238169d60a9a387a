// Who is signed in and what they may open.
import { shallowRef } from 'vue'
import { get, post, remove, setCsrf, whenTokenMissing } from '@/api/client'
import type { PlaceRef, Right, Session } from '@/api/types'
import type { Change, Store } from '@/data/store'
import { here } from './router'
import { notFound, setup, signIn, type Route } from './routes'

export const session = shallowRef<Session>()
/** Whether the server has confirmed the session since the page was opened. */
export const confirmed = shallowRef(false)

const KEY = 'lianxin.session'
const LEAVING = 'lianxin.leaving'
const signedOut: Session = { signed_in: false, setup_needed: false, csrf: null, grants: [], may: [], city: null, synthetic: false }

/** Begins with the last known session of a linked official, so that the page opens without a network; the server is asked meanwhile. */
export async function startSession(): Promise<void> {
  const kept = recall()
  if (!kept)
    try {
      return await loadSession()
    } catch (cause) {
      // The browser writes its quick memory down when it pleases: a phone that died before has lost it, and its copy is still there.
      const lasting = flag(LEAVING) ? undefined : await (await store()).get<Session>('meta', 'session')
      if (!lasting) throw cause
      session.value = lasting
      return
    }
  session.value = { ...kept, csrf: null }
  void loadSession().catch(() => {})
}

let asked: Promise<void> | undefined
export function loadSession(): Promise<void> {
  return (asked ??= ask().finally(() => (asked = undefined)))
}

async function ask(): Promise<void> {
  if (flag(LEAVING)) {
    // Signed out without a network: the server hears of it before anything else. It may have heard already, from a page that was
    // closed before the reply, or have ended the session itself.
    const left = await get<Session>('/session')
    setCsrf(left.csrf ?? '')
    if (left.signed_in) await remove('/session')
    flag(LEAVING, null)
  }
  const told = await get<Session>('/session')
  setCsrf(told.csrf ?? '')
  confirmed.value = true
  const kept = told.signed_in && told.may.includes('own_villages') ? { ...told, csrf: null } : null
  flag(KEY, kept && JSON.stringify(kept))
  void remember(kept)
  session.value = told
}

let opened: Promise<Store> | undefined
const store = (): Promise<Store> => (opened ??= import('@/data/store').then(({ openStore }) => openStore()))

/** Keeps the session where a phone that dies in the next moment finds it again, or takes it away from there. */
async function remember(kept: Session | null): Promise<void> {
  const change: Change = kept ? { in: 'meta', put: kept, key: 'session' } : { in: 'meta', drop: 'session' }
  await store().then((all) => all.commit([change], { strict: true })).catch(() => {})
}
whenTokenMissing(loadSession)

/** Reads, sets (text) or takes away (null) what is kept under a name. */
function flag(name: string, value?: string | null): string | null {
  try {
    if (value === null) localStorage.removeItem(name)
    else if (value !== undefined) localStorage.setItem(name, value)
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

function recall(): Session | undefined {
  try {
    return (JSON.parse(flag(KEY) ?? 'null') as Session | null) ?? undefined
  } catch {
    return undefined
  }
}

export async function enter(login: string, password: string): Promise<void> {
  flag(LEAVING, null)
  await post('/session', { login, password })
  await loadSession()
}

/** Signs out, also without a network: then the server is told as soon as it can be reached. */
export async function leave(): Promise<void> {
  flag(KEY, null)
  await remember(null)
  try {
    await remove('/session')
    await loadSession()
  } catch {
    flag(LEAVING, '1')
    setCsrf(undefined)
    session.value = { ...signedOut, city: session.value?.city ?? null, synthetic: session.value?.synthetic ?? false }
  }
}

export function may(right: Right): boolean {
  return session.value?.may.includes(right) ?? false
}

/** The page that is shown for a route: itself, or sign-in, the first set-up, or "there is no such page". */
export function allowed(route: Route): Route {
  const now = session.value
  if (!now || route === notFound) return route
  if (now.setup_needed) return route === setup || route.path === '/about' ? route : setup
  if (route === setup) return notFound
  if (!now.signed_in) return route.open ? route : signIn
  if (route.right && !now.may.includes(route.right)) return notFound
  return route
}

/** The place that a reader looks after: of a grant, or the city. */
export function ownPlace(): PlaceRef | null {
  const now = session.value
  const own = now?.grants.find((grant) => grant.role !== 'administrator' && grant.role !== 'official')?.place
  return own ?? now?.city ?? null
}

/** Where a reader begins. */
export function home(): string {
  const now = session.value
  if (!now?.signed_in) return '/sign-in'
  const place = ownPlace()
  if (may('record_visits') && !may('see_places')) return '/my/next'
  if (may('interview') && !may('see_places')) return '/callbacks'
  if (may('see_places') && place) return place.level === 'village' ? `/villages/${place.code}` : `/overview/${place.code}`
  if (may('inspect')) return '/complaints'
  if (may('own_villages')) return '/my/villages'
  if (may('import')) return '/imports'
  if (may('edit_accounts')) return '/accounts'
  return '/my/account'
}

/** Where to go after signing in: only ever within this site. */
export function wanted(): string {
  const asked = here.value.query.get('to') ?? ''
  return asked.startsWith('/') && !asked.startsWith('//') ? asked : '/'
}
