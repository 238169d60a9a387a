// A complaint about an official or a body, sealed: no account, no cookie, no name. What is typed lives in this window only and goes
// when it is closed; the receipt is told once.
import { complain } from '@/i18n/complain'
import { Refused, send, type Trouble } from './ask'
import { h } from './dom'
import { LEVELS, choice, mend, missing, nobody, tied, told, whom, type Listed, type Whom } from './whom'

interface Place { code: string; name: string }
interface Found { day: string; answer: string; answered_on: string | null }
type View = 'form' | 'done' | 'blank'
const STEPS = ['county', 'township', 'village'] as const
const KEY = 'lianxin.slip'

const fresh = () => ({
  view: 'form' as View, bySlip: token !== '', chosen: { county: '', township: '', village: '' }, of: nobody() as Whom, words: '', wrong: {} as Record<string, string>,
  busy: false, trouble: '' as '' | Trouble, detail: '', receipt: '', note: '', typed: '', found: undefined as Found | undefined, checked: '' as '' | Trouble,
})
let lang: 'zh' | 'en' = chosen()
let token = kept()
let state = fresh()
const places: Record<(typeof STEPS)[number], Place[]> = { county: [], township: [], village: [] }
const root = document.getElementById('page') as HTMLElement
const words = (): typeof complain.zh => complain[lang]
const locale = (): string => (lang === 'zh' ? 'zh-CN' : 'en')
const day = (value: string): string => new Intl.DateTimeFormat(locale(), { timeZone: 'Asia/Shanghai', year: 'numeric', month: lang === 'zh' ? 'long' : 'short', day: 'numeric' }).format(new Date(`${value}T12:00:00+08:00`))

