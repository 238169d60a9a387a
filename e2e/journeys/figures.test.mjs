// Cases in numbers: the office's page and its report in one click, and what everybody may see without an account.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, sees, signedIn, visitor } from '../page.mjs'
import { start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

test('the office goes from the numbers of cases to what is stuck and to the report', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/cases/figures/3708')
  await sees(page, '其余了结的，群众怎么说')
  const now = page.locator('nav.rail [aria-current=page]')
  assert.deepEqual(await now.allInnerTexts(), ['事项成效'])
  await page.locator('nav.rail').getByRole('link', { name: '卡住的事项' }).click()
  await page.waitForURL('**/cases/stuck')
  await sees(page, '该谁动')
  await page.locator('nav.rail').getByRole('link', { name: '月报' }).click()
  await page.waitForURL('**/reports')
  await sees(page, '一点就下载')
  for (const [button, start, ending] of [[/月报，Word$/, 'PK', 'docx'], [/月报，Excel$/, 'PK', 'xlsx']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).first().click()])
    assert.match(download.suggestedFilename(), new RegExp(`^lianxin-report-3708-\\d{4}-\\d{2}\\.${ending}$`))
    assert.equal(readFileSync(await download.path()).subarray(0, 2).toString(), start)
  }
  await clean(page)
})

test('township staff take their own report, and no other', async () => {
  const page = await signedIn(site, 'town', PHONE)
  await page.goto('/reports')
  await sees(page, '一点就下载')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /月报，Word$/ }).first().click()])
  assert.match(download.suggestedFilename(), /^lianxin-report-\d{9}-/)
  assert.equal(await page.evaluate(async () => (await fetch(`/api/v1/reports/${new Date().toISOString().slice(0, 7)}.docx?place=3708`)).status), 404)
})

for (const [where, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
  test(`everybody reads the open page on a ${where}, without an account or a cookie`, async () => {
    const page = await visitor(site, viewport)
    await page.goto('/open')
    await sees(page, '这些数是怎么来的')
    await page.getByText('将在', { exact: false }).first().waitFor()
    assert.deepEqual(await page.context().cookies(), [])
    await page.getByRole('button', { name: /English/ }).click()
    await sees(page, 'How these numbers are made')
    await page.getByRole('link', { name: 'Emergency looks' }).click()
    await page.waitForURL('**/open/glass')
    await clean(page)
  })
}
