// The language of the interface, and typed dictionaries: the Chinese one sets the shape, the English one must match it.
import { computed, ref, type ComputedRef } from 'vue'

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

export function words<W>(of: Dictionary<W>): ComputedRef<W> {
  return computed(() => of[lang.value])
}
