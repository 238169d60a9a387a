// The resident's page: what became of my matter, my word on it, and who read my household's record. No account, no cookie; the slip's
// token stands behind `#` in the code, is taken out of the address at once and kept for this window only.
import { resident } from '@/i18n/resident'
import { Refused, address, answer, endGrant, grant, grants, open, readers, why, wish, type Trouble } from './ask'
import { h } from './dom'
import { lets, type Letting } from './lets'
import { answered, gathered, now, past, type Looks } from './story'
import { WISHES, WORDS, type Matter, type Question, type Readers, type Wish, type Word } from './types'

const KEY = 'lianxin.slip'
type Lang = 'zh' | 'en'
/** Where on the page something was asked, and is refused. */
type Place = 'answer' | 'readers' | 'wish' | 'lets' | 'police'
const state: {
  lang: Lang; token: string; matter?: Matter; trouble?: Trouble; busy: boolean; word?: Word; reason: string; callMe: boolean; keep: boolean
  changing: boolean; told: string; wrong: string; at: Place; readers?: Readers; wish?: Wish; wishWords: string; letting: Letting
} = { lang: 'zh', token: '', busy: false, reason: '', callMe: false, keep: false, changing: false, told: '', wrong: '', at: 'answer', wishWords: '', letting: {} }

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
  Object.assign(state, { matter: undefined, trouble: undefined, readers: undefined, word: undefined, wish: undefined, wishWords: '', letting: {}, reason: '', callMe: false, keep: false, changing: false, told: '', wrong: '' })
  if (!state.token) return draw()
  state.busy = true
  draw()
  await trying(async () => (state.matter = await open(state.token, locale())))
}

/** Does something with the server; what it refuses is said where it was asked. */
async function trying(what: () => Promise<unknown>, at: Place = 'answer', focus?: string): Promise<void> {
  Object.assign(state, { busy: true, wrong: '', at })
  draw()
  try {
    await what()
    state.trouble = undefined
  } catch (cause) {
    const { trouble, detail } = cause instanceof Refused ? cause : new Refused('offline')
    if (!state.matter || (trouble === 'lost' && at !== 'wish' && at !== 'lets')) state.trouble = trouble
    else state.wrong = trouble === 'often' ? words().tooOften : trouble === 'lost' ? words().noHouse : detail || words().offline
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
  }, 'answer', '#told')
}
const look = (): Promise<void> => trying(async () => (state.readers = await readers(state.token, locale())), 'readers', '#readers h2')
const askWhy = (event: string): Promise<void> => trying(async () => {
  await why(state.token, event, locale())
  state.readers = await readers(state.token, locale())
}, 'readers', `[data-look="${event}"]`)
const askFor = (kind: Wish): Promise<void> => trying(async () => {
  await wish(state.token, kind, state.wishWords.trim(), locale())
  state.readers = await readers(state.token, locale())
  Object.assign(state, { wish: undefined, wishWords: '' })
}, 'wish', '#own h2')

const tellPolice = (police: boolean): Promise<void> => trying(async () => (state.matter = await address(state.token, police, locale())), 'police', '#police')
const openLets = (): Promise<void> => trying(async () => (state.letting = { grants: await grants(state.token, locale()) }), 'lets', '#lets h2')
const give = (): Promise<void> => trying(async () => {
  const { to = 'police', of = 'hardship', until = '' } = state.letting
  state.letting = { grants: await grant(state.token, to, of, until, locale()) }
}, 'lets', '#lets h2')
const takeBack = (id: string): Promise<void> => trying(async () => (state.letting = { grants: await endGrant(state.token, id, locale()) }), 'lets', '#lets h2')

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

function body(): (HTMLElement | false)[] {
  const t = words()
  if (state.trouble === 'lost') return [h('h1', {}, t.lostTitle), h('p', {}, t.lost), h('ol', { class: 'do' }, t.lostDo.map((one) => h('li', {}, one)))]
  if (state.trouble) return [h('h1', {}, state.trouble === 'often' ? t.title : t.offlineTitle), h('p', { role: 'alert' }, state.trouble === 'often' ? t.tooOften : t.offline), again()]
  if (!state.token) return [h('h1', {}, t.noCodeTitle), h('p', {}, t.noCode), help()]
  if (!state.matter) return [h('h1', {}, t.title), h('p', { role: 'status' }, t.loading)]
  const of = state.matter
  const parts = [h('p', { class: 'from' }, of.village), h('h1', {}, of.title || t.title), standing(of)]
  if (state.told) parts.push(h('p', { id: 'told', class: 'note', role: 'status', tabindex: '-1' }, state.told))
  if (of.may_answer) parts.push(question(of))
  return [...parts, history_(of), police(of), ...(of.household ? [who(), lets(words(), state.letting, { busy: state.busy, day, open: openLets, give, back: takeBack, redraw: draw, wrong: refused('lets') }), own()] : [h('section', {}, h('h2', {}, t.own), h('p', {}, t.noHouse))]), help()]
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
    refused('answer'),
    h('button', { type: 'submit', class: 'big main', disabled: state.busy }, state.busy ? t.sending : t.send(t.word[word] ?? '')))
}

function history_(of: Matter): HTMLElement {
  const t = words()
  const lines = past(of, t).map((line) => h('li', {}, h('p', { class: 'day' }, day(line.day)), h('p', {}, line.text), line.quote && h('blockquote', {}, line.quote)))
  return h('section', {}, h('ol', { class: 'story' }, lines))
}

