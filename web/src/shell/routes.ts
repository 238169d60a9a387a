// Every page of the product, by address. A page whose right the reader does not hold is not there.
import type { Component } from 'vue'
import type { Right } from '@/api/types'

export interface Route {
  path: string
  page: () => Promise<{ default: Component }>
  /** The right that opens it; without one it needs a session only. */
  right?: Right
  /** Opens without a session. */
  open?: true
  /** Without the frame: sign-in, first set-up, what is printed. */
  bare?: true
  /** Lives on what the phone keeps: opens without a network, in sunlight, for one hand. */
  phone?: true
}

export const routes: Route[] = [
  { path: '/', page: () => import('@/shell/Landing.vue') },
  { path: '/sign-in', page: () => import('@/areas/access/SignIn.vue'), open: true, bare: true },
  { path: '/setup', page: () => import('@/areas/access/Setup.vue'), open: true, bare: true },
  { path: '/about', page: () => import('@/shell/About.vue'), open: true },

  { path: '/my/next', page: () => import('@/areas/visits/NextPage.vue'), right: 'record_visits', phone: true },
  { path: '/my/villages', page: () => import('@/areas/visits/MyVillages.vue'), right: 'own_villages', phone: true },
  { path: '/my/villages/:code', page: () => import('@/areas/visits/VillageHomes.vue'), right: 'own_villages', phone: true },
  { path: '/my/households/:id', page: () => import('@/areas/visits/HouseholdPage.vue'), right: 'own_villages', phone: true },
  { path: '/my/talk', page: () => import('@/areas/visits/TalkPage.vue'), right: 'record_visits', phone: true },
  { path: '/my/outcomes', page: () => import('@/areas/visits/Outcomes.vue'), right: 'record_visits', phone: true },
  { path: '/my/cases', page: () => import('@/areas/cases/MyCases.vue'), right: 'own_cases', phone: true },
  { path: '/my/cases/new', page: () => import('@/areas/cases/RaiseCase.vue'), right: 'raise_cases', phone: true },
  { path: '/my/rhythm', page: () => import('@/areas/visits/Rhythm.vue'), right: 'record_visits', phone: true },
  { path: '/my/phone', page: () => import('@/areas/visits/PhonePage.vue'), right: 'own_villages', phone: true },
  { path: '/my/account', page: () => import('@/areas/access/MyAccount.vue') },
]

let whole: Promise<void> | undefined
/** Adds the pages of the desk, when an address is none of the phone's. */
export const addDesk = (): Promise<void> => (whole ??= import('./desk').then(({ desk }) => void routes.push(...desk), () => void (whole = undefined)))

export const notFound: Route = { path: '*', page: () => import('@/shell/NotFound.vue'), open: true }
export const signIn: Route = routes.find((route) => route.path === '/sign-in') ?? notFound
export const setup: Route = routes.find((route) => route.path === '/setup') ?? notFound
