// From a draft to answers: an office fixes a frame, an auditor gives the second secret, an interviewer calls on the phone, and nobody sees
// who was drawn.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, sees, signedIn, until } from '../page.mjs'
import { start } from '../server.mjs'

let site
let draw
before(async () => {
  site = await start()
})
after(() => site?.stop())

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `${name}.png`), fullPage: true })
}

/** The same page on a phone and back. */
async function both(page, name) {
  await shot(page, `${name}-desk`)
  await page.setViewportSize(PHONE)
  await clean(page)
  await shot(page, `${name}-phone`)
  await page.setViewportSize(DESK)
}

test('a frame is fixed before the second secret draws from it', async () => {
  const office = await signedIn(site, 'office')
  await office.goto('/draws')
  await sees(office, '上季度入户走访回访')
  // The demo's own draw would have its households called first.
  await office.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
    for (const open of (await (await fetch('/api/v1/draws')).json()).items.filter((one) => one.state === 'drawn'))
      await fetch(`/api/v1/draws/${open.ref}/close`, { method: 'POST', headers, body: '{}' })
  })
  await both(office, 'draws')
  await office.getByRole('link', { name: '新的抽样' }).click()
  await office.getByLabel('允许误差').selectOption('5')
  await clean(office)
  await both(office, 'draw-new')
  await office.getByRole('button', { name: '建立草稿' }).click()
  await office.waitForURL('**/draws/3708.*')
  draw = office.url().split('/').pop()
  await sees(office, '草稿')
  await office.getByRole('button', { name: '锁定并公布指纹' }).click()
  await sees(office, '等审计员登录后在本页给出')
  await both(office, 'draw-committed')
  const text = () => office.evaluate(async (name) => (await fetch(`/api/v1/public/draws/${name}/replay`)).text(), draw)
  assert.ok(!(await text()).includes('\nsecond '), 'nobody is drawn yet')

  const auditor = await signedIn(site, 'audit')
  await auditor.goto(`/draws/${draw}`)
  await auditor.getByLabel('第二密数').fill('骰子 4 1 6 2 2 5 3 1')
  await clean(auditor)
  await auditor.getByRole('button', { name: '给出并抽取' }).click()
  await sees(auditor, '回访进展')
  await both(auditor, 'draw-drawn')
  assert.ok((await text()).includes('\nsecond 骰子 4 1 6 2 2 5 3 1\n'))
  await auditor.close()
  await office.close()
})

test('an interviewer calls one household at a time, and the office sees counts only', async () => {
  const caller = await signedIn(site, 'call', PHONE)
  await caller.waitForURL('**/callbacks')
  await sees(caller, '户等着打')
  await shot(caller, 'calls-waiting')
  await caller.getByRole('button', { name: '取下一户' }).click()
  await sees(caller, '看号码会记入这一户的查阅记录')
  await shot(caller, 'calls-household')
  await caller.getByRole('button', { name: '打电话' }).click()
  await sees(caller, '先这样说')
  await shot(caller, 'calls-script')
  const finish = caller.getByRole('button', { name: '答完了，保存' })
  assert.ok(await finish.isDisabled(), 'three answers are needed')
  await caller.getByRole('group', { name: /^1\./ }).getByRole('button', { name: '是' }).click()
  await caller.getByRole('group', { name: /^2\./ }).getByRole('button', { name: '是' }).click()
  await caller.getByRole('group', { name: /^3\./ }).getByRole('button', { name: '很满意' }).click()
  await clean(caller)
  await shot(caller, 'calls-answered')
  await finish.click()
  await sees(caller, '答案与这一户分开存放')

  await caller.getByRole('button', { name: '取下一户' }).click()
  await caller.getByRole('button', { name: '打电话' }).click()
  await caller.getByText('没有答完').click()
  await clean(caller)
  await caller.getByRole('button', { name: '明天' }).click()
  await sees(caller, '户等着打')
  await caller.close()

  const office = await signedIn(site, 'office')
  const shown = () => office.evaluate(async (name) => (await fetch(`/api/v1/draws/${name}`)).json(), draw)
  await until(async () => (await shown()).rates.completed === 1, 'one answer')
  await office.goto(`/draws/${draw}`)
  await sees(office, '应答率（折算）')
  await office.getByRole('button', { name: '结束回访' }).click()
  await sees(office, '已结束，待发布')
  await office.goto('/draws')
  await office.getByRole('button', { name: '发布到期的结果' }).click()
  await sees(office, '没有到期的抽样')
  await office.goto('/satisfaction/3708')
  // Which of the two it is hangs on who was drawn.
  const { orders } = await office.evaluate(async () => (await fetch('/api/v1/satisfaction/3708')).json())
  const { told, overlapping, pairs } = orders.find((one) => one.measure === 'satisfied')
  await sees(office, told ? '可以分出先后' : `${pairs} 对里有 ${overlapping} 对分不开`)
  await office.getByLabel('借邻近地方修正').check()
  await sees(office, '贝塔-二项模型')
  await both(office, 'results')
  await office.getByRole('link', { name: '任城区' }).click()
  await sees(office, '任城区 · 群众满意')
  await both(office, 'results-county')
  await office.close()
})

test('an official sees nothing of who was drawn, and no answer before there are five', async () => {
  const cadre = await signedIn(site, 'cadre', PHONE)
  await cadre.goto('/my/answers')
  await sees(cadre, '至少 5 份才显示')
  await shot(cadre, 'own-answers')
  const status = (path) => cadre.evaluate(async (at) => (await fetch(`/api/v1${at}`)).status, path)
  for (const path of ['/draws', `/draws/${draw}`, '/callbacks/now', '/satisfaction/3708']) assert.equal(await status(path), 404, path)
  await cadre.close()
})
