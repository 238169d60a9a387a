// Readings that a page waits for: one thing, or a list that comes page by page. What was shown stays until the next answer is there.
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { Problem } from '@/api/client'
import type { Page } from '@/api/types'

export interface Resource<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  loading: ShallowRef<boolean>
  reload: () => Promise<void>
}

export function asProblem(cause: unknown): Problem {
  return cause instanceof Problem ? cause : new Problem(0, 'unexpected', String(cause), '')
}

const aborted = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError'

/** Loads at once and whenever `on` changes; an answer to an older question is dropped. */
export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, on?: () => unknown): Resource<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = shallowRef(true)
  let asked: AbortController | undefined

  async function reload(): Promise<void> {
    asked?.abort()
    const mine = (asked = new AbortController())
    loading.value = true
    try {
      const answer = await load(mine.signal)
      if (mine.signal.aborted) return
      data.value = answer
      problem.value = undefined
    } catch (cause) {
      if (mine.signal.aborted || aborted(cause)) return
      problem.value = asProblem(cause)
    }
    loading.value = false
  }

  if (on) watch(on, reload, { immediate: true })
  else void reload()
  onScopeDispose(() => asked?.abort())
  return { data, problem, loading, reload }
}

export interface Paged<T> {
  items: ShallowRef<T[]>
  next: ShallowRef<string | null>
  problem: ShallowRef<Problem | undefined>
  loading: ShallowRef<boolean>
  /** True once the first page of the present question is there. */
  ready: ShallowRef<boolean>
  more: () => Promise<void>
  reload: () => Promise<void>
}

export function usePaged<T>(load: (after: string | undefined, signal: AbortSignal) => Promise<Page<T>>, on?: () => unknown): Paged<T> {
  const items = shallowRef<T[]>([])
  const next = shallowRef<string | null>(null)
  const problem = shallowRef<Problem>()
  const loading = shallowRef(false)
  const ready = shallowRef(false)
  let asked: AbortController | undefined

  async function fetchPage(after: string | undefined): Promise<void> {
    asked?.abort()
    const mine = (asked = new AbortController())
    loading.value = true
    try {
      let page = await load(after, mine.signal)
      // A search that has looked far enough for one answer may give a page without lines: what follows is asked for at once.
      while (!page.items.length && page.next && !mine.signal.aborted) page = await load(page.next, mine.signal)
      if (mine.signal.aborted) return
      items.value = after ? [...items.value, ...page.items] : page.items
      next.value = page.next
      problem.value = undefined
      ready.value = true
    } catch (cause) {
      if (mine.signal.aborted || aborted(cause)) return
      problem.value = asProblem(cause)
    }
    loading.value = false
  }

  const reload = (): Promise<void> => fetchPage(undefined)
  const more = async (): Promise<void> => {
    if (next.value && !loading.value) await fetchPage(next.value)
  }
  if (on) watch(on, reload, { immediate: true })
  else void reload()
  onScopeDispose(() => asked?.abort())
  return { items, next, problem, loading, ready, more, reload }
}

export interface Action<A extends unknown[]> {
  busy: ShallowRef<boolean>
  problem: ShallowRef<Problem | undefined>
  run: (...args: A) => Promise<boolean>
}

/** A write behind a button: one at a time, its refusal kept for the form to show. Answers whether it was done. */
export function useAction<A extends unknown[]>(act: (...args: A) => Promise<unknown>): Action<A> {
  const busy = shallowRef(false)
  const problem = shallowRef<Problem>()
  async function run(...args: A): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = undefined
    try {
      await act(...args)
      return true
    } catch (cause) {
      problem.value = asProblem(cause)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
