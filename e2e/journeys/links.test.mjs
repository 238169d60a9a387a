// Journeys through the links of a small city, in a real browser against the real program.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { PHONE, clean, sees, signIn, signedIn, until, visitor } from '../page.mjs'
import { root, start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

test('a wrong password says so, the right one leads to the city', async () => {
  const page = await visitor(site)
  await page.goto('/')
  await clean(page)
  await signIn(page, 'office', 'wrong wrong wrong')
  await page.getByText('账号或密码不对').waitFor()
  await signIn(page, 'office', 'jining-2026-demo')
  await sees(page, '干部全覆盖')
  assert.match(await page.locator('h1').first().innerText(), /济宁市/)
})

test('from the city down to a village and its notice', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/overview/3708')
  await page.getByRole('link', { name: '任城区' }).first().click()
  await page.waitForURL('**/overview/370811')
  await sees(page, '许庄街道')
  await page.goto('/overview/370811002')
  await sees(page, '航运新村居委会')
  await page.goto('/villages/370811002001')
  await sees(page, '谁在联系本村')
  await page.goto('/print/village/370811002001')
  await sees(page, '航运新村居委会联系干部公示')
})

test('a plan is made, solved, explained, changed while one looks, and published', async () => {
  const page = await signedIn(site, 'office')
  const api = (method, path, body) => call(page, method, path, body)
  await page.goto('/plans/new')
  await clean(page)
  const tiers = ['contact_point', 'paired_unit', 'township_charge', 'police_liaison']
  const plan = await api('POST', '/plans', { name: '试行方案', place: '3708', tiers, mode: 'full' })
  await page.goto(`/plans/${plan.ref}`)
  await page.getByRole('button', { name: '求解' }).first().click()
  await page.getByText('最优性已核验').first().waitFor()
  await clean(page)
  await page.goto(`/plans/${plan.ref}/links`)
  await page.locator('tbody').getByText('为什么是他').first().click()
  await page.getByText('这个村的下几个人选').waitFor()
  await page.getByRole('dialog').locator('textarea, input[type=text], input:not([type])').first().fill('亲属回避')
  const begun = Date.now()
  await page.getByRole('button', { name: '回避这一条' }).click()
  const changed = await until(async () => (await api('GET', `/plans/${plan.ref}`)).choices.length === 1, 'the choice')
  assert.ok(changed)
  console.log(`a ban was answered and kept after ${Date.now() - begun} ms`)
  await clean(page)
  await page.goto(`/plans/${plan.ref}`)
  await api('POST', `/plans/${plan.ref}/publish`, { starts: today(), document: '济下派办〔2026〕2号' })
  await until(async () => (await api('GET', `/plans/${plan.ref}`)).state === 'published', 'the publication')
  await page.reload()
  await sees(page, '已发布')
})

test('rules that cannot be met name whom they leave out', async () => {
  const page = await signedIn(site, 'office')
  const api = (method, path, body) => call(page, method, path, body)
  const plan = await api('POST', '/plans', { name: '规则过紧', place: '3708', tiers: ['police_liaison'], mode: 'full' })
  plan.rules.tiers.police_liaison.per_official.most = 1
  await api('PUT', `/plans/${plan.ref}/rules`, plan.rules)
  await page.goto(`/plans/${plan.ref}/rules`)
  await clean(page)
  await page.goto(`/plans/${plan.ref}`)
  await page.getByRole('button', { name: '求解' }).first().click()
  await until(async () => (await api('GET', `/plans/${plan.ref}`)).infeasible, 'the named group')
  await until(async () => (await page.locator('main').innerText()).includes('村'), 'the page')
  await clean(page)
})

test('a roster is previewed with its problems by cell', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/imports')
  await clean(page)
  await page.setInputFiles('input[type=file]', join(root, 'fixtures/roster-problems.xlsx'))
  await page.getByText('怎样改').first().waitFor()
  await page.getByText('身份证号存成了数字').first().waitFor()
  await clean(page)
  const download = page.waitForEvent('download')
  await page.getByText('下载标好问题的原表').click()
  const file = readFileSync(await (await download).path())
  assert.equal(file.subarray(0, 2).toString(), 'PK')
})

test('both coverages are proved and a changed snapshot is refused', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/proof')
  await sees(page, '干部全覆盖')
  const made = await call(page, 'POST', '/snapshots', { as_of: today() })
  const verdicts = await page.evaluate(async (ref) => {
    const session = await (await fetch('/api/v1/session')).json()
    const file = new Uint8Array(await (await fetch(`/api/v1/snapshots/${ref}/file`)).arrayBuffer())
    const verify = async (bytes) => {
      const reply = await fetch('/api/v1/snapshots/verify', { method: 'POST', body: bytes, headers: { 'x-csrf-token': session.csrf } })
      return (await reply.json()).ok
    }
    const sound = await verify(file)
    file[Math.floor(file.length / 2)] ^= 1
    return [sound, await verify(file)]
  }, made.ref)
  assert.deepEqual(verdicts, [true, false])
})

test('an official has their villages in the hand', async () => {
  const page = await signedIn(site, 'cadre', PHONE)
  await page.goto('/my/villages')
  await sees(page, '我的联系村')
  await page.goto('/plans')
  await until(async () => !(await page.locator('main').innerText()).includes('新建方案'), 'no plans for officials')
})

test('the office reads what somebody says before signing in', async () => {
  const page = await visitor(site, PHONE)
  await page.goto('/sign-in')
  await clean(page)
  const said = await page.evaluate(async () => {
    const body = JSON.stringify({ kind: 'suggestion', text: '字再大一点', page: '/sign-in', contact: '' })
    return (await fetch('/api/v1/suggestions', { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status
  })
  assert.equal(said, 200)
  const office = await signedIn(site, 'office')
  await office.goto('/suggestions')
  await sees(office, '字再大一点')
})

test('the keyboard alone leads from signing in to a county', async () => {
  const page = await visitor(site)
  await page.goto('/')
  await page.locator('form input').first().focus()
  await page.keyboard.type('office')
  await page.keyboard.press('Tab')
  await page.keyboard.type('jining-2026-demo')
  await page.keyboard.press('Enter')
  await page.getByText('各县').first().waitFor()
  await page.getByRole('link', { name: '兖州区' }).first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/overview/370812')
  await clean(page)
})

test('the page speaks English too', async () => {
  const page = await signedIn(site, 'office')
  await page.goto('/overview/3708')
  await page.getByText('English').first().click()
  await until(async () => (await page.evaluate(() => document.documentElement.lang)).startsWith('en'), 'English')
  await clean(page)
})

test('every page of the office is clean on a phone', async () => {
  const page = await signedIn(site, 'office', PHONE)
  for (const path of ['/overview/3708', '/officials', '/units', '/plans', '/proof', '/imports', '/villages/370811002001', '/my/account', '/about']) {
    await page.goto(path)
    await page.locator('h1').first().waitFor()
    await clean(page)
  }
})

function today() {
  return new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
}

/** Calls the API as the page would. */
async function call(page, method, path, body) {
  const reply = await page.evaluate(
    async ([method, path, body]) => {
      const session = await (await fetch('/api/v1/session')).json()
      const headers = { 'content-type': 'application/json', 'x-csrf-token': session.csrf }
      const reply = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) })
      return { status: reply.status, json: await reply.json() }
    },
    [method, path, body],
  )
  assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.json)}`)
  return reply.json
}
