// The phone of a linked official when something else moves as well: another tab, another writer, a newer build, time, an administrator.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, afterEach, test } from 'node:test'
import { line } from '../line.mjs'
import { DESK, PHONE, clean, signIn, signedIn, until } from '../page.mjs'
import { closeAll, feed, household, kept, noted, offline, readable, ready, said, state, synced, talk, watched } from '../phone.mjs'
import { PASSWORD, start } from '../server.mjs'

const DAY = 86_400_000
const PUSH = 'POST /api/v1/sync/push'
let site
let wire
let folder
before(async () => (site = await start()))
after(() => site?.stop())
beforeEach(async () => {
  wire = await line(site.url)
  folder = mkdtempSync(join(tmpdir(), 'lianxin-phone-'))
})
afterEach(async () => {
  await closeAll()
  wire.close()
  rmSync(folder, { recursive: true, force: true })
})

const pushes = () => wire.log.filter((name) => name === PUSH).length
const drawers = async (page) => [(await kept(page, 'blocks')).length, (await kept(page, 'queue')).length]

/** Sends a record under a name that somebody else's record here bears, past the phone, with the session of its browser. */
async function sentElsewhere(context, id, body) {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const ask = async (path, more = {}) => (await fetch(`${site.url}/api/v1${path}`, { ...more, headers: { cookie, 'content-type': 'application/json', ...more.headers } })).json()
  const { csrf } = await ask('/session')
  const device = (await ask('/sync/devices')).items.find((one) => one.state === 'active').id
  const { results } = await ask('/sync/push', { method: 'POST', headers: { 'x-csrf-token': csrf }, body: JSON.stringify({ device, records: [{ id, kind: 'visit', body }] }) })
  assert.equal(results[0].outcome, 'created')
}

test('the same record with other words is shown with both sides, and settled by hand either way', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  const clash = async (mine, theirs) => {
    await offline(phone, wire, true)
    await talk(page, home, mine)
    const [id] = await kept(page, 'queue')
    await sentElsewhere(context, id, { village: home.village, household: home.id, day, how: 'phone', did: [], with: [], statements: [{ words: theirs, consent: true, quotable: false }], needs: [], promises: [], kept: [], corrects: null, at: Date.now() })
    await offline(phone, wire, false)
    await until(async () => (await state(page)).includes('1 条待处理'), 'one to settle')
    await page.goto('/my/phone')
    await page.getByText('有冲突').first().waitFor()
    assert.deepEqual([await page.locator('.sides').getByText(mine).count(), await page.locator('.sides').getByText(theirs).count()], [1, 1])
    await readable(page)
    return id
  }
  await clash('我写的第一句', '别处写的第一句')
  await page.getByRole('button', { name: '用服务器上的' }).click()
  await page.getByText('没有被退回的，也没有冲突').waitFor()
  assert.deepEqual(await kept(page, 'queue'), [])
  await synced(page)

  const id = await clash('我写的第二句', '别处写的第二句')
  await page.getByRole('button', { name: '把我的作为更正发送' }).click()
  await page.getByText('没有被退回的，也没有冲突').waitFor()
  await synced(page)
  const lines = await feed(page)
  const one = (words) => said(lines, words).map(({ data }) => [data.state, data.corrects])
  assert.deepEqual([one('我写的第一句'), one('别处写的第一句')], [[], [['stands', null]]])
  assert.deepEqual([one('别处写的第二句'), one('我写的第二句')], [[['corrected', null]], [['stands', id]]])
  await context.close()
})

test('a talk saved in one tab is there in the other, and is sent once', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  const other = watched(await context.newPage())
  await other.goto(`/my/households/${home.id}`)
  await other.getByRole('heading', { name: home.name }).waitFor()
  await offline(phone, wire, true)
  await talk(page, home, '两个窗口都看得到')
  await other.getByText('两个窗口都看得到').waitFor()
  await until(async () => (await state(other)).includes('1 条待发'), 'one that waits, in the other tab')
  wire.log.length = 0
  await offline(phone, wire, false)
  for (const tab of [page, other]) await synced(tab)
  for (const tab of [page, other]) await until(async () => (await tab.getByText('已存本机，待发送').count()) === 0, 'nothing that waits')
  assert.equal(pushes(), 1)
  assert.equal(said(await feed(page), '两个窗口都看得到').length, 1)
  assert.deepEqual([page.errors, other.errors], [[], []])
  await context.close()
})

