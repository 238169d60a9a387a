// The ways around at a desk, by group.
import type { Right } from '@/api/types'
import { words } from '@/i18n/lang'
import { desks } from '@/i18n/ways'
import type { Words } from '@/i18n/shell'
import { home, may, ownPlace } from './session'

export interface Entry { text: string; href: string; right: Right; starts: string[] }
export interface Group { name: string; entries: Entry[] }

const own = words(desks)

export function ways(t: Words): Group[] {
  return [
    {
      name: t.groupSee,
      entries: [
        { text: t.overview, href: may('see_places') ? home() : '/', right: 'see_places', starts: ['/overview', '/villages'] },
        { text: t.reach, href: `/reach/${ownPlace()?.code ?? ''}`, right: 'see_reach', starts: ['/reach'] },
        { text: t.satisfaction, href: `/satisfaction/${ownPlace()?.code ?? ''}`, right: 'see_satisfaction', starts: ['/satisfaction'] },
        { text: t.resolution, href: `/cases/figures/${ownPlace()?.code ?? ''}`, right: 'see_reach', starts: ['/cases/figures'] },
        { text: t.stuck, href: '/cases/stuck', right: 'see_stuck', starts: ['/cases/stuck'] },
        { text: t.report, href: '/reports', right: 'see_reach', starts: ['/reports'] },
        { text: t.takehome, href: '/visits/export', right: 'export_visits', starts: ['/visits/export'] },
        { text: t.officials, href: '/officials', right: 'see_people', starts: ['/officials'] },
        { text: t.units, href: '/units', right: 'see_people', starts: ['/units'] },
        { text: t.proof, href: '/proof', right: 'prove', starts: ['/proof'] },
      ],
    },
    {
      name: t.groupWork,
      entries: [
        { text: t.cases, href: '/cases', right: 'see_cases', starts: ['/cases'] },
        ...(may('handle_cases') ? [{ text: t.granted, href: '/granted', right: 'see_granted' as const, starts: ['/granted'] }] : []),
        { text: own.value.answers, href: '/answers', right: 'handle_cases', starts: ['/answers'] },
        { text: own.value.complaints, href: '/complaints', right: 'inspect', starts: ['/complaints'] },
        { text: own.value.takeComplaint, href: '/complaints/paper', right: 'take_complaints', starts: ['/complaints/paper'] },
        { text: t.calls, href: '/callbacks', right: 'interview', starts: ['/callbacks'] },
        { text: t.plans, href: '/plans', right: 'see_plans', starts: ['/plans'] },
        { text: t.draws, href: '/draws', right: 'see_draws', starts: ['/draws'] },
        { text: t.imports, href: '/imports', right: 'import', starts: ['/imports'] },
        { text: t.registers, href: '/household-imports', right: 'edit_households', starts: ['/household-imports'] },
      ],
    },
    {
      name: t.groupOffice,
      entries: [
        { text: t.approvals, href: '/approvals', right: 'approve', starts: ['/approvals'] },
        { text: t.approvals, href: '/approvals', right: 'inspect', starts: ['/approvals'] },
        { text: t.suggestions, href: '/suggestions', right: 'answer_suggestions', starts: ['/suggestions'] },
        { text: t.burden, href: `/burden/${ownPlace()?.code ?? ''}`, right: 'see_burden', starts: ['/burden'] },
        { text: t.accounts, href: '/accounts', right: 'edit_accounts', starts: ['/accounts'] },
        { text: t.audit, href: '/audit', right: 'see_audit', starts: ['/audit'] },
        { text: t.log, href: '/log', right: 'see_audit', starts: ['/log'] },
      ],
    },
  ]
}
