// What the household lets others see: who, what, until when; given and taken back here.
import type { Words } from '@/i18n/resident'
import { h } from './dom'
import { LETS, type Grant, type Grants, type Lets } from './types'

/** What is known and being filled in. */
export interface Letting { grants?: Grants; to?: string; of?: Lets; until?: string }
interface With {
  busy: boolean
  day: (value: string) => string
  open: () => Promise<void>
  give: () => Promise<void>
  back: (id: string) => Promise<void>
  redraw: () => void
  wrong: HTMLElement | false
}

const DAY = 86_400_000
/** A day in China, so many days from now. */
const inDays = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)

export function lets(t: Words, letting: Letting, with_: With): HTMLElement {
  const known = letting.grants
  const line = (one: Grant): HTMLElement =>
    h('li', {}, h('p', {}, h('strong', {}, one.seat === 'police' ? t.letsPolice : one.unit), ` · ${t.saw[one.class] ?? one.class}`), h('p', { class: 'day' }, one.holds ? t.letsUntil(with_.day(one.until)) : t.letsOver),
      one.holds && h('button', { type: 'button', class: 'ask no-print', disabled: with_.busy, click: () => void with_.back(one.id) }, t.letsBack))
  return h('section', { id: 'lets' }, h('h2', { tabindex: '-1' }, t.lets), h('p', { class: 'small' }, t.letsLead), with_.wrong,
    !known && h('button', { type: 'button', class: 'big no-print', disabled: with_.busy, click: () => void with_.open() }, t.letsOpen),
    known && (known.items.length ? h('ul', { class: 'looks' }, known.items.map(line)) : h('p', {}, t.letsNone)), known && form(t, letting, known, with_))
}

function form(t: Words, letting: Letting, known: Grants, with_: With): HTMLElement {
  letting.until ??= inDays(30)
  const choose = (id: string, options: [string, string][], chosen: string, set: (value: string) => void): HTMLElement => {
    const made = h('select', { id, change: (event) => set((event.target as HTMLSelectElement).value) }, options.map(([value, text]) => h('option', { value, selected: value === chosen }, text)))
    return made
  }
  const date = h('input', { id: 'lets-until', type: 'date', required: true, min: inDays(1), max: inDays(366), change: (event) => (letting.until = (event.target as HTMLInputElement).value) }) as HTMLInputElement
  date.value = letting.until
  const seats: [string, string][] = [['police', t.letsPolice], ...known.units.map(({ ref, name }): [string, string] => [ref, name])]
  return h('form', { class: 'no-print', submit: (event) => (event.preventDefault(), void with_.give()) },
    h('label', { for: 'lets-to' }, t.letsTo), choose('lets-to', seats, letting.to ?? 'police', (value) => (letting.to = value)),
    h('label', { for: 'lets-of' }, t.letsWhat), choose('lets-of', LETS.map((of): [string, string] => [of, t.saw[of] ?? of]), letting.of ?? 'hardship', (value) => (letting.of = value as Lets)),
    h('label', { for: 'lets-until' }, t.letsTill), date,
    h('button', { type: 'submit', class: 'big', disabled: with_.busy }, with_.busy ? t.sending : t.letsGive))
}
