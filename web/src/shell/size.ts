// The size of the letters, as the reader chose it on this device.
import { ref } from 'vue'

const KEY = 'lianxin.size'
function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === 'large'
  } catch {
    return false
  }
}
export const large = ref(kept())
export function applySize(): void {
  document.documentElement.classList.toggle('large', large.value)
}
export function setLarge(to: boolean): void {
  large.value = to
  try {
    localStorage.setItem(KEY, to ? 'large' : '')
  } catch {
    // A browser that keeps nothing shows it until it is closed.
  }
  applySize()
}
