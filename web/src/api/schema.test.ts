// The committed types are those of the committed document.
import { readFileSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'
import { expect, it } from 'vitest'

it('is fresh: run `cargo xtask bless`', async () => {
  const document = new URL('../../../docs/openapi.json', import.meta.url)
  const made = astToString(await openapiTS(document))
  const committed = readFileSync(new URL('./schema.ts', import.meta.url), 'utf8')
  expect(committed.endsWith(made)).toBe(true)
})
