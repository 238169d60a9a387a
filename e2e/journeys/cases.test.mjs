// From a need written down offline to the household's own word: the official's phone, the township, a department, and the
// resident on another device without an account.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, afterEach, test } from 'node:test'
import { line } from '../line.mjs'
import { DESK, PHONE, clean, sees, signedIn, until, visitor } from '../page.mjs'
import { closeAll, household, offline, readable, ready, synced, tabTo } from '../phone.mjs'
import { start } from '../server.mjs'

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

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `cases-${name}.png`), fullPage: true })
}

/** The same page at the desk and on a phone. */
async function both(page, name) {
  await clean(page)
  await shot(page, `${name}-desk`)
  await page.setViewportSize(PHONE)
  await clean(page)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.equal(wide, 0, `${page.url()} is wider than the phone`)
  await shot(page, `${name}-phone`)
  await page.setViewportSize(DESK)
}

const ask = (page, method, path, body) =>
  page.evaluate(async ([method, path, body]) => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const reply = await fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, ...(body ? { body: JSON.stringify(body) } : {}) })
    return reply.json()
  }, [method, path, body])

/** The handler of a department of the county. */
async function department() {
  const page = await signedIn(site, 'dept')
  const session = await ask(page, 'GET', '/session')
  return { page, unit: session.grants[0].unit }
}

/** Says why one looks, once, and waits for the case. */
async function looks(page, purpose) {
  await page.getByText('先说明为什么查看').waitFor()
  await page.getByLabel('查看事由').fill(purpose)
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByText('本次查看事由').waitFor()
}

