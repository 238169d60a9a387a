// Short words about what was just done, read out by screen readers too.
import { shallowRef } from 'vue'

export interface Notice { id: number; text: string; bad: boolean }
export const notices = shallowRef<Notice[]>([])
let last = 0

export function tell(text: string, bad = false): void {
  const notice = { id: ++last, text, bad }
  notices.value = [...notices.value, notice]
  setTimeout(() => dismiss(notice.id), bad ? 12_000 : 6_000)
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id)
}
