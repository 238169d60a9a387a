// What was reached and what it costs: the office looks from the city down to a village, township staff at their own, and an
// official at neither.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, clean, sees, signedIn, until } from '../page.mjs'
import { start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

const ask = (page, path) => page.evaluate(async (path) => { const reply = await fetch(`/api/v1${path}`); return { status: reply.status, body: await reply.json() } }, path)

/** The first place below that has a register of households. */
async function within(page, code) {
  const { body } = await ask(page, `/reach/${code}`)
  return body.children.find((child) => child.figures.households.there.n !== 0).place
}

test('the office goes from the city to a village', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/reach/3708')
  await sees(page, '走到哪些户')
  await page.getByText('逐周情况').waitFor()
  let code = '3708'
  for (const level of ['county', 'township', 'village']) {
    const place = await within(page, code)
    assert.equal(place.level, level)
    await page.getByRole('link', { name: place.name, exact: false }).filter({ visible: true }).last().click()
    await page.waitForURL(`**/reach/${place.code}`)
    await sees(page, '由谁走到')
    code = place.code
  }
  await sees(page, '逐周情况从乡镇起汇总')
})

test('the quarter before is another quarter, and its address can be sent to somebody', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/reach/3708')
  await page.getByText('走到哪些户').waitFor()
  const { body } = await ask(page, '/reach/3708')
  assert.ok(body.quarters.length >= 4, `${body.quarters}`)
  await page.getByLabel('季度').selectOption(body.quarters[1])
  await page.waitForURL(`**/reach/3708?quarter=${body.quarters[1]}`)
  const before = await ask(page, `/reach/3708?quarter=${body.quarters[1]}`)
  const n = new Intl.NumberFormat('zh-CN').format(before.body.now.households.reached.n)
  await until(async () => (await page.locator('.big').first().innerText()).includes(n), 'the figure of that quarter')
  await page.reload()
  await until(async () => (await page.locator('.big').first().innerText()).includes(n), 'the same after a reload')
  await clean(page)
})

test('weeks are bars and numbers', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/reach/3708')
  await page.getByText('看数字').click()
  assert.equal(await page.locator('details table tbody tr').count(), 52)
  await page.getByLabel('看什么').selectOption('due')
  await sees(page, '其中已兑现')
})

test('who was not met is a number of a village, and no name', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/reach/3708')
  await page.getByText('户没走到').first().click()
  await page.waitForURL('**/reach/3708/unmet')
  await sees(page, '名字只在乡镇的户册里')
  await page.locator('tbody tr').first().waitFor()
  const { body } = await ask(page, '/reach/3708/unmet')
  assert.doesNotMatch(JSON.stringify(body), /"official|author|"resident|"by"/)
})

test('small numbers are withheld with a mark and a reason', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/reach/3708')
  let code = '3708'
  for (let level = 0; level < 2; level += 1) code = (await within(page, code)).code
  await page.goto(`/reach/${code}`)
  await sees(page, '为防止相减推算')
  const { body } = await ask(page, `/reach/${code}`)
  const figures = body.children.flatMap((child) => Object.values(child.figures.kinds).map((kind) => kind.reached))
  assert.ok(figures.some((figure) => figure.withheld) && figures.every((figure) => figure.n === null || figure.n === 0 || figure.n >= 5))
})

test('township staff see their own place, officials and police none', async () => {
  const town = await signedIn(site, 'town', PHONE)
  const own = await town.evaluate(async () => (await (await fetch('/api/v1/session')).json()).grants[0].place.code)
  await town.goto(`/reach/${own}`)
  await sees(town, '走到哪些户')
  assert.equal((await ask(town, '/reach/3708')).status, 404)
  for (const login of ['cadre', 'police', 'leader']) {
    const page = await signedIn(site, login, PHONE)
    assert.equal((await ask(page, `/reach/${own}`)).status, 404)
    await page.goto(`/reach/${own}`)
    await until(async () => (await page.locator('main').innerText()).includes('没有这个页面'), 'no such page')
  }
})

test('the office sees what a record costs', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/burden/3708')
  await sees(page, '每条记录用时')
  await page.getByText('没人看').first().waitFor()
})

test('the pages are clean on a phone, in English, and by keyboard', async () => {
  const page = await signedIn(site, 'office', PHONE)
  for (const path of ['/reach/3708', '/reach/370811', '/reach/370811/unmet', '/burden/3708']) {
    await page.goto(path)
    await page.locator('table').first().waitFor()
    await clean(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`)
  }
  await page.getByText('English').first().click()
  await sees(page, 'Seconds per record')
  await page.goto('/reach/3708')
  await sees(page, 'Households reached')
  await page.getByText('See the numbers').focus()
  await page.keyboard.press('Enter')
  await page.locator('details table').waitFor()
})
