// The phone of a linked official, in a real browser: offline, killed, revoked, behind a PIN, by keyboard, in the sun.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, afterEach, test } from 'node:test'
import { line } from '../line.mjs'
import { signIn, until } from '../page.mjs'
import { carry, closeAll, feed, household, kept, kill, offline, readable, ready, said, state, synced, tabTo, watched } from '../phone.mjs'
import { PASSWORD, start } from '../server.mjs'

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

const typed = (home) => home.initials.replaceAll(' ', '').toLowerCase()

test('a talk is written without a network, survives a kill, and is sent once although the first reply is lost', async () => {
  let phone = await ready(wire, folder)
  const home = await household(phone.page)
  const words = `水压太小，洗菜都接不满一盆 ${Date.now()}`

  await offline(phone, wire, true)
  await phone.page.close()
  phone.page = watched(await phone.context.newPage())
  await phone.page.goto('/')
  await phone.page.waitForURL('**/my/next')

  let taps = 0
  const tap = async (what) => {
    taps++
    await what.click()
  }
  const { page } = phone
  await tap(page.locator('#look'))
  await page.keyboard.type(typed(home))
  await tap(page.locator(`a.home[href="/my/households/${home.id}"]`))
  await tap(page.getByRole('link', { name: '记一次谈话' }).filter({ visible: true }))
  await until(() => page.evaluate(() => document.activeElement?.id === 'said-0'), 'the cursor in the words')
  console.log(`taps before the first letter: ${taps}`)
  assert.ok(taps <= 5, `${taps} taps before text`)
  await page.keyboard.type(words)
  await page.getByRole('button', { name: '同意给同村干部看' }).click()
  await page.locator('#need-0').fill('查一查水压')
  await page.locator('#promise-0').fill('明天问水务站')
  await page.getByRole('button', { name: '三天内' }).click()
  await readable(page)
  await page.getByRole('button', { name: '存下' }).click()
  await page.getByText('已存在本机').first().waitFor()
  await page.getByText(words).first().waitFor()
  await page.getByText('明天问水务站').first().waitFor()
  await until(async () => (await state(page)).includes('1 条待发'), 'one that waits')
  assert.match(await state(page), /离线/)

  await page.goto(`/my/talk?village=${home.village}`)
  await page.locator('#said-0').fill('村口的桥')
  await until(async () => (await kept(page, 'drafts')).length === 1, 'the draft on disk')
  // The browser writes local storage down when it pleases: a phone that dies may have lost all of it.
  await page.evaluate(() => localStorage.clear())
  await kill(phone)

  phone = await carry(wire.url, folder)
  await offline(phone, wire, true)
  await phone.page.goto('/')
  await phone.page.getByText('有一次谈话没写完').waitFor()
  assert.match(await state(phone.page), /1 条待发/)
  await phone.page.getByRole('link', { name: '接着写' }).click()
  await until(async () => (await phone.page.locator('#said-0').inputValue()) === '村口的桥', 'the draft')
  await phone.page.goto(`/my/households/${home.id}`)
  await phone.page.getByText(words).first().waitFor()
  await phone.page.getByText('已存本机，待发送').first().waitFor()

  wire.lose = 'POST /api/v1/sync/push'
  wire.log.length = 0
  await offline(phone, wire, false)
  await synced(phone.page)
  assert.equal(wire.lose, '', 'a reply was lost')
  assert.ok(wire.log.filter((name) => name === 'POST /api/v1/sync/push').length >= 2, 'it was sent again')
  const lines = await feed(phone.page)
  assert.equal(said(lines, words).length, 1)
  const visit = said(lines, words)[0].data
  assert.deepEqual([visit.household, visit.mine, visit.statements[0].consent, visit.statements[0].quotable], [home.id, true, true, false])
  assert.equal(lines.filter((one) => one.entity === 'need' && one.data.visit === visit.id).length, 1)
  assert.equal(lines.filter((one) => one.entity === 'promise' && one.data.visit === visit.id).length, 1)
  await phone.page.reload()
  await phone.page.getByText(words).first().waitFor()
  assert.equal(await phone.page.getByText(words).count(), 1)
  await phone.context.close()
})