test('a newer build waits until it is taken', async () => {
  const { page, context } = await ready(wire, folder)
  const build = () => page.evaluate(async () => [document.querySelector('meta[name=build]')?.content ?? 'first', ...(await caches.keys())].join())
  const first = await build()
  assert.match(first, /^first,lianxin \w+$/)
  const served = async (path, change, type) => {
    const text = change(await (await fetch(`${site.url}${path}`)).text())
    return (answer) => answer.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(text)
  }
  const changed = {
    '/sw.js': await served('/sw.js', (text) => text.replace(/const NAME = .*/, 'const NAME = `lianxin newer`'), 'text/javascript'),
    '/': await served('/', (text) => text.replace('<head>', '<head><meta name="build" content="newer">'), 'text/html; charset=utf-8'),
  }
  wire.answer = ({ url }, answer) => changed[url] && (changed[url](answer), true)
  await page.goto('/my/phone')
  await page.getByText('有新版本').waitFor()
  await readable(page)
  // It is there, and the old one goes on, also over new pages.
  await page.goto('/my/villages')
  await page.locator('article h2').first().waitFor()
  assert.equal((await build()).split(',')[0], 'first')
  await page.goto('/my/phone')
  await page.getByRole('button', { name: '现在更新' }).click()
  await until(async () => (await build().catch(() => '')) === 'newer,lianxin newer', 'the newer build, alone')
  await page.getByText('首次下载').waitFor()
  assert.equal(await page.getByText('有新版本').count(), 0)
  assert.deepEqual(page.errors, [])
  await context.close()
})

test('after fourteen days of silence the copy goes and says so, what is unsent stays and is sent; the week’s burden is told', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  await offline(phone, wire, true)
  await talk(page, home, '十四天前写的')
  await until(async () => Object.values((await noted(page, 'burden')) ?? {}).some((week) => week.seconds.length === 1 && week.read.statements), 'the burden of this week')
  await context.clock.setFixedTime(Date.now() + 13.9 * DAY)
  await page.goto('/my/next')
  await page.locator('a.home').first().waitFor()
  assert.equal((await drawers(page))[1], 1)
  await context.clock.setFixedTime(Date.now() + 14.1 * DAY)
  await page.goto('/my/next')
  await page.getByText('超过十四天没有同步').waitFor()
  assert.deepEqual(await drawers(page), [0, 1])
  assert.equal(await page.getByText(home.name).count(), 0)
  await readable(page)
  await page.goto('/my/phone')
  await page.getByText('十四天前写的').waitFor()
  await readable(page)

  const told = page.waitForResponse((reply) => reply.url().endsWith('/api/v1/burden'))
  await offline(phone, wire, false)
  await synced(page)
  assert.equal(said(await feed(page), '十四天前写的').length, 1)
  const reply = await told
  assert.equal(reply.status(), 200, 'the server knows every field that the phone names')
  const { fields, read } = reply.request().postDataJSON()
  assert.deepEqual([fields.statements, fields.household, fields.promises, read.statements], [1, 1, 0, 1])
  await context.close()
})

test('an administrator takes the copy from a phone: it wipes, keeps what is unsent, and the office sees that it did', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  await offline(phone, wire, true)
  await talk(page, home, '被停用前写的')

  const admin = await signedIn(site, 'admin')
  await admin.goto('/accounts')
  await admin.getByRole('searchbox').fill('cadre')
  await admin.getByRole('row').filter({ hasText: 'cadre' }).getByRole('link').click()
  const section = admin.locator('section').filter({ has: admin.getByRole('heading', { name: '带副本的设备' }) })
  await section.getByText('在用').first().waitFor()
  for (const size of [DESK, PHONE]) {
    await admin.setViewportSize(size)
    await clean(admin)
    await section.getByRole('button', { name: /^停用/ }).first().click()
    await admin.getByText('下次联网时清除副本，并向服务器报告').waitFor()
    await clean(admin)
    await admin.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  }
  // Phones of the journeys before this one are still in use.
  for (let left = await section.getByText('在用').count(); left > 0; left--) {
    await section.getByRole('button', { name: /^停用/ }).first().click()
    await admin.getByRole('button', { name: '停用这台设备' }).click()
    await until(async () => (await section.getByText('在用').count()) === left - 1, 'one device less')
  }

  await offline(phone, wire, false)
  await page.getByText('这部手机已被停用').first().waitFor()
  await until(async () => (await drawers(page)).join() === '0,1', 'the copy gone, the record there')
  assert.equal(await page.getByText(home.name).count(), 0)
  await page.goto('/my/phone')
  await page.getByText('被停用前写的').waitFor()
  await readable(page)
  await until(async () => {
    await admin.reload()
    await section.getByText('已停用').first().waitFor()
    return section.getByText('已停用，副本已清除').count()
  }, 'the phone’s word that the copy is gone')
  await clean(admin)
  await admin.context().close()
  await page.getByRole('button', { name: '重新启用这部手机' }).click()
  await synced(page)
  assert.equal(said(await feed(page), '被停用前写的').length, 1)
  await context.close()
})

test('a sign-out whose reply was lost leads to the sign-in page', async () => {
  const { page, context } = await ready(wire, folder)
  wire.lose = 'DELETE /api/v1/session'
  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('button', { name: '退出' }).last().click()
  await page.locator('input[name=password]').waitFor()
  assert.equal(wire.lose, '', 'the reply was lost')
  assert.equal(await page.evaluate(() => localStorage.getItem('lianxin.leaving')), '1')
  await page.goto('/')
  await signIn(page, 'cadre', PASSWORD)
  await page.waitForURL('**/my/next')
  assert.equal(await page.evaluate(() => localStorage.getItem('lianxin.leaving')), null)
  await synced(page)
  await context.close()
})
