// Finds a household by the name of whoever lives there, by pinyin, by initials or by house number.
import type { Household } from './types'

/** How well a household fits, smaller is better; undefined when it does not. */
export function fits(home: Household, asked: string): number | undefined {
  const text = plain(asked)
  if (!text) return 0
  const people = [home, ...home.residents]
  if (/\p{Script=Han}/u.test(text)) {
    const at = people.findIndex((one) => plain(one.name).includes(text))
    return at >= 0 ? at : plain(home.house).includes(text) ? 50 : undefined
  }
  const house = plain(home.house)
  if (/^\d/.test(text)) return house === text ? 0 : house.startsWith(text) ? 1 : house.includes(text) ? 2 : undefined
  let best: number | undefined
  for (const [n, one] of people.entries()) {
    const found = spoken(plain(one.initials), plain(one.pinyin), text)
    if (found !== undefined && (best === undefined || found * 10 + n < best)) best = found * 10 + n
  }
  return best ?? (house.includes(text) ? 90 : undefined)
}

function spoken(initials: string, pinyin: string, text: string): number | undefined {
  if (initials === text) return 0
  if (pinyin === text) return 1
  if (initials.startsWith(text)) return 2
  return pinyin.startsWith(text) ? 3 : undefined
}

export function find(homes: readonly Household[], asked: string): Household[] {
  const found = homes.flatMap((home) => {
    const fit = fits(home, asked)
    return fit === undefined ? [] : [{ home, fit }]
  })
  return found.sort((a, b) => a.fit - b.fit).map(({ home }) => home)
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s'’]+/g, '').replaceAll('ü', 'v')