test('every page is clean, readable in the sun and large enough to touch, in both languages and sizes', async () => {
  const { page, context } = await ready(wire, folder)
  const home = await household(page)
  const paths = ['/my/next', '/my/villages', `/my/villages/${home.village}`, `/my/households/${home.id}`, `/my/talk?household=${home.id}`, '/my/talk', '/my/outcomes', '/my/rhythm', '/my/phone']
  for (const path of paths) {
    await page.goto(path)
    await readable(page)
  }
  await page.getByRole('button', { name: '大字' }).click()
  await page.getByRole('button', { name: '切换语言：English' }).click()
  await until(async () => (await page.locator('h1').first().innerText()) === 'This phone and sync', 'English')
  for (const path of paths) {
    await page.goto(path)
    await readable(page)
  }
  await context.close()
})

test('the keyboard alone finds a household and writes down a talk', async () => {
  const { page, context } = await ready(wire, folder)
  const home = await household(page)
  await page.goto('/my/next')
  await page.locator('#look').waitFor()
  await tabTo(page, '#look')
  await page.keyboard.type(typed(home))
  await page.locator(`a.home[href="/my/households/${home.id}"]`).waitFor()
  await tabTo(page, `a.home[href="/my/households/${home.id}"]`)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '记一次谈话' }).filter({ visible: true }).waitFor()
  await tabTo(page, 'a[href^="/my/talk?household"]:not(.at-desk)')
  await page.keyboard.press('Enter')
  await until(() => page.evaluate(() => document.activeElement?.id === 'said-0'), 'the cursor in the words')
  await page.keyboard.type('键盘写的')
  await tabTo(page, 'button[aria-pressed]')
  await page.keyboard.press('Space')
  await tabTo(page, '.act button')
  await page.keyboard.press('Enter')
  await page.getByText('已存在本机').first().waitFor()
  await synced(page)
  assert.equal(said(await feed(page), '键盘写的').length, 1)
  await context.close()
})

test('what is sent back can be mended, exported, and is never dropped silently', async () => {
  const { page, context } = await ready(wire, folder)
  const home = await household(page)
  const refuse = async (route) => {
    const { records } = route.request().postDataJSON()
    const problem = { code: 'not_linked', title: '不能收', detail: '那一天您没有联系这个村', fields: [{ field: 'day', code: 'not_linked', detail: '日期不在联系期内' }] }
    await route.fulfill({ json: { received_at: 1, results: records.map(({ id }) => ({ id, outcome: 'rejected', problem })) } })
  }
  await context.route('**/api/v1/sync/push', refuse)
  await page.goto(`/my/talk?household=${home.id}`)
  await page.locator('#said-0').fill('退回来的话')
  await page.getByRole('button', { name: '存下' }).click()
  await until(async () => (await state(page)).includes('1 条待处理'), 'one to settle')
  await page.goto('/my/phone')
  await page.getByText('日期不在联系期内').waitFor()
  await readable(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出文本' }).click()
  assert.match(readFileSync(await (await download).path(), 'utf8'), /退回来的话/)
  const json = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 JSON' }).click()
  const exported = JSON.parse(readFileSync(await (await json).path(), 'utf8'))
  assert.deepEqual([exported.records.length, exported.records[0].body.statements[0].words], [1, '退回来的话'])

  await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('button', { name: '退出' }).last().click()
  await page.getByText('本机上有 1 条记录还没发出去').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()

  await context.unroute('**/api/v1/sync/push', refuse)
  await page.getByRole('link', { name: '改好再发' }).click()
  await until(async () => (await page.locator('#said-0').inputValue()) === '退回来的话', 'the record to mend')
  await page.locator('#said-0').fill('改好了的话')
  await page.getByRole('button', { name: '存下' }).click()
  await synced(page)
  const lines = await feed(page)
  assert.deepEqual([said(lines, '退回来的话').length, said(lines, '改好了的话').length], [0, 1])
  await context.close()
})

test('a PIN keeps the copy shut, ten wrong ones wipe it, and what is unsent stays', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  await page.goto('/my/phone')
  await page.getByRole('button', { name: '设密码' }).first().click()
  for (const field of [0, 1]) await page.getByRole('dialog').locator('input').nth(field).fill('482913')
  await page.getByRole('dialog').getByRole('button', { name: '设密码' }).click()
  await page.getByText('密码已设好').waitFor()

  await offline(phone, wire, true)
  await page.goto(`/my/talk?household=${home.id}`)
  await page.locator('#pin').fill('482913')
  await page.getByRole('button', { name: '打开' }).click()
  await page.locator('#said-0').fill('密码后面写的')
  await page.getByRole('button', { name: '存下' }).click()
  await page.getByText('已存在本机').first().waitFor()
  await page.goto('/my/next')
  await page.locator('#pin').waitFor()
  await readable(page)
  assert.equal(await page.getByText(home.name).count(), 0)
  for (let wrong = 1; wrong <= 10; wrong++) {
    await page.locator('#pin').fill('000000')
    await page.getByRole('button', { name: '打开' }).click()
    if (wrong < 10) await page.getByText(`还可以试 ${10 - wrong} 次`).waitFor()
  }
  await page.locator('input[type=password][name=password]').waitFor()
  assert.deepEqual([(await kept(page, 'blocks')).length, (await kept(page, 'queue')).length], [0, 1])

  await offline(phone, wire, false)
  await page.goto('/')
  await signIn(page, 'cadre', PASSWORD)
  await synced(page)
  assert.equal(said(await feed(page), '密码后面写的').length, 1)
  await context.close()
})

