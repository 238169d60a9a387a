// About whom a complaint is: a person or an office, picked from a list or, where they are not in it, named by hand with their level.
import type { Words } from '@/i18n/complain'
import { h } from './dom'

export const LEVELS = ['village', 'township', 'county'] as const
export type Level = (typeof LEVELS)[number]
/** Somebody who can be picked: an official linked to the village, or an office in charge of it; the nearest come first. */
export interface Listed { about: 'official' | 'body'; ref: string; name: string; unit: string; level: Level }
/** `hand`: they are not in the list. */
export interface Whom { about: '' | 'official' | 'body'; level: '' | Level; accused: string; picked: string; hand: boolean; list: Listed[] }
export const nobody = (): Whom => ({ about: '', level: '', accused: '', picked: '', hand: false, list: [] })

const HAND = '-'
/** Of the kind that was chosen. */
const offered = (of: Whom): Listed[] => of.list.filter((one) => one.about === of.about)
/** Whether name and level are written by hand. What was written before the list came stays. */
const written = (of: Whom): boolean => of.about !== '' && !of.picked && (of.hand || of.accused !== '' || !offered(of).length)

/** What is missing, by field. */
export function missing(of: Whom, t: Words): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (!of.about) wrong.about = t.needKind
  else if (!written(of) && !of.picked) wrong.picked = t.needPick
  if (!written(of)) return wrong
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

/** People under their unit, offices under their level. */
function options(of: Whom, t: Words): HTMLElement[] {
  const groups = new Map<string, Listed[]>()
  for (const one of offered(of)) {
    const name = one.unit || t.levels[one.level]
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  return [...groups].map(([label, all]) => h('optgroup', { label }, all.map((one) => h('option', { value: one.ref }, [one.name, one.unit].filter(Boolean).join(' · ')))))
}

export function whom(of: Whom, t: Words, wrong: Record<string, string>, changed: () => void): HTMLElement[] {
  const pick = (change: Partial<Whom>, ...also: string[]) => () => {
    Object.assign(of, change)
    for (const field of [...Object.keys(change), ...also]) delete wrong[field]
    changed()
  }
  const about = h('fieldset', {}, h('legend', {}, t.about), (['official', 'body'] as const).map((one) => choice('about', one, t.kind[one] ?? '', of.about === one, pick({ about: one, picked: '', ...(of.picked && { accused: '', level: '' }) }))), told('about', wrong))
  const picked = (): HTMLElement => {
    const select = h('select', { ...tied('picked', wrong, 'picked-hint'), change: (event) => {
      const { value } = event.target as HTMLSelectElement
      const found = of.list.find((other) => other.ref === value)
      pick({ picked: found?.ref ?? '', hand: value === HAND, level: found?.level ?? '', accused: found?.name ?? '' }, 'level', 'accused')()
    } }, h('option', { value: '' }, t.choose), h('option', { value: HAND }, t.pickNone), options(of, t)) as HTMLSelectElement
    select.value = of.picked || (written(of) ? HAND : '')
    return h('div', {}, h('label', { for: 'picked' }, t.pick), h('p', { class: 'small', id: 'picked-hint' }, t.pickHint), select, told('picked', wrong))
  }
  const hand = (): HTMLElement[] => [
    h('fieldset', {}, h('legend', {}, t.level), LEVELS.map((one) => choice('level', one, t.levels[one], of.level === one, pick({ level: one }))), told('level', wrong)),
    h('div', {}, h('label', { for: 'accused' }, t.accused), h('p', { class: 'small', id: 'accused-hint' }, t.accusedHint),
      Object.assign(h('input', { type: 'text', maxlength: '60', autocomplete: 'off', ...tied('accused', wrong, 'accused-hint'), input: (event) => {
        of.accused = (event.target as HTMLInputElement).value
        mend('accused', wrong)
      } }) as HTMLInputElement, { value: of.accused }), told('accused', wrong)),
  ]
  return [about, ...(offered(of).length ? [picked()] : []), ...(written(of) ? hand() : [])]
}
