// The ways around at a desk, by group.
import type { Right } from '@/api/types'
import { words } from '@/i18n/lang'
import { desks } from '@/i18n/ways'
import type { Words } from '@/i18n/shell'
import { home, may, ownPlace } from './session'

export interface Entry { text: string; href: string; right: Right; starts: string[] }
export interface Group { name: string; entries: Entry[] }

const own = words(desks)
/** What stands under the thumb on a phone, the first that somebody may use. */
export const thumb = ['/callbacks', '/complaints', '/cases', '/overview', '/reach', '/approvals', '/log', '/officials', '/plans', '/accounts', '/complaints/paper', '/audit', '/proof']

export function ways(t: Words): Group[] {
  return [
    {
      name: own.value.groupSee,
      entries: [
        { text: t.overview, href: may('see_places') ? home() : '/', right: 'see_places', starts: ['/overview', '/villages'] },
        { text: own.value.reach, href: `/reach/${ownPlace()?.code ?? ''}`, right: 'see_reach', starts: ['/reach'] },
        { text: own.value.satisfaction, href: `/satisfaction/${ownPlace()?.code ?? ''}`, right: 'see_satisfaction', starts: ['/satisfaction'] },
        { text: own.value.resolution, href: `/cases/figures/${ownPlace()?.code ?? ''}`, right: 'see_reach', starts: ['/cases/figures'] },
        { text: own.value.stuck, href: '/cases/stuck', right: 'see_stuck', starts: ['/cases/stuck'] },
        { text: own.value.report, href: '/reports', right: 'see_reach', starts: ['/reports'] },
        { text: own.value.takehome, href: '/visits/export', right: 'export_visits', starts: ['/visits/export'] },
        { text: own.value.officials, href: '/officials', right: 'see_people', starts: ['/officials'] },
        { text: own.value.units, href: '/units', right: 'see_people', starts: ['/units'] },
        { text: own.value.proof, href: '/proof', right: 'prove', starts: ['/proof'] },
      ],
    },
    {
      name: own.value.groupWork,
      entries: [
        { text: own.value.cases, href: '/cases', right: 'see_cases', starts: ['/cases', '/case-imports'] },
        ...(may('handle_cases') ? [{ text: own.value.granted, href: '/granted', right: 'see_granted' as const, starts: ['/granted'] }] : []),
        { text: own.value.answers, href: '/answers', right: 'handle_cases', starts: ['/answers'] },
        { text: own.value.complaints, href: '/complaints', right: 'inspect', starts: ['/complaints'] },
        { text: own.value.takeComplaint, href: '/complaints/paper', right: 'take_complaints', starts: ['/complaints/paper'] },
        { text: own.value.calls, href: '/callbacks', right: 'interview', starts: ['/callbacks'] },
        { text: own.value.plans, href: '/plans', right: 'see_plans', starts: ['/plans'] },
        { text: own.value.draws, href: '/draws', right: 'see_draws', starts: ['/draws'] },
        { text: own.value.imports, href: '/imports', right: 'import', starts: ['/imports'] },
        { text: own.value.registers, href: '/household-imports', right: 'edit_households', starts: ['/household-imports'] },
      ],
    },
    {
      name: own.value.groupOffice,
      entries: [
        { text: own.value.approvals, href: '/approvals', right: 'approve', starts: ['/approvals'] },
        { text: own.value.approvals, href: '/approvals', right: 'inspect', starts: ['/approvals'] },
        ...(may('approve') ? [] : [{ text: own.value.approvals, href: '/approvals', right: 'ask_glass' as const, starts: ['/approvals'] }]),
        { text: own.value.suggestions, href: '/suggestions', right: 'answer_suggestions', starts: ['/suggestions'] },
        { text: own.value.burden, href: `/burden/${ownPlace()?.code ?? ''}`, right: 'see_burden', starts: ['/burden'] },
        { text: own.value.accounts, href: '/accounts', right: 'edit_accounts', starts: ['/accounts'] },
        { text: own.value.audit, href: '/audit', right: 'see_audit', starts: ['/audit'] },
        { text: own.value.log, href: '/log', right: 'see_audit', starts: ['/log'] },
      ],
    },
  ]
}
