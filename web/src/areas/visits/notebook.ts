// The notebook of whoever is signed in, kept up with what comes and what is written.
import { computed } from 'vue'
import { own, rows } from '@/data/phone'
import { nearDay, today as dayOf } from '@/i18n/format'
import { session } from '@/shell/session'
import { build, type Book } from './book'
import type { Person } from './types'

export const me = computed<Person>(() => ({ ref: session.value?.official ?? '', name: session.value?.account?.name ?? '' }))
export const book = computed<Book>(() => build([...rows().values()], own.value, me.value))
export const today = (): string => dayOf(Date.now())
export const when = (day: string | null | undefined): string => nearDay(day, today())
