// Where the reader is: the address, its page, and the way to the next one. Links are plain links; one listener takes them over.
import { nextTick, shallowRef, type Component } from 'vue'
import { spoken } from '@/i18n/lang'
import { address, match } from './match'
import { addDesk, notFound, routes, type Route } from './routes'

export interface Place {
  path: string
  query: URLSearchParams
  params: Record<string, string>
  route: Route
  /** Changes when the page must start anew. */
  key: string
}

function read(): Place {
  const found = match(routes, location.pathname)
  const route = found?.route ?? notFound
  const params = found?.params ?? {}
  const kept = Object.entries(params).filter(([name]) => name !== 'step')
  return {
    path: location.pathname,
    query: new URLSearchParams(location.search),
    params,
    route,
    key: `${route.path} ${kept.map(([, value]) => value).join(' ')}`,
  }
}

/** Where an address leads; the desk's pages are known once their list is there. */
export async function find(): Promise<Place> {
  const place = read()
  if (place.route !== notFound) return place
  await addDesk()
  return read()
}

export const here = shallowRef<Place>(read())
export const page = shallowRef<Component>()
export const waiting = shallowRef(true)
export const broken = shallowRef(false)
let allowed: (route: Route) => Route = (route) => route
let turn = 0

/** Who may open what is decided by the session: it may put another page in the place of the asked one. */
export function guard(by: (route: Route) => Route): void {
  allowed = by
}

export function navigate(to: string, how: { replace?: boolean } = {}): Promise<void> {
  const target = new URL(to, location.href)
  const same = target.pathname === location.pathname
  history.replaceState({ ...history.state, y: window.scrollY }, '')
  if (how.replace) history.replaceState({}, '', target)
  else history.pushState({}, '', target)
  return show(same ? 'stay' : 'top')
}

/** Puts filters into the address, so that a list can be sent to somebody. */
export function setQuery(changes: Record<string, string | number | null | undefined>): void {
  // A filter that comes late, when the reader is on the way to another page already, must not call him back.
  if (location.pathname !== here.value.path) return
  const all = { ...Object.fromEntries(here.value.query), ...changes }
  void navigate(address(here.value.path, all), { replace: true })
}

export async function show(where: 'top' | 'stay' | 'back' = 'stay'): Promise<void> {
  const mine = ++turn
  const asked = await find()
  if (mine !== turn) return
  const next = { ...asked, route: allowed(asked.route) }
  const moved = next.key !== here.value.key || next.route !== here.value.route || !page.value || broken.value
  if (moved) {
    waiting.value = true
    try {
      const loaded = await next.route.page()
      await spoken()
      if (mine !== turn) return
      page.value = loaded.default
      broken.value = false
    } catch {
      if (mine !== turn) return
      broken.value = true
    }
    waiting.value = false
  }
  here.value = next
  await nextTick()
  if (where === 'top') {
    window.scrollTo(0, 0)
    focusHeading()
  } else if (where === 'back') restoreScroll()
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
}

/** Pages fill with what they load, so the old height comes back a little later. */
function restoreScroll(): void {
  const y = Number((history.state as { y?: number } | null)?.y ?? 0)
  const until = performance.now() + 1500
  const step = (): void => {
    window.scrollTo(0, y)
    if (Math.abs(window.scrollY - y) > 2 && performance.now() < until) requestAnimationFrame(step)
  }
  step()
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element | null)?.closest('a')
  const given = link?.getAttribute('href')
  if (!link || !given || link.hasAttribute('target') || link.hasAttribute('download')) return
  const to = new URL(given, location.href)
  if (to.origin !== location.origin || to.pathname.startsWith('/api/')) return
  if (to.hash && to.pathname === location.pathname && to.search === location.search) return
  event.preventDefault()
  void navigate(to.href)
}

export function startRouter(): Promise<void> {
  history.scrollRestoration = 'manual'
  document.addEventListener('click', follow)
  window.addEventListener('popstate', () => void show('back'))
  return show('stay')
}
