// About whom a complaint is: a person or an office, at which level, named. One part, so that how they are named can change alone.
import type { Words } from '@/i18n/complain'
import { h } from './dom'

export const LEVELS = ['village', 'township', 'county'] as const
export type Level = (typeof LEVELS)[number]
/** Somebody who can be picked: an official linked to the village, or an office in charge of it. */
export interface Listed { about: 'official' | 'body'; ref: string; name: string; unit: string; level: Level }
export interface Whom { about: '' | 'official' | 'body'; level: '' | Level; accused: string; picked: string; list: Listed[] }
export const nobody = (): Whom => ({ about: '', level: '', accused: '', picked: '', list: [] })

/** What is missing, by field. */
export function missing(of: Whom, t: Words): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!of.about) wrong.about = t.needKind
  if (!of.level) wrong.level = t.needLevel
  const { length } = [...of.accused.trim()]
  if (length < 2 || length > 60) wrong.accused = t.needAccused
  return wrong
}

export function choice(name: string, value: string, text: string, chosen: boolean, pick: () => void): HTMLElement {
  const box = h('input', { id: `${name}-${value}`, type: 'radio', name, value, change: pick }) as HTMLInputElement
  box.checked = chosen
  return h('label', { class: 'choice' }, box, h('span', {}, text))
}
export const told = (field: string, wrong: Record<string, string>): HTMLElement | false => !!wrong[field] && h('p', { class: 'wrong', id: `${field}-wrong` }, wrong[field])
/** Ties a control to what is wrong with it. */
export const tied = (field: string, wrong: Record<string, string>, hint = ''): Record<string, string> => {
  const by = [hint, wrong[field] && `${field}-wrong`].filter(Boolean).join(' ')
  return { id: field, ...(by && { 'aria-describedby': by }), ...(wrong[field] && { 'aria-invalid': 'true' }) } as Record<string, string>
}

/** What was wrong with a field is gone as soon as it is touched. */
export function mend(field: string, wrong: Record<string, string>): void {
  delete wrong[field]
  document.getElementById(`${field}-wrong`)?.remove()
  document.getElementById(field)?.removeAttribute('aria-invalid')
  if (!Object.keys(wrong).length) document.getElementById('sum')?.remove()
}

export function whom(of: Whom, t: Words, wrong: Record<string, string>, changed: () => void): HTMLElement[] {
  const pick = (change: Partial<Whom>) => () => {
    Object.assign(of, change)
    for (const field in change) delete wrong[field]
    changed()
  }
  const one = of.list.find((other) => other.ref === of.picked)
  const list = of.list.length > 0 && [h('label', { for: 'picked' }, t.pick), h('p', { class: 'small' }, t.pickHint),
    Object.assign(h('select', { id: 'picked', change: (event) => {
      const found = of.list.find((other) => other.ref === (event.target as HTMLSelectElement).value)
      pick(found ? { picked: found.ref, about: found.about, level: found.level, accused: found.name } : { picked: '', accused: '' })()
    } }, h('option', { value: '' }, t.pickNone), of.list.map((other) => h('option', { value: other.ref }, [other.name, other.unit].filter(Boolean).join(' · ')))) as HTMLSelectElement, { value: of.picked })]
  if (one) return list || []
  return [
    ...(list || []),
    h('fieldset', {}, h('legend', {}, t.about), (['official', 'body'] as const).map((one) => choice('about', one, t.kind[one] ?? '', of.about === one, pick({ about: one }))), told('about', wrong)),
    h('fieldset', {}, h('legend', {}, t.level), LEVELS.map((one) => choice('level', one, t.levels[one], of.level === one, pick({ level: one }))), told('level', wrong)),
    h('label', { for: 'accused' }, t.accused), h('p', { class: 'small', id: 'accused-hint' }, t.accusedHint),
    Object.assign(h('input', { type: 'text', maxlength: '60', autocomplete: 'off', ...tied('accused', wrong, 'accused-hint'), input: (event) => {
      of.accused = (event.target as HTMLInputElement).value
      mend('accused', wrong)
    } }) as HTMLInputElement, { value: of.accused }),
    ...[told('accused', wrong)].filter((one) => one !== false),
  ]
}
