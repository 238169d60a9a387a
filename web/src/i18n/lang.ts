// The language of the interface, and typed dictionaries: the Chinese one sets the shape, the English one must match it.
import { computed, ref, shallowRef, type ComputedRef } from 'vue'

export type Lang = 'zh' | 'en'
export interface Dictionary<W> {
  zh: W
  en: W
}

const KEY = 'lianxin.lang'

function stored(): Lang {
  if (typeof localStorage === 'undefined') return 'zh'
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

export const lang = ref<Lang>(stored())
export const locale = computed(() => (lang.value === 'zh' ? 'zh-CN' : 'en'))

export function setLang(next: Lang): void {
  lang.value = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // A browser that keeps nothing still shows the chosen language until it is closed.
  }
  applyLang()
}

export function applyLang(): void {
  document.documentElement.lang = locale.value
}

export function dictionary<W>(zh: W, en: NoInfer<W>): Dictionary<W> {
  return { zh, en }
}

const english = new Set<() => Promise<void>>()
let fetching: Promise<unknown> = Promise.resolve()

/** A dictionary whose English comes in a file of its own: phones in the villages load one language. Until it is there, Chinese is shown. */
export function twoFiles<W>(zh: W, load: () => Promise<{ default: NoInfer<W> }>): Dictionary<W> {
  const en = shallowRef<W>()
  let asked: Promise<void> | undefined
  const fetch = (): Promise<void> => (asked ??= load().then((file) => void (en.value = file.default), () => void (asked = undefined)))
  english.add(fetch)
  if (lang.value === 'en') fetching = Promise.all([fetching, fetch()])
  return {
    zh,
    get en() {
      if (!en.value) void fetch()
      return en.value ?? zh
    },
  }
}
/** Resolves when the English that is on its way is there. */
export const spoken = (): Promise<unknown> => fetching
/** Fetches all English there is. */
export const loadEnglish = async (): Promise<void> => void (await Promise.all([...english].map((fetch) => fetch())))

export function words<W>(of: Dictionary<W>): ComputedRef<W> {
  return computed(() => of[lang.value])
}
