import type { Grant, GrantView, Named, PlaceRef, Role } from '@/api/types'

/** A grant while it is being written: its place may not be chosen yet. */
export interface DraftGrant { role: Role; place: PlaceRef | null; unit: Named | null }

export const draftOf = (grant: GrantView): DraftGrant => ({ role: grant.role, place: grant.place, unit: typeof grant.unit === 'string' ? { ref: grant.unit, name: grant.unit } : (grant.unit ?? null) })

/** What is sent, or nothing while a place is missing. */
export function sendable(drafts: DraftGrant[]): Grant[] | undefined {
  const ready = drafts.flatMap((one) =>
    one.place ? [{ role: one.role, place: one.place.code, ...(one.role === 'department' && one.unit ? { unit: one.unit.ref } : {}) }] : [],
  )
  return ready.length === drafts.length ? ready : undefined
}

/** A first password that can be read out on the telephone: no letters or digits that look alike. */
export function makePassword(random: Uint8Array): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const text = [...random].map((byte) => letters[byte % letters.length]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}
