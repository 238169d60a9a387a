// Every page of the product, by address. A page whose right the reader does not hold is not there.
import type { Component } from 'vue'
import type { Right } from '@/api/types'
import type { Desk } from './desk'

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

/** Pages of the desk are named in a file of their own, which no phone loads. */
const desk = (name: keyof Desk) => async (): Promise<{ default: Component }> => (await import('./desk')).desk[name]()

export const routes: readonly Route[] = [
  { path: '/', page: () => import('@/shell/Landing.vue') },
  { path: '/sign-in', page: () => import('@/areas/access/SignIn.vue'), open: true, bare: true },
  { path: '/setup', page: desk('Setup'), open: true, bare: true },
  { path: '/about', page: desk('About'), open: true },

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

  { path: '/overview/:code', page: desk('Overview'), right: 'see_places' },
  { path: '/visits/export', page: desk('TakeHome'), right: 'export_visits' },
  { path: '/reach/:code', page: desk('Reach'), right: 'see_reach' },
  { path: '/reach/:code/unmet', page: desk('Unmet'), right: 'see_reach' },
  { path: '/burden/:code', page: desk('Burden'), right: 'see_burden' },
  { path: '/villages/:code', page: desk('VillagePage'), right: 'see_places' },
  { path: '/print/village/:code', page: desk('NoticePrint'), right: 'see_places', bare: true },
  { path: '/villages/:code/households', page: desk('VillageHouseholds'), right: 'see_households' },
  { path: '/households/:ref', page: desk('Household'), right: 'see_households' },
  { path: '/print/household/:ref', page: desk('CopyPrint'), right: 'edit_households', bare: true },
  { path: '/officials', page: desk('Officials'), right: 'see_people' },
  { path: '/officials/:ref', page: desk('OfficialPage'), right: 'see_people' },
  { path: '/units', page: desk('Units'), right: 'see_people' },
  { path: '/units/:ref', page: desk('UnitPage'), right: 'see_people' },

  { path: '/cases', page: desk('Cases'), right: 'see_cases' },
  { path: '/cases/board', page: desk('CaseBoard'), right: 'see_cases' },
  { path: '/cases/new', page: desk('NewCase'), right: 'hear_residents' },
  { path: '/cases/stuck', page: desk('Stuck'), right: 'see_stuck' },
  { path: '/cases/figures/:code', page: desk('Resolution'), right: 'see_reach' },
  { path: '/cases/:ref', page: desk('CasePage'), right: 'see_cases' },
  { path: '/print/slip/:ref', page: desk('SlipPrint'), right: 'raise_cases', bare: true },

  { path: '/plans', page: desk('Plans'), right: 'see_plans' },
  { path: '/plans/new', page: desk('NewPlan'), right: 'edit_plans' },
  { path: '/plans/:ref/:step?', page: desk('PlanPage'), right: 'see_plans' },
  { path: '/proof', page: desk('ProofPage'), right: 'prove' },
  { path: '/imports', page: desk('Imports'), right: 'import' },
  { path: '/imports/:ref', page: desk('ImportPage'), right: 'import' },
  { path: '/household-imports', page: desk('Imports'), right: 'edit_households' },
  { path: '/household-imports/:ref', page: desk('ImportPage'), right: 'edit_households' },

  { path: '/accounts', page: desk('Accounts'), right: 'edit_accounts' },
  { path: '/accounts/new', page: desk('NewAccount'), right: 'edit_accounts' },
  { path: '/accounts/:id', page: desk('AccountPage'), right: 'edit_accounts' },
  { path: '/audit', page: desk('Audit'), right: 'see_audit' },
  { path: '/suggestions', page: desk('Suggestions'), right: 'answer_suggestions' },
]

export const notFound: Route = { path: '*', page: () => import('@/shell/NotFound.vue'), open: true }
export const signIn: Route = routes.find((route) => route.path === '/sign-in') ?? notFound
export const setup: Route = routes.find((route) => route.path === '/setup') ?? notFound
