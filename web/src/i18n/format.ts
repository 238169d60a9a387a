// Numbers, shares, days and instants as people read them. Days and instants are those of UTC+8, wherever the browser is.
import { lang, locale } from './lang'

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: (locale: string) => F): F {
  const id = `${locale.value} ${key}`
  let format = cache.get(id)
  if (!format) cache.set(id, (format = make(locale.value)))
  return format as F
}

export function num(value: number): string {
  return cached('num', (l) => new Intl.NumberFormat(l, { maximumFractionDigits: 1 })).format(value).replace('-', '−')
}

export function signed(value: number): string {
  return cached('signed', (l) => new Intl.NumberFormat(l, { signDisplay: 'exceptZero' })).format(value).replace('-', '−')
}

/** A share as a percentage that never claims more than is true: 100 % and 0 % are said only when they are exact. */
export function share(part: number, whole: number): string {
  if (whole === 0) return '—'
  const exact = (part / whole) * 100
  if (exact === 0 || exact === 100) return `${exact}%`
  const digits = exact > 99 || exact < 1 ? 2 : 1
  const step = 10 ** digits
  const rounded = exact < 1 ? Math.max(Math.ceil(exact * step), 1) : Math.floor(exact * step + 1e-9)
  return `${(rounded / step).toFixed(digits)}%`
}

export function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00+08:00`)
}

export function day(value: string | null | undefined): string {
  if (!value) return '—'
  return cached(
    'day',
    (l) => new Intl.DateTimeFormat(l, { timeZone: 'Asia/Shanghai', year: 'numeric', month: lang.value === 'zh' ? 'long' : 'short', day: 'numeric' }),
  ).format(noon(value))
}

/** A day as one says it this year: without the year while it is this one. */
export function nearDay(value: string | null | undefined, now: string): string {
  if (!value || value.slice(0, 4) !== now.slice(0, 4)) return day(value)
  return cached('near', (l) => new Intl.DateTimeFormat(l, { timeZone: 'Asia/Shanghai', month: lang.value === 'zh' ? 'long' : 'short', day: 'numeric' })).format(noon(value))
}

export function moment(ms: number | null | undefined): string {
  if (ms == null) return '—'
  return cached(
    'moment',
    (l) =>
      new Intl.DateTimeFormat(l, {
        timeZone: 'Asia/Shanghai', year: 'numeric', month: lang.value === 'zh' ? '2-digit' : 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
      }),
  ).format(new Date(ms))
}

export function today(now: number): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
}

export function duration(ms: number): string {
  if (ms < 1) return lang.value === 'zh' ? '不到 1 毫秒' : 'under 1 ms'
  if (ms < 1000) return lang.value === 'zh' ? `${Math.round(ms)} 毫秒` : `${Math.round(ms)} ms`
  const seconds = num(ms / 1000)
  return lang.value === 'zh' ? `${seconds} 秒` : `${seconds} s`
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`
  if (size < 1_000_000) return `${num(size / 1000)} kB`
  return `${num(size / 1_000_000)} MB`
}

/** Several things in a row, and a remark after a word, with the marks of the language. */
export function join(items: readonly string[]): string {
  return items.join(lang.value === 'zh' ? '、' : ', ')
}

export function paren(text: string | number): string {
  return lang.value === 'zh' ? `（${text}）` : ` (${text})`
}

/** A count with its English noun. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${num(n)} ${n === 1 ? one : many}`
}