/** An act by its button, with the words that it asks for. */
async function acts(page, name, words, more = async () => {}) {
  await page.getByRole('button', { name, exact: true }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  await more(sheet)
  if (words) await sheet.locator('textarea').fill(words)
  await clean(page)
  await sheet.getByRole('button', { name, exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

const counter = (page, more) => ask(page, 'POST', '/cases', { words: '路灯坏了半个月，夜里看不见路', theme: 'power', kind: 'ordinary', ...more })

/** A village of the township. */
async function village(town) {
  const session = await ask(town, 'GET', '/session')
  const place = await ask(town, 'GET', `/places/${session.grants[0].place.code}`)
  return place.children[0]
}

/** How many entries the log's newest checkpoint signs. */
const signed = async () => Number((await (await fetch(`${site.url}/api/v1/log/checkpoint`)).text()).split('\n')[1])

/** Another office witnesses the log, and everything in it is checked: by the command on the database, and by the auditor. */
async function theLogVerifies(before) {
  const state = join(folder, 'witness')
  const witness = (...more) => site.run('witness', site.url, '--state', state, ...more)
  const known = witness('--name', 'city-archives.example')
  assert.ok(known.told.cosigned && !known.told.delivered, `a witness that the server does not know yet: ${JSON.stringify(known)}`)
  const admin = await signedIn(site, 'admin')
  await admin.goto('/log')
  await admin.getByLabel('登记见证方').fill(known.told.key)
  await admin.getByRole('button', { name: '登记', exact: true }).click()
  await admin.getByText('city-archives.example').waitFor()

  // What the last acts wrote reaches the log within seconds.
  const auditor = await signedIn(site, 'audit')
  const deeds = async () => (await ask(auditor, 'GET', '/log/entries?limit=200')).items
  const answered = await until(async () => (await deeds()).find((deed) => deed.deed === 'cases.answer.give' && deed.entry !== null), 'the last answer to be in the log')
  const cosigned = await until(async () => {
    const seen = witness()
    return seen.told.delivered && seen.told.size > answered.entry && seen
  }, 'a cosignature of it')
  const all = await deeds()
  for (const deed of ['cases.case.raise', 'cases.case.act', 'cases.slip.give', 'cases.resident.answer', 'cases.resident.why'])
    assert.ok(all.some((one) => one.deed === deed && one.entry !== null && one.entry < cosigned.told.size), `${deed} stands in the log`)

  const verified = site.run('verify-log', '--data-dir', site.folder, '--witness-key', known.told.key, '--checkpoint', cosigned.told.checkpoint)
  assert.equal(verified.status, 0, JSON.stringify(verified))
  const { sound, wrong, entries, rows, size, cosigned: seen } = verified.told
  assert.deepEqual({ sound, wrong, seen: seen[0] }, { sound: true, wrong: 0, seen: cosigned.told.size })
  assert.ok(entries === size && entries >= cosigned.told.size && entries >= before + 25, `${entries} entries after ${before}`)
  // All but the log's own first entry stand for a row.
  assert.equal(rows, entries - 1)

  await auditor.goto('/log')
  await auditor.getByText('还没有人在这里核验过').waitFor()
  await auditor.getByRole('button', { name: '现在核验一遍' }).click()
  await auditor.getByText('全部相符').waitFor()
  await auditor.getByText(/见证到第 [\d,]+ 条/).first().waitFor()
  await both(auditor, 'log')
}

test('a need written offline becomes a case, comes back by the resident’s word, goes up, and ends by it', async () => {
  const before = await signed()
  const phone = await ready(wire, folder)
  const { page } = phone
  const home = await household(page)
  const words = `水管破了，傍晚总没水 ${Date.now()}`
  const title = `自来水停水 ${Date.now() % 100_000}`

  await offline(phone, wire, true)
  await page.goto(`/my/talk?household=${home.id}`)
  await page.locator('#said-0').fill('傍晚做饭没有水')
  await page.locator('#need-0').fill(words)
  await page.getByRole('button', { name: '存下' }).click()
  await page.getByText('已存在本机').first().waitFor()
  await offline(phone, wire, false)
  await synced(page)

  await page.goto(`/my/households/${home.id}`)
  await page.getByRole('listitem').filter({ hasText: words }).getByRole('link', { name: '交办' }).click()
  await page.getByLabel('一句话标题').fill(title)
  await page.getByLabel('主题').selectOption('water')
  await readable(page)
  await shot(page, 'raise')
  await page.getByRole('button', { name: '交办' }).click()
  await page.waitForURL('**/my/cases')
  await page.getByText(title).first().waitFor()
  await page.getByText('您带回来的').first().waitFor()
  await readable(page)
  await shot(page, 'mine-open')

  const { page: handler, unit } = await department()
  const town = await signedIn(site, 'town')
  await town.goto('/cases')
  await town.getByRole('link', { name: title }).click()
  await town.getByText('先说明为什么查看').waitFor()
  await both(town, 'purpose')
  await looks(town, '核实停水情况')
  await town.getByText(words).waitFor()
  await both(town, 'received')
  await acts(town, '受理')
  await town.getByText('已受理', { exact: true }).first().waitFor()
  await acts(town, '请另一单位接办', '请到户查看', (sheet) => sheet.getByLabel('请哪个单位接办').selectOption(unit.ref))
  await town.getByText(`已请${unit.name}接办`).waitFor()

  await handler.goto('/cases?mine=1')
  await handler.getByRole('link', { name: title }).click()
  await looks(handler, '接办停水')
  await acts(handler, '接办')
  await acts(handler, '办结', '换了村口一段水管')
  await handler.getByText('还没有问群众').waitFor()
  await both(handler, 'done')

  await page.goto('/my/cases')
  await page.getByRole('listitem').filter({ hasText: title }).getByRole('link', { name: '给他一张纸条' }).click()
  await page.getByText('出一张纸条交给这一户').waitFor()
  const given = page.waitForResponse((reply) => reply.url().endsWith('/slip'))
  await page.getByRole('button', { name: '出一张纸条' }).click()
  const { token, short_code: code } = await (await given).json()
  await page.getByRole('img', { name: '方码' }).waitFor()
  await page.getByText(code.replace(/(\d{4})(\d{4})/, '$1 $2')).waitFor()
  await clean(page)
  await shot(page, 'slip-phone')

  const resident = await visitor(site, PHONE)
  const asked = []
  resident.on('request', (request) => asked.push(request.url()))
  await resident.goto(`/r/#${token}`)
  await resident.getByText('换了村口一段水管').first().waitFor()
  assert.equal(new URL(resident.url()).hash, '', 'the token is out of the address at once')
  await readable(resident)
  await shot(resident, 'resident-asked')
  await resident.getByRole('button', { name: '没解决' }).click()
  await resident.getByLabel('哪里没解决').fill('晚上还是没水')
  await resident.getByLabel('请给我回电话').check()
  await readable(resident)
  await shot(resident, 'resident-form')
  await resident.getByRole('button', { name: '告诉他们：没解决' }).click()
  await resident.getByText('您说还没解决，现在交到县里').waitFor()
  await readable(resident)

  await handler.goto('/cases')
  await handler.getByRole('link', { name: title }).click()
  await acts(handler, '受理')
  await looks(handler, '接着办停水')
  await handler.getByText('晚上还是没水').waitFor()
  await handler.getByText('请回电话').first().waitFor()
  await acts(handler, '办结', '换了整条支管，夜里也试过水')
  await resident.reload()
  await resident.getByText('换了整条支管').first().waitFor()
  await resident.getByRole('button', { name: '解决了', exact: true }).click()
  await resident.getByRole('button', { name: '告诉他们：解决了' }).click()
  await resident.getByText('您说解决了。这件事办完了。').waitFor()
  await resident.getByRole('button', { name: '看看谁看过' }).click()
  await resident.getByText('接办停水').first().waitFor()
  await resident.getByText(unit.name).first().waitFor()
  await resident.getByRole('listitem').filter({ hasText: '接办停水' }).first().getByRole('button', { name: '问为什么看' }).click()
  await resident.getByText(`${unit.name}最晚`).first().waitFor()
  await resident.getByRole('button', { name: '有写错的，要更正' }).click()
  await resident.getByLabel('哪里写错了').fill('我家四口人，登记成三口')
  await readable(resident)
  await resident.getByRole('button', { name: '提出来' }).click()
  await resident.getByText('我家四口人，登记成三口').waitFor()

  await handler.goto('/answers')
  await handler.getByText('当时写的事由：接办停水').waitFor()
  await both(handler, 'answers')
  await handler.getByRole('listitem').filter({ hasText: '接办停水' }).getByRole('button', { name: '答复' }).click()
  await handler.getByLabel('答复（群众看得到）').fill('为了核实您家停水的情况，查看了您反映的内容。')
  await clean(handler)
  await handler.getByRole('dialog').getByRole('button', { name: '答复', exact: true }).click()
  await handler.getByText('已答复').waitFor()
  assert.ok(!(await handler.locator('main').innerText()).includes(home.name), 'not told who asks')
  await town.goto('/answers')
  await town.getByRole('listitem').filter({ hasText: '要更正' }).last().getByRole('button', { name: '答复' }).click()
  await town.getByLabel('查看事由').fill('更正户册')
  await town.getByRole('button', { name: '打开', exact: true }).click()
  await town.getByText('我家四口人，登记成三口').waitFor()
  await both(town, 'answer-wish')
  await town.getByLabel('答复（群众看得到）').fill('已更正为四口人。')
  await town.getByRole('dialog').getByRole('button', { name: '答复', exact: true }).click()
  await town.getByText('已答复').waitFor()
  await resident.reload()
  await resident.getByRole('button', { name: '看看谁看过' }).click()
  await resident.getByText('为了核实您家停水的情况').waitFor()
  await resident.getByText('已更正为四口人。').waitFor()
  await readable(resident)
  await shot(resident, 'resident-readers')
  await resident.getByRole('button', { name: '看完了，关上' }).click()
  await resident.getByText('请扫纸条上的方码').waitFor()
  await resident.reload()
  await resident.getByText('请扫纸条上的方码').waitFor()
  for (const url of asked) assert.ok(!url.includes(token) && url.startsWith(site.url), url)
  assert.deepEqual(await resident.context().cookies(), [])

  await page.goto('/my/cases')
  await page.getByText('群众说解决了').first().waitFor()
  await page.getByText('这件事因为您带回来，办成了').first().waitFor()
  await readable(page)
  await shot(page, 'mine-solved')
  const shown = await page.locator('main').innerText()
  for (const secret of [words, '晚上还是没水', home.name]) assert.ok(!shown.includes(secret), secret)
  // Nor does the answer under the page tell who it was, or in which words: only that it is solved.
  const { items } = await page.evaluate(async () => (await fetch('/api/v1/me/cases')).json())
  const own = items.find((item) => item.title === title)
  assert.equal(own.resident, 'solved')
  for (const secret of [words, '晚上还是没水', home.name, home.id]) assert.ok(!JSON.stringify(own).includes(secret), secret)

  await theLogVerifies(before)
})

test('a slip that opens nothing says kindly what to do, in both languages', async () => {
  const page = await visitor(site, PHONE)
  const reply = await page.goto('/r/#AAAAAAAAAAAAAAAAAAAAAA')
  assert.match(reply.headers()['x-robots-tag'] ?? '', /noindex/)
  await page.getByText('这张纸条打不开了').waitFor()
  await page.getByText('12345').first().waitFor()
  await readable(page)
  await shot(page, 'resident-lost')
  await page.getByRole('button', { name: '切换语言：English' }).click()
  await page.getByText('This slip does not open').waitFor()
  await readable(page)
  const empty = await visitor(site, PHONE)
  await empty.goto('/r/')
  await empty.getByText('请扫纸条上的方码').waitFor()
  await readable(empty)
})

test('many cases at once are answered row by row; list, board and counter by keyboard and on a phone', async () => {
  const town = await signedIn(site, 'town')
  const at = await village(town)
  const [lamp, ditch, road] = ['修路灯', '清水沟', '补路面'].map((title) => `${title} ${Date.now() % 100_000}`)
  const refs = []
  for (const title of [lamp, ditch, road]) refs.push((await counter(town, { village: at.code, title })).ref)
  await ask(town, 'POST', `/cases/${refs[0]}/acts`, { act: 'accept', words: '' })
  await town.goto('/cases')
  await town.getByRole('link', { name: lamp }).waitFor()
  await both(town, 'list')
  for (const title of [lamp, ditch, road]) await town.getByRole('checkbox', { name: `选中 ${title}` }).check()
  await town.getByText('已选 3 件').waitFor()
  await both(town, 'bulk')
  await town.getByRole('button', { name: '对 3 件一起办' }).click()
  await town.getByText('办了 2 件，1 件没有办成').waitFor()
  await town.getByText('按事项现在的状态，不能这样做。').waitFor()
  assert.equal(await town.getByText('已办：已受理').count(), 2)
  await both(town, 'bulk-done')

  await town.getByRole('button', { name: '取消选择' }).first().click()
  await town.getByRole('link', { name: ditch }).focus()
  const at0 = await town.evaluate(() => document.activeElement.closest('tr').rowIndex)
  await town.keyboard.press('ArrowUp')
  assert.equal(await town.evaluate(() => document.activeElement.closest('tr').rowIndex), at0 - 1)
  await town.keyboard.press('ArrowDown')
  await town.keyboard.press('Enter')
  await town.getByText('先说明为什么查看').waitFor()

  await town.goto('/cases/board')
  await sees(town, road)
  await both(town, 'board')
  await town.goto('/cases')
  await town.getByLabel('查找').fill(ditch)
  await town.keyboard.press('Enter')
  await town.getByRole('link', { name: ditch }).waitFor()
  await until(async () => (await town.getByRole('link', { name: lamp }).count()) === 0, 'only what was looked for')
  await both(town, 'search')
  await town.getByLabel('也查群众原话').check()
  await town.getByText('先说明为什么查看').waitFor()
  await town.getByRole('button', { name: '不查了' }).click()
  // Whoever worked on a case does not print its slip: one that nobody has taken on yet.
  const paper = (await counter(town, { village: at.code, title: '盖井盖' })).ref
  const { short_code: code } = await ask(town, 'POST', `/cases/${paper}/slip`, {})
  await town.getByLabel('查找').fill(code)
  await town.keyboard.press('Enter')
  await town.waitForURL(`**/cases/${paper}`)
  await town.goto('/cases?theme=power')
  await town.getByRole('button', { name: '存下这组条件' }).click()
  await town.getByLabel('名称').fill('电的事')
  await town.keyboard.press('Enter')
  await town.getByRole('link', { name: '电的事' }).waitFor()
  await both(town, 'view')
  const sheet = town.waitForEvent('download')
  await town.getByRole('link', { name: '导出 Excel' }).click()
  assert.match((await sheet).suggestedFilename(), /lianxin-cases.*\.xlsx/)
  await town.getByRole('button', { name: '删除视图“电的事”' }).click()
  await until(async () => (await town.getByRole('link', { name: '电的事' }).count()) === 0, 'the view to be gone')
  await town.goto('/cases?state=overdue')
  await sees(town, '没有超期的事项')
  await town.getByLabel('主题').selectOption('water')
  await town.waitForURL('**theme=water')

  await town.goto('/cases/new')
  await tabTo(town, 'main input[role=combobox]')
  await town.keyboard.type(at.name)
  await town.getByRole('option').first().waitFor()
  await town.keyboard.press('Enter')
  await town.getByLabel('他怎么说').fill('村口的桥栏杆断了，孩子上学过不去')
  await town.getByLabel('一句话标题').fill('修桥栏杆')
  await both(town, 'new')
  await town.getByRole('button', { name: '登记', exact: true }).click()
  await town.waitForURL(/\/cases\/370811\./)
  await looks(town, '受理并办理这件事')
  await town.getByText('村口的桥栏杆断了').waitFor()
})

test('what was typed is kept when somebody was faster; what cannot be solved is read by another unit', async () => {
  const town = await signedIn(site, 'town')
  const at = await village(town)
  const { ref } = await counter(town, { village: at.code, title: '打机井', theme: 'water', kind: 'complex' })
  await town.goto(`/cases/${ref}`)
  await looks(town, '受理并办理这件事')
  await acts(town, '受理')
  await town.getByRole('button', { name: '停表', exact: true }).click()
  const sheet = town.getByRole('dialog')
  await sheet.getByLabel('原因').selectOption('season')
  await sheet.locator('textarea').fill('汛期过后才能打井')
  await ask(town, 'POST', `/cases/${ref}/acts`, { act: 'begin', words: '' })
  await sheet.getByRole('button', { name: '停表', exact: true }).click()
  await town.getByText('有人先办了一步').waitFor()
  assert.equal(await sheet.locator('textarea').inputValue(), '汛期过后才能打井')
  await both(town, 'conflict')
  await sheet.getByRole('button', { name: '停表', exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
  await town.getByText('停表：季节限制').waitFor()
  await both(town, 'stands')
  await acts(town, '无法解决', '今年没有打井的资金，已列入明年的计划', (box) => box.getByLabel('原因').selectOption('no_funds'))
  await town.getByText('等另一个单位的人复核').waitFor()

  const { page: handler } = await department()
  await handler.goto(`/cases/${ref}`)
  await acts(handler, '认领复核')
  await looks(handler, '复核能否解决')
  await acts(handler, '复核', '', (box) => box.getByLabel('同意，确实无法解决').check())
  // Once it has read it, the case is none of its own any more.
  await handler.waitForURL('**/cases?mine=1')
  await town.reload()
  await looks(town, '看复核结果')
  await town.getByText('同意：确实无法解决').waitFor()
  await both(town, 'cannot')
})

test('a matter that came back names its first life, and the office sees numbers and what is stuck without names', async () => {
  const town = await signedIn(site, 'town')
  const at = await village(town)
  const stamp = Date.now() % 100_000
  const first = await counter(town, { village: at.code, title: `排水沟堵了 ${stamp}`, theme: 'water', words: `村西排水沟堵了，下雨漫进院子 ${stamp}` })
  const second = await counter(town, { village: at.code, title: `排水沟又堵 ${stamp}`, theme: 'water', words: `村西排水沟又堵了，下雨漫进院子 ${stamp}` })
  await ask(town, 'POST', `/cases/${first.ref}/acts`, { act: 'accept', words: '' })
  await ask(town, 'POST', `/cases/${second.ref}/acts`, { act: 'accept', words: '' })
  await town.goto(`/cases/${second.ref}`)
  await looks(town, '核实情况')
  await town.getByText('相似的事项').waitFor()
  await both(town, 'alike')
  await town.getByRole('listitem').filter({ hasText: `排水沟堵了 ${stamp}` }).getByRole('button', { name: '并到它一起办' }).click()
  await town.getByText('去看一起办的那件').waitFor()
  await both(town, 'merged')
  await town.getByRole('button', { name: '分开单办' }).click()
  await town.getByText('分开办理').waitFor()

  const office = await signedIn(site, 'office')
  await office.goto('/reach/3708')
  await office.getByRole('link', { name: '事项办理情况' }).click()
  await office.waitForURL('**/cases/figures/3708')
  await sees(office, '逐季')
  await both(office, 'figures')
  await office.locator('main').getByRole('link', { name: '卡住的事项' }).click()
  await office.waitForURL('**/cases/stuck**')
  await both(office, 'stuck')
  await office.getByRole('link', { name: /^办完一周还没问群众/ }).click()
  await office.waitForURL('**kind=unasked')
  assert.ok(!(await office.locator('main').innerText()).includes(String(stamp)), 'no titles')
  await office.goto('/cases')
  await office.getByText('没有这个页面').waitFor()
})
