import type { AccessEvent } from '@/api/types'

export interface Looks { event: AccessEvent; times: number }

/** Looks of one person at one thing for one purpose on one day, one after the other, in one line: reloading a page adds none. */
export function gathered(events: readonly AccessEvent[]): Looks[] {
  const lines: Looks[] = []
  const same = (a: AccessEvent, b: AccessEvent): boolean =>
    a.day === b.day && a.name === b.name && a.unit === b.unit && a.class === b.class && a.whole_village === b.whole_village && a.purpose === b.purpose
  for (const event of events) {
    const last = lines.at(-1)
    if (last && same(last.event, event)) last.times += 1
    else lines.push({ event, times: 1 })
  }
  return lines
}
