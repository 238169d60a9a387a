// Every deed of the API has a name in both languages.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verbs } from './verbs'

it('names every verb that writes', () => {
  const document = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'))
  const operations = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
  const writing = operations.flatMap((path) => Object.entries(path).filter(([method]) => method !== 'get').map(([, operation]) => operation.operationId))
  for (const dictionary of [verbs.zh, verbs.en]) expect(writing.filter((verb) => !dictionary[verb])).toEqual([])
})
