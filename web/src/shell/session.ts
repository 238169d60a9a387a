// Who is signed in and what they may open.
import { shallowRef } from 'vue'
import { get, post, remove, setCsrf } from '@/api/client'
import type { Right, Session } from '@/api/types'
import { here } from './router'
import { notFound, setup, signIn, type Route } from './routes'

export const session = shallowRef<Session>()

export async function loadSession(): Promise<void> {
  const told = await get<Session>('/session')
  session.value = told
  setCsrf(told.csrf ?? '')
}

export async function enter(login: string, password: string): Promise<void> {
  await post('/session', { login, password })
  await loadSession()
}

export async function leave(): Promise<void> {
  await remove('/session')
  await loadSession()
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

/** Where a reader begins. */
export function home(): string {
  const now = session.value
  if (!now?.signed_in) return '/sign-in'
  const own = now.grants.find((grant) => grant.role !== 'administrator' && grant.role !== 'official')?.place
  const place = own ?? now.city
  if (may('see_places') && place) return place.level === 'village' ? `/villages/${place.code}` : `/overview/${place.code}`
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
