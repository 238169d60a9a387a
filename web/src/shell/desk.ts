// The pages that open at a desk: a list of its own, which no phone loads.
import type { Route } from './routes'

export const desk: readonly Route[] = [
  { path: '/overview/:code', page: () => import('@/areas/oversight/Overview.vue'), right: 'see_places' },
  { path: '/visits/export', page: () => import('@/areas/visits/TakeHome.vue'), right: 'export_visits' },
  { path: '/reach/:code', page: () => import('@/areas/oversight/Reach.vue'), right: 'see_reach' },
  { path: '/reach/:code/unmet', page: () => import('@/areas/oversight/UnmetPage.vue'), right: 'see_reach' },
  { path: '/burden/:code', page: () => import('@/areas/oversight/Burden.vue'), right: 'see_burden' },
  { path: '/villages/:code', page: () => import('@/areas/links/VillagePage.vue'), right: 'see_places' },
  { path: '/print/village/:code', page: () => import('@/areas/links/NoticePrint.vue'), right: 'see_places', bare: true },
  { path: '/villages/:code/households', page: () => import('@/areas/households/VillageHouseholds.vue'), right: 'see_households' },
  { path: '/households/:ref', page: () => import('@/areas/households/HouseholdPage.vue'), right: 'see_households' },
  { path: '/print/household/:ref', page: () => import('@/areas/households/CopyPrint.vue'), right: 'edit_households', bare: true },
  { path: '/officials', page: () => import('@/areas/people/Officials.vue'), right: 'see_people' },
  { path: '/officials/:ref', page: () => import('@/areas/people/OfficialPage.vue'), right: 'see_people' },
  { path: '/units', page: () => import('@/areas/people/Units.vue'), right: 'see_people' },
  { path: '/units/:ref', page: () => import('@/areas/people/UnitPage.vue'), right: 'see_people' },

  { path: '/cases', page: () => import('@/areas/cases/Cases.vue'), right: 'see_cases' },
  { path: '/cases/board', page: () => import('@/areas/cases/CaseBoard.vue'), right: 'see_cases' },
  { path: '/cases/new', page: () => import('@/areas/cases/NewCase.vue'), right: 'hear_residents' },
  { path: '/cases/stuck', page: () => import('@/areas/cases/Stuck.vue'), right: 'see_stuck' },
  { path: '/cases/figures/:code', page: () => import('@/areas/oversight/Resolution.vue'), right: 'see_reach' },
  { path: '/cases/:ref', page: () => import('@/areas/cases/CasePage.vue'), right: 'see_cases' },
  { path: '/print/slip/:ref', page: () => import('@/areas/cases/SlipPrint.vue'), right: 'raise_cases', bare: true },

  { path: '/plans', page: () => import('@/areas/links/Plans.vue'), right: 'see_plans' },
  { path: '/plans/new', page: () => import('@/areas/links/NewPlan.vue'), right: 'edit_plans' },
  { path: '/plans/:ref/:step?', page: () => import('@/areas/links/PlanPage.vue'), right: 'see_plans' },
  { path: '/proof', page: () => import('@/areas/links/ProofPage.vue'), right: 'prove' },
  { path: '/imports', page: () => import('@/areas/exchange/Imports.vue'), right: 'import' },
  { path: '/imports/:ref', page: () => import('@/areas/exchange/ImportPage.vue'), right: 'import' },
  { path: '/household-imports', page: () => import('@/areas/exchange/Imports.vue'), right: 'edit_households' },
  { path: '/household-imports/:ref', page: () => import('@/areas/exchange/ImportPage.vue'), right: 'edit_households' },

  { path: '/accounts', page: () => import('@/areas/access/Accounts.vue'), right: 'edit_accounts' },
  { path: '/accounts/new', page: () => import('@/areas/access/NewAccount.vue'), right: 'edit_accounts' },
  { path: '/accounts/:id', page: () => import('@/areas/access/AccountPage.vue'), right: 'edit_accounts' },
  { path: '/audit', page: () => import('@/areas/access/Audit.vue'), right: 'see_audit' },
  { path: '/suggestions', page: () => import('@/areas/oversight/Suggestions.vue'), right: 'answer_suggestions' },
]
