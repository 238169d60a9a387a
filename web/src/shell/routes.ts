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
}

export const routes: readonly Route[] = [
  { path: '/', page: () => import('@/shell/Landing.vue') },
  { path: '/sign-in', page: () => import('@/areas/access/SignIn.vue'), open: true, bare: true },
  { path: '/setup', page: () => import('@/areas/access/Setup.vue'), open: true, bare: true },
  { path: '/about', page: () => import('@/shell/About.vue'), open: true },

  { path: '/my/villages', page: () => import('@/areas/people/MyVillages.vue'), right: 'own_villages' },
  { path: '/my/account', page: () => import('@/areas/access/MyAccount.vue') },

  { path: '/overview/:code', page: () => import('@/areas/oversight/Overview.vue'), right: 'see_places' },
  { path: '/villages/:code', page: () => import('@/areas/links/VillagePage.vue'), right: 'see_places' },
  { path: '/print/village/:code', page: () => import('@/areas/links/NoticePrint.vue'), right: 'see_places', bare: true },
  { path: '/villages/:code/households', page: () => import('@/areas/households/VillageHouseholds.vue'), right: 'see_households' },
  { path: '/households/:ref', page: () => import('@/areas/households/HouseholdPage.vue'), right: 'see_households' },
  { path: '/print/household/:ref', page: () => import('@/areas/households/CopyPrint.vue'), right: 'edit_households', bare: true },
  { path: '/officials', page: () => import('@/areas/people/Officials.vue'), right: 'see_people' },
  { path: '/officials/:ref', page: () => import('@/areas/people/OfficialPage.vue'), right: 'see_people' },
  { path: '/units', page: () => import('@/areas/people/Units.vue'), right: 'see_people' },
  { path: '/units/:ref', page: () => import('@/areas/people/UnitPage.vue'), right: 'see_people' },

  { path: '/plans', page: () => import('@/areas/links/Plans.vue'), right: 'see_plans' },
  { path: '/plans/new', page: () => import('@/areas/links/NewPlan.vue'), right: 'edit_plans' },
  { path: '/plans/:ref/:step?', page: () => import('@/areas/links/PlanPage.vue'), right: 'see_plans' },
  { path: '/proof', page: () => import('@/areas/links/ProofPage.vue'), right: 'prove' },
  { path: '/imports', page: () => import('@/areas/exchange/Imports.vue'), right: 'import' },
  { path: '/imports/:ref', page: () => import('@/areas/exchange/ImportPage.vue'), right: 'import' },

  { path: '/accounts', page: () => import('@/areas/access/Accounts.vue'), right: 'edit_accounts' },
  { path: '/accounts/new', page: () => import('@/areas/access/NewAccount.vue'), right: 'edit_accounts' },
  { path: '/accounts/:id', page: () => import('@/areas/access/AccountPage.vue'), right: 'edit_accounts' },
  { path: '/audit', page: () => import('@/areas/access/Audit.vue'), right: 'see_audit' },
  { path: '/suggestions', page: () => import('@/areas/oversight/Suggestions.vue'), right: 'answer_suggestions' },
]

export const notFound: Route = { path: '*', page: () => import('@/shell/NotFound.vue'), open: true }
export const signIn: Route = routes.find((route) => route.path === '/sign-in') ?? notFound
export const setup: Route = routes.find((route) => route.path === '/setup') ?? notFound
