// Cases in numbers: the office's page and its report in one click, and what everybody may see without an account.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, sees, signedIn, visitor } from '../page.mjs'
import { start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `figures-${name}.png`), fullPage: true })
}
/** The same page at the desk and on a phone. */
async function both(page, name) {
  for (const [where, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    await page.setViewportSize(viewport)
    await clean(page)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${page.url()} is wider than the ${where}`)
    await shot(page, `${name}-${where}`)
  }
  await page.setViewportSize(DESK)
}

test('the office goes from the numbers of cases to what is stuck and to the report', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/cases/figures/3708')
  await sees(page, '其余了结的，群众怎么说')
  const now = page.locator('nav.rail [aria-current=page]')
  assert.deepEqual(await now.allInnerTexts(), ['事项成效'])
  await page.locator('nav.rail').getByRole('link', { name: '卡住的事项' }).click()
  await page.waitForURL('**/cases/stuck**')
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

test('cases are told by theme, by place of a theme and over quarters, and lead to what the public is told', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/cases/figures/3708')
  await page.getByRole('link', { name: '分主题、分地方、逐季看' }).click()
  await page.waitForURL('**/cases/figures/3708/themes')
  await sees(page, '分主题 · 群众的话')
  await both(page, 'themes')
  await page.getByRole('link', { name: '饮水灌溉' }).or(page.locator('main table a')).first().click()
  await page.waitForURL(/part=/)
  await sees(page, '各县 · 群众的话')
  await sees(page, '逐季 · 时限与反复')
  await both(page, 'theme')
  await page.locator('main table').nth(2).getByRole('link').first().click()
  await sees(page, '各乡镇 · 群众的话')
  await both(page, 'theme-county')
  // The other cut: by whom they came to light, down to the counties.
  await page.goto('/cases/figures/3708')
  await page.getByRole('link', { name: '分层面看：这些事是通过谁听到的' }).click()
  await page.waitForURL('**/cases/figures/3708/tiers')
  await sees(page, '分层面 · 时限与反复')
  await both(page, 'tiers')
  await page.locator('main table').first().getByRole('link', { name: '乡镇包村' }).click()
  await page.waitForURL(/part=township_charge/)
  await sees(page, '各县 · 群众的话')
  await both(page, 'tier')
  await page.locator('main table').nth(2).getByRole('link').first().click()
  await sees(page, '逐季 · 群众的话')
  assert.equal(await page.getByText('各乡镇').count(), 0, 'of a tier no township is told')
  await page.goto('/satisfaction/3708')
  await page.getByRole('link', { name: '向群众公开的回访结果' }).click()
  await page.waitForURL('**/open#answers')
  await sees(page, '随机回访：群众怎么说')
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
    await sees(page, '随机回访：群众怎么说')
    await page.locator('#answers').getByText('95% 区间').or(page.getByText('还没有公布过')).first().waitFor()
    await page.locator('#answers details').first().evaluate((all) => (all.open = true)).catch(() => {})
    await clean(page)
    await shot(page, `open-${where}`)
    assert.deepEqual(await page.context().cookies(), [])
    await page.getByRole('button', { name: /English/ }).click()
    await sees(page, 'How these numbers are made')
    await page.getByRole('link', { name: 'Emergency looks' }).click()
    await page.waitForURL('**/open/glass')
    await clean(page)
  })
}