/** Whether the police officer of the village may know of it, as the household wishes. */
function police(of: Matter): HTMLElement | false {
  const t = words()
  if (of.stage === 'finished' && !of.police) return false
  return h('section', { id: 'police', tabindex: '-1' }, h('h2', {}, t.police), h('p', {}, of.police ? t.policeYes : t.policeNo), refused('police'),
    h('button', { type: 'button', class: 'big no-print', disabled: state.busy, click: () => void tellPolice(!of.police) }, of.police ? t.policeBack : t.policeTell))
}

/** What the server would not do, where it was asked. */
const refused = (at: Place): HTMLElement | false => state.at === at && state.wrong !== '' && h('p', { class: 'note bad', role: 'alert' }, state.wrong)

function who(): HTMLElement {
  const t = words()
  const all = state.readers?.items
  const line = ({ reader, classes, times }: Looks): HTMLElement =>
    h('li', { 'data-look': reader.event, tabindex: '-1' }, h('p', { class: 'day' }, moment(reader.at), times > 1 && ` · ${t.times(times)}`),
      h('p', {}, h('strong', {}, reader.unit), ` ${t.role[reader.role] ?? reader.role} ${t.looked} `, h('strong', {}, classes.map((one) => t.saw[one] ?? one).join(state.lang === 'zh' ? '、' : ', ')), reader.whole_village && t.readersWhole),
      h('p', {}, t.reason(reader.purpose)),
      reader.asked ? [h('p', { class: 'small' }, t.askedOn(day(reader.asked.asked_on))), ...owed(reader.asked)]
        : h('button', { type: 'button', class: 'ask no-print', disabled: state.busy, click: () => void askWhy(reader.event) }, t.askWhy))
  return h('section', { id: 'readers' }, h('h2', { tabindex: '-1' }, t.readers), h('p', { class: 'small' }, t.readersLead), refused('readers'),
    !all && h('button', { type: 'button', class: 'big no-print', disabled: state.busy, click: () => void look() }, t.readersOpen),
    all && (all.length ? h('ul', { class: 'looks' }, gathered(all).map(line)) : h('p', {}, t.readersNone)))
}

/** An answer, or until when it is owed. */
function owed(of: Question): HTMLElement[] {
  const t = words()
  if (!of.answer) return [h('p', { class: 'strong' }, t.owed(of.unit || t.someone, day(of.due)))]
  return [h('p', { class: 'strong' }, t.answered(of.unit || t.someone)), h('blockquote', {}, of.answer)]
}

/** The household's copy, a correction, its erasure. */
function own(): HTMLElement {
  const t = words()
  const known = state.readers?.requests ?? []
  const line = (one: Question): HTMLElement => h('li', {}, h('p', { class: 'strong' }, t.wish[one.kind] ?? ''), h('p', { class: 'day' }, t.wished(day(one.asked_on))), one.words && h('p', {}, one.words), ...owed(one))
  const pick = (kind: Wish): void => {
    state.wish = state.wish === kind ? undefined : kind
    draw()
    document.querySelector<HTMLElement>(`[data-wish=${kind}]`)?.focus()
  }
  const choice = (kind: Wish): HTMLElement => h('button', { type: 'button', class: 'big word', 'data-wish': kind, 'aria-pressed': String(state.wish === kind), click: () => pick(kind) }, t.wish[kind])
  return h('section', { id: 'own' }, h('h2', { tabindex: '-1' }, t.own), h('p', { class: 'small' }, t.ownLead),
    known.length > 0 && h('ul', { class: 'looks' }, known.map(line)),
    h('div', { class: 'words no-print' }, WISHES.map(choice)), state.wish && wishForm(state.wish))
}

function wishForm(kind: Wish): HTMLElement {
  const t = words()
  const text = h('textarea', { id: 'wish', rows: '3', maxlength: '500', required: kind === 'correct', input: (event) => (state.wishWords = (event.target as HTMLTextAreaElement).value) }) as HTMLTextAreaElement
  text.value = state.wishWords
  return h('form', { class: 'no-print', submit: (event) => (event.preventDefault(), void askFor(kind)) },
    t.wishHint[kind] && h('p', {}, t.wishHint[kind]), h('label', { for: 'wish' }, t.wishWords[kind], h('small', {}, ` ${kind === 'correct' ? t.needed : t.optional}`)), text, refused('wish'),
    h('button', { type: 'submit', class: 'big main', disabled: state.busy }, state.busy ? t.sending : t.wishSend))
}

function help(): HTMLElement {
  const t = words()
  return h('section', { class: 'help' }, h('h2', {}, t.helpTitle), h('p', {}, t.help), h('p', { class: 'no-print' }, h('a', { class: 'big', href: '/complain/' }, t.complain)),
    h('p', { class: 'no-print' }, h('button', { type: 'button', class: 'big', click: () => window.print() }, t.print)), state.matter && h('p', { class: 'no-print' }, h('button', { type: 'button', class: 'big', click: close }, t.leave)), h('p', { class: 'small no-print' }, t.close))
}

/** Nobody who takes the phone next sees the matter. */
function close(): void {
  state.token = ''
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Nothing was kept.
  }
  void begin()
  window.scrollTo(0, 0)
}

addEventListener('hashchange', () => takeToken() && void begin())
takeToken()
void begin()
