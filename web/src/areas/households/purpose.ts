// Why one looks: said once for a village, kept in memory only, and gone with the window.
import { shallowRef } from 'vue'

const said = shallowRef<{ village: string; text: string }>()

export const purposeFor = (village: string): string => (said.value?.village === village ? said.value.text : '')
/** The county's ref of a household names no village: whoever comes from its list brings the purpose along. */
export const lastPurpose = (): string => said.value?.text ?? ''
export function sayPurpose(village: string, text: string): void {
  said.value = { village, text }
}