test('a revoked phone loses its copy, keeps what is unsent, and can begin anew', async () => {
  const phone = await ready(wire, folder)
  const { page, context } = phone
  const home = await household(page)
  const raw = await page.evaluate(async () => JSON.stringify(await new Promise((done) => {
    const opening = indexedDB.open('lianxin')
    opening.onsuccess = () => {
      const all = opening.result.transaction('blocks').objectStore('blocks').getAll()
      all.onsuccess = () => done(all.result.map((block) => new TextDecoder().decode(block.box)))
    }
  })))
  assert.ok(raw.length > 100 && !raw.includes(home.name), 'rows are sealed on disk')
  await offline(phone, wire, true)
  await page.goto(`/my/talk?household=${home.id}`)
  await page.locator('#said-0').fill('停用前写的')
  await page.getByRole('button', { name: '存下' }).click()
  await page.getByText('已存在本机').first().waitFor()
  wire.hold = 'POST /api/v1/sync/push'
  await offline(phone, wire, false)
  await page.goto('/my/phone')
  page.once('dialog', (dialog) => dialog.accept())
  await page.getByRole('button', { name: /^停用/ }).first().click()
  await page.getByText('已停用').first().waitFor()
  wire.hold = ''
  await page.getByText('这部手机已被停用').first().waitFor()
  assert.deepEqual([(await kept(page, 'blocks')).length, (await kept(page, 'queue')).length], [0, 1])
  await page.getByText('停用前写的').first().waitFor()
  await page.getByRole('button', { name: '导出 JSON' }).waitFor()
  await readable(page)
  await page.getByRole('button', { name: '重新启用这部手机' }).click()
  await synced(page)
  assert.equal(said(await feed(page), '停用前写的').length, 1)
  await context.close()
})

test('a sealed fact is shown for a purpose and stays nowhere', async () => {
  const { page, context } = await ready(wire, folder)
  const home = await household(page)
  await page.goto(`/my/households/${home.id}`)
  await page.getByRole('button', { name: /^联系方式/ }).click()
  await page.getByRole('button', { name: '上门前联系' }).click()
  await readable(page)
  const told = page.waitForResponse((reply) => reply.url().includes('/reveal'))
  await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click()
  assert.equal((await told).status(), 200)
  await page.getByText(/秒后收起/).waitFor()
  await page.getByRole('button', { name: /^收起/ }).click()
  await page.getByText(/秒后收起/).waitFor({ state: 'detached' })
  await context.close()
})
