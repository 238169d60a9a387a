// The resident's page: what became of my matter, my word on it, and who read my household's record. No account, no cookie; the slip's
// token stands behind `#` in the code, is taken out of the address at once and kept for this window only.
import { resident } from '@/i18n/resident'
import { Refused, answer, open, readers, type Trouble } from './ask'
import { h } from './dom'
import { answered, gathered, now, past } from './story'
import { WORDS, type Matter, type Reader, type Word } from './types'

const KEY = 'lianxin.slip'
type Lang = 'zh' | 'en'
const state: {
  lang: Lang; token: string; matter?: Matter; trouble?: Trouble; busy: boolean; word?: Word; reason: string; callMe: boolean; keep: boolean
  changing: boolean; told: string; wrong: string; readers?: Reader[]
} = { lang: 'zh', token: '', busy: false, reason: '', callMe: false, keep: false, changing: false, told: '', wrong: '' }

const root = document.getElementById('page') as HTMLElement
const words = (): typeof resident.zh => resident[state.lang]
const locale = (): string => (state.lang === 'zh' ? 'zh-CN' : 'en')
const said = (ms: number, how: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(locale(), Object.assign({ timeZone: 'Asia/Shanghai' }, how)).format(new Date(ms))
const day = (value: string): string => said(Date.parse(`${value}T12:00:00+08:00`), { year: 'numeric', month: state.lang === 'zh' ? 'long' : 'short', day: 'numeric' })
const moment = (ms: number): string => said(ms, { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

function takeToken(): boolean {
  const given = decodeURIComponent(location.hash.slice(1))
  if (given) {
    state.token = given
    history.replaceState(null, '', location.pathname)
    try {
      sessionStorage.setItem(KEY, given)
    } catch {
      // A browser that keeps nothing asks for the code again after a reload.
    }
    return true
  }
  try {
    state.token = sessionStorage.getItem(KEY) ?? ''
  } catch {
    state.token = ''
  }
  return false
}

async function begin(): Promise<void> {
  Object.assign(state, { matter: undefined, trouble: undefined, readers: undefined, word: undefined, reason: '', callMe: false, keep: false, changing: false, told: '', wrong: '' })
  if (!state.token) return draw()
  state.busy = true
  draw()
  await trying(async () => (state.matter = await open(state.token, locale())))
}

/** Does something with the server; what it refuses is said where it was asked. */
async function trying(what: () => Promise<unknown>, focus?: string): Promise<void> {
  state.busy = true
  state.wrong = ''
  draw()
  try {
    await what()
    state.trouble = undefined
  } catch (cause) {
    const { trouble, detail } = cause instanceof Refused ? cause : new Refused('offline')
    if (!state.matter || trouble === 'lost') state.trouble = trouble
    else state.wrong = trouble === 'often' ? words().tooOften : detail || words().offline
  }
  state.busy = false
  draw()
  if (focus) document.querySelector<HTMLElement>(focus)?.focus()
}

const tell = (): Promise<void> => {
  const { word, reason, callMe, keep } = state
  if (!word) return Promise.resolve()
  return trying(async () => {
    state.matter = await answer(state.token, { word, reason: reason.trim(), call_me: callMe, private: keep }, locale())
    state.told = word === 'solved' ? words().thanks : `${words().thanks}${words().goesOn}`
    Object.assign(state, { word: undefined, reason: '', callMe: false, keep: false, changing: false })
  }, '#told')
}
const look = (): Promise<void> => trying(async () => (state.readers = (await readers(state.token, locale())).items), '#readers h2')

function draw(): void {
  const t = words()
  document.documentElement.lang = locale()
  document.title = `${t.title} · ${t.brand}`
  root.textContent = ''
  root.append(
    h('header', { class: 'bar' }, h('span', { class: 'serif' }, t.brand), h('button', { type: 'button', class: 'no-print', 'aria-label': t.otherLabel, click: swap }, t.other)),
    h('main', {}, ...body()),
  )
}
function swap(): void {
  state.lang = state.lang === 'zh' ? 'en' : 'zh'
  draw()
}

function body(): HTMLElement[] {
  const t = words()
  if (state.trouble === 'lost') return [h('h1', {}, t.lostTitle), h('p', {}, t.lost), h('ol', { class: 'do' }, t.lostDo.map((one) => h('li', {}, one)))]
  if (state.trouble) return [h('h1', {}, state.trouble === 'often' ? t.title : t.offlineTitle), h('p', { role: 'alert' }, state.trouble === 'often' ? t.tooOften : t.offline), again()]
  if (!state.token) return [h('h1', {}, t.noCodeTitle), h('p', {}, t.noCode), help()]
  if (!state.matter) return [h('h1', {}, t.title), h('p', { role: 'status' }, t.loading)]
  const of = state.matter
  const parts = [h('p', { class: 'from' }, of.village), h('h1', {}, of.title || t.title), standing(of)]
  if (state.told) parts.push(h('p', { id: 'told', class: 'note', role: 'status', tabindex: '-1' }, state.told))
  if (of.may_answer) parts.push(question(of))
  return [...parts, history_(of), who(), help()]
}

const again = (): HTMLElement => h('p', {}, h('button', { type: 'button', class: 'big', click: () => void begin() }, words().retry))

function standing(of: Matter): HTMLElement {
  const t = words()
  return h('div', { class: 'now' }, now(of, t, day).map((one) => h('p', {}, one)))
}

function question(of: Matter): HTMLElement {
  const t = words()
  const last = answered(of)
  if (last && !state.changing) {
    return h('section', { class: 'card no-print' }, h('p', { class: 'strong' }, t.said(t.word[last] ?? '')), of.again_until && h('p', {}, t.until(day(of.again_until))),
      h('button', { type: 'button', class: 'big', click: () => (Object.assign(state, { changing: true, told: '' }), draw()) }, t.again))
  }
  const pick = (word: Word): void => {
    state.word = word
    state.told = ''
    draw()
    document.querySelector<HTMLElement>(`[data-word=${word}]`)?.focus()
  }
  const choice = (word: Word): HTMLElement =>
    h('button', { type: 'button', class: `big word ${word}`, 'data-word': word, 'aria-pressed': String(state.word === word), click: () => pick(word) }, t.word[word])
  const [told] = of.told
  return h('section', { class: 'card no-print', 'aria-labelledby': 'ask' },
    told && of.stage === 'asked' && h('p', {}, t[told.act](told.unit || t.someone)), told?.words && of.stage === 'asked' && h('blockquote', {}, told.words),
    h('h2', { id: 'ask' }, t.ask), h('p', { class: 'small' }, t.decides), h('div', { class: 'words' }, WORDS.map(choice)), state.word && form(state.word))
}

function form(word: Word): HTMLElement {
  const t = words()
  const text = h('textarea', { id: 'reason', rows: '3', maxlength: '500', input: (event) => (state.reason = (event.target as HTMLTextAreaElement).value) }) as HTMLTextAreaElement
  text.value = state.reason
  const tick = (name: 'callMe' | 'keep', label: string): HTMLElement => {
    const box = h('input', { type: 'checkbox', change: (event) => (state[name] = (event.target as HTMLInputElement).checked) }) as HTMLInputElement
    box.checked = state[name]
    return h('label', { class: 'tick' }, box, h('span', {}, label))
  }
  return h('form', { submit: (event) => (event.preventDefault(), void tell()) },
    h('label', { for: 'reason' }, t.why[word], h('small', {}, ` ${t.optional}`)), text,
    tick('callMe', t.callMe), tick('keep', t.keep), h('p', { class: 'small' }, t.keepHint),
    state.wrong && h('p', { class: 'note bad', role: 'alert' }, state.wrong),
    h('button', { type: 'submit', class: 'big main', disabled: state.busy }, state.busy ? t.sending : t.send(t.word[word] ?? '')))
}

function history_(of: Matter): HTMLElement {
  const t = words()
  const lines = past(of, t).map((line) => h('li', {}, h('p', { class: 'day' }, day(line.day)), h('p', {}, line.text), line.quote && h('blockquote', {}, line.quote)))
  return h('section', {}, h('ol', { class: 'story' }, lines))
}

function who(): HTMLElement {
  const t = words()
  const all = state.readers
  const line = ({ reader, times }: { reader: Reader; times: number }): HTMLElement =>
    h('li', {}, h('p', { class: 'day' }, moment(reader.at), times > 1 && ` · ${t.times(times)}`),
      h('p', {}, h('strong', {}, reader.unit), ` ${t.role[reader.role] ?? reader.role} ${t.looked} `, h('strong', {}, t.saw[reader.class] ?? reader.class), reader.whole_village && t.readersWhole),
      h('p', {}, t.reason(reader.purpose)))
  return h('section', { id: 'readers' }, h('h2', { tabindex: '-1' }, t.readers), h('p', { class: 'small' }, t.readersLead),
    !all && state.wrong && !state.word && h('p', { class: 'note bad', role: 'alert' }, state.wrong),
    !all && h('button', { type: 'button', class: 'big no-print', disabled: state.busy, click: () => void look() }, t.readersOpen),
    all && (all.length ? h('ul', { class: 'looks' }, gathered(all).map(line)) : h('p', {}, t.readersNone)))
}

function help(): HTMLElement {
  const t = words()
  return h('section', { class: 'help' }, h('h2', {}, t.helpTitle), h('p', {}, t.help),
    h('p', { class: 'no-print' }, h('button', { type: 'button', class: 'big', click: () => window.print() }, t.print)), h('p', { class: 'small no-print' }, t.close))
}

addEventListener('hashchange', () => takeToken() && void begin())
takeToken()
void begin()