/** A slip that was opened in this window says which village it is. */
function kept(): string {
  try {
    return sessionStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}

/** The language that was chosen on other pages; here nothing is kept. */
function chosen(): 'zh' | 'en' {
  try {
    return localStorage.getItem('lianxin.lang') === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

async function below(step: number, of = ''): Promise<void> {
  const name = STEPS[step]
  if (!name) return
  for (const later of STEPS.slice(step)) Object.assign(places, { [later]: [] }), (state.chosen[later] = '')
  draw()
  if (step > 0 && !of) return
  try {
    const reply = await fetch(`/api/v1/open/places?of=${of}`, { credentials: 'omit', referrerPolicy: 'no-referrer', headers: { 'accept-language': locale() } })
    if (!reply.ok) throw new Refused(reply.status === 429 ? 'often' : 'offline')
    places[name] = ((await reply.json()) as { items: Place[] }).items
    if (!state.busy) state.trouble = ''
  } catch (cause) {
    state.trouble = cause instanceof Refused ? cause.trouble : 'offline'
  }
  draw()
  if (step > 0) document.getElementById(name)?.focus()
}

function check(): boolean {
  const t = words()
  state.wrong = missing(state.of, t)
  if (!state.bySlip && !state.chosen.village) state.wrong.village = t.needVillage
  const { length } = [...state.words.trim()]
  if (length < 5 || length > 2000) state.wrong.words = t.needWords
  return Object.keys(state.wrong).length === 0
}

/** Of whom it may be, once it is known where. */
async function list(): Promise<void> {
  Object.assign(state.of, { list: [], picked: '', ...(state.of.picked && { accused: '', level: '' }) })
  const where = state.bySlip ? { token } : { village: state.chosen.village }
  if (!state.bySlip && !state.chosen.village) return
  // Without the list everything can still be written by hand.
  state.of.list = await send<{ items: Listed[] }>('directory', where, locale()).then(({ items }) => items, () => [])
  draw()
}

async function hand(): Promise<void> {
  if (!check()) {
    draw()
    document.getElementById('sum')?.focus()
    return
  }
  Object.assign(state, { busy: true, trouble: '', detail: '' })
  draw()
  const { of, bySlip, chosen } = state
  try {
    const sent = { ...(bySlip ? { token } : { village: chosen.village }), about: of.about, level: of.level, accused: of.accused.trim(), ...(of.picked && { picked: of.picked }), words: state.words.trim() }
    const { receipt } = await send<{ receipt: string }>('complain', sent, locale())
    // Nothing of what was said stays.
    state = { ...fresh(), view: 'done', receipt }
  } catch (cause) {
    const { trouble, detail } = cause instanceof Refused ? cause : new Refused('offline')
    if (trouble === 'lost' && bySlip) {
      token = ''
      Object.assign(state, { bySlip: false, wrong: { village: words().noSlip } })
      void below(0)
    } else Object.assign(state, { trouble, detail })
  }
  state.busy = false
  draw()
  window.scrollTo(0, 0)
  document.querySelector<HTMLElement>(state.view === 'done' ? 'h1' : '#sum')?.focus()
}

async function look(): Promise<void> {
  Object.assign(state, { found: undefined, checked: '', busy: true })
  draw()
  try {
    state.found = await send<Found>('complaint', { receipt: state.typed }, locale())
  } catch (cause) {
    state.checked = cause instanceof Refused ? cause.trouble : 'offline'
  }
  state.busy = false
  draw()
  document.getElementById('found')?.focus()
}

async function copy(): Promise<void> {
  state.note = await navigator.clipboard.writeText(state.receipt).then(() => words().copied, () => words().copyNot)
  draw()
}
function show(view: View): void {
  if (view === 'form') state = fresh()
  state.view = view
  draw()
  window.scrollTo(0, 0)
  document.querySelector<HTMLElement>('h1')?.focus()
  if (view === 'form' && !places.county.length) void below(0)
  if (view === 'form') void list()
}

const button = (text: string, click: () => void, more = ''): HTMLElement => h('button', { type: 'button', class: `big ${more}`, click }, text)
const head = (text: string): HTMLElement => h('h1', { tabindex: '-1' }, text)

function draw(): void {
  const t = words()
  document.documentElement.lang = locale()
  document.title = `${t.title} · ${t.brand}`
  const at = document.activeElement?.id
  root.textContent = ''
  const swap = (): void => {
    lang = lang === 'zh' ? 'en' : 'zh'
    draw()
  }
  root.append(
    h('header', { class: 'bar no-print' }, h('span', { class: 'serif' }, t.brand), h('button', { type: 'button', 'aria-label': t.otherLabel, click: swap }, t.other)),
    h('main', {}, ...(state.view === 'done' ? done() : state.view === 'blank' ? blank() : form())),
  )
  if (at) document.getElementById(at)?.focus()
}

function readers(): HTMLElement {
  const t = words()
  const list = (items: string[]): HTMLElement => h('ul', {}, items.map((one) => h('li', {}, one)))
  return h('div', { class: 'who' },
    h('section', {}, h('h2', {}, t.sees), list([...t.seesText[state.of.level || 'village'], ...t.seesAll])),
    h('section', {}, h('h2', {}, t.never), list(t.neverText), h('p', { class: 'strong' }, t.neverYou)))
}

function problem(): HTMLElement | false {
  const t = words()
  const text = state.trouble ? (state.trouble === 'often' ? t.tooOften : state.detail || t.offline) : Object.keys(state.wrong).length ? t.wrong : ''
  return text !== '' && h('p', { id: 'sum', class: 'note bad', role: 'alert', tabindex: '-1' }, text)
}

function place(): HTMLElement {
  const t = words()
  const pick = (step: number): HTMLElement[] => {
    const name = STEPS[step] ?? 'village'
    const select = h('select', { ...tied(name, state.wrong), disabled: places[name].length === 0, change: (event) => {
      const code = (event.target as HTMLSelectElement).value
      state.chosen[name] = code
      delete state.wrong.village
      if (step < 2) void below(step + 1, code)
      else draw()
      void list()
    } }, h('option', { value: '' }, t.choose), places[name].map((one) => h('option', { value: one.code }, one.name))) as HTMLSelectElement
    select.value = state.chosen[name]
    return [h('label', { for: name }, t[name]), select]
  }
  const own = (bySlip: boolean) => (): void => {
    state.bySlip = bySlip
    draw()
    if (!bySlip && !places.county.length) void below(0)
    void list()
  }
  return h('fieldset', {}, h('legend', {}, t.where),
    token !== '' && [choice('slip', '1', t.bySlip, state.bySlip, own(true)), choice('slip', '0', t.elsewhere, !state.bySlip, own(false))],
    !state.bySlip && [0, 1, 2].flatMap(pick), told('village', state.wrong))
}

function form(): HTMLElement[] {
  const t = words()
  const text = Object.assign(h('textarea', { rows: '7', maxlength: '2000', ...tied('words', state.wrong, 'words-hint'), input: (event) => {
    state.words = (event.target as HTMLTextAreaElement).value
    mend('words', state.wrong)
  } }) as HTMLTextAreaElement, { value: state.words })
  return [
    head(t.title), h('p', {}, t.lead), readers(),
    h('form', { class: 'no-print', novalidate: true, submit: (event) => (event.preventDefault(), void hand()) }, problem(), place(), ...whom(state.of, t, state.wrong, draw),
      h('fieldset', {}, h('legend', {}, t.words), h('p', { class: 'small', id: 'words-hint' }, t.wordsHint), h('label', { for: 'words', class: 'sr' }, t.words), text, told('words', state.wrong)),
      h('button', { type: 'submit', class: 'big main', disabled: state.busy }, state.busy ? t.sending : t.send)),
    asked(),
    h('section', { class: 'help no-print' }, h('h2', {}, t.paper), h('p', {}, t.paperLead), button(t.blank, () => show('blank')), h('p', { class: 'small' }, t.phone), h('p', {}, h('a', { class: 'big', href: '/open' }, t.home))),
  ]
}

/** What became of an earlier one. */
function asked(): HTMLElement {
  const t = words()
  const { found } = state
  const typed = Object.assign(h('input', { id: 'receipt', type: 'text', maxlength: '40', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'receipt-hint', required: true, input: (event) => (state.typed = (event.target as HTMLInputElement).value) }) as HTMLInputElement, { value: state.typed })
  const wrong = state.checked === 'lost' ? t.lost : state.checked === 'often' ? t.tooOften : state.checked ? t.offline : ''
  return h('section', { class: 'help no-print' }, h('h2', {}, t.check), h('p', {}, t.checkLead),
    h('form', { submit: (event) => (event.preventDefault(), void look()) }, h('label', { for: 'receipt' }, t.receipt), h('p', { class: 'small', id: 'receipt-hint' }, t.receiptHint), typed, h('button', { type: 'submit', class: 'big', disabled: state.busy }, t.find)),
    wrong !== '' && h('p', { id: 'found', tabindex: '-1', class: 'note bad', role: 'alert' }, wrong),
    found && h('div', { id: 'found', tabindex: '-1', class: 'note', role: 'status' }, h('p', {}, t.state(day(found.day))), found.answered_on ? [h('p', { class: 'strong' }, t.answered(day(found.answered_on))), h('blockquote', {}, found.answer)] : h('p', { class: 'strong' }, t.waits)))
}

function done(): HTMLElement[] {
  const t = words()
  return [
    head(t.done), h('p', { class: 'no-print' }, t.doneLead),
    h('section', { class: 'receipt' }, h('h2', {}, t.code), h('strong', { class: 'code' }, state.receipt), h('p', {}, t.keep), h('p', { class: 'small' }, `${location.origin}/complain`)),
    h('div', { class: 'no-print' }, button(t.print, () => window.print(), 'main'), button(t.copy, () => void copy()), state.note !== '' && h('p', { class: 'note', role: 'status' }, state.note), button(t.more, () => show('form')), button(t.close, shut)),
  ]
}
/** Away from here, so that the way back does not show it. */
function shut(): void {
  state = fresh()
  location.replace('/open')
}

/** The form on paper, empty. */
function blank(): HTMLElement[] {
  const t = words()
  const line = (): HTMLElement => h('div', { class: 'line', 'aria-hidden': 'true' })
  const boxes = (items: string[]): HTMLElement => h('p', { class: 'boxes' }, items.map((one) => h('span', {}, h('i', { 'aria-hidden': 'true' }), one)))
  const ask = (text: string): HTMLElement => h('p', { class: 'strong' }, text)
  return [
    h('div', { class: 'no-print' }, button(t.printBlank, () => window.print(), 'main'), button(t.back, () => show('form'))),
    h('section', { class: 'sheet' }, head(t.sheet.title), h('p', {}, t.sheet.lead), ask(t.sheet.where), line(),
      ask(t.sheet.about), boxes(Object.values(t.kind)), ask(t.sheet.level), boxes(LEVELS.map((one) => t.levels[one])),
      ask(t.sheet.accused), line(), ask(t.sheet.words), line(), line(), line(), line(), line(), line(),
      h('p', { class: 'small cut' }, `✂ ${t.sheet.cut}`), h('p', { class: 'groups' }, t.sheet.receipt, [1, 2, 3, 4].map(() => h('i', { 'aria-hidden': 'true' }))), h('p', { class: 'small' }, `${t.sheet.use} ${location.origin}/complain`)),
  ]
}

if (location.hash === '#blank') state.view = 'blank'
draw()
void below(0)
if (state.bySlip) void list()
