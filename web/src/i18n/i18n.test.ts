import { describe, expect, it } from 'vitest'
import { about } from './about'
import { access } from './access'
import { exchange } from './exchange'
import { complain } from './complain'
import { complaints } from './complaints'
import { loadEnglish, type Dictionary } from './lang'
import { cases } from './cases'
import { coverage, links } from './links'
import { log } from './log'
import { openAnswers } from './openAnswers'
import { oversight } from './oversight'
import { mycases } from './mycases'
import { people } from './people'
import { phone } from './phone'
import { places } from './places'
import { resolution } from './resolution'
import { resident } from './resident'
import { satisfaction } from './satisfaction'
import { shell } from './shell'
import { sync } from './sync'
import { takehome } from './takehome'
import { terms } from './terms'
import { ui } from './ui'
import { verbs } from './verbs'
import { visits } from './visits'
import { desks } from './ways'

await loadEnglish()
const all: Record<string, Dictionary<unknown>> = { about, access, cases, complain, complaints, coverage, desks, exchange, links, log, mycases, openAnswers, oversight, people, phone, places, resident, resolution, satisfaction, shell, sync, takehome, terms, ui, verbs, visits }

function leaves(of: unknown, path = ''): Map<string, unknown> {
  if (typeof of !== 'object' || of === null) return new Map([[path, of]])
  return new Map(Object.entries(of).flatMap(([key, value]) => [...leaves(value, `${path}.${key}`)]))
}
const say = (leaf: unknown): string => (typeof leaf === 'function' ? String(leaf(...Array(leaf.length).fill(2))) : String(leaf))

describe.each(Object.entries(all))('%s', (_, dictionary) => {
  const [zh, en] = [leaves(dictionary.zh), leaves(dictionary.en)]
  it('has the same words in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  })
  it('says the same kind of thing, and leaves nothing empty that is said in Chinese', () => {
    for (const [key, leaf] of zh) {
      expect(typeof en.get(key), key).toBe(typeof leaf)
      if (say(leaf) !== '') expect(say(en.get(key)), key).not.toBe('')
    }
  })
  it('has no Chinese in English but the name of the language', () => {
    for (const [key, leaf] of en) if (!key.startsWith('.lang') && key !== '.other') expect(say(leaf), key).not.toMatch(/\p{Script=Han}/u)
  })
})
