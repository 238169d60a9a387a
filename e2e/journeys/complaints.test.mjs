// Complaints under seal: filed by somebody without an account or a slip, by a slip, and on paper; opened by an inspector by order only;
// answered, and read by the receipt.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, ask, pictures, sees, signedIn, visitor } from '../page.mjs'
import { readable } from '../phone.mjs'
import { start } from '../server.mjs'

const { shot, both } = pictures('complaints')
let site
before(async () => (site = await start()))
after(() => site?.stop())

/** The demo's township: its county, its name, a village of it. */
async function township(town) {
  const { place } = (await ask(town, 'GET', '/session')).grants[0]
  const { place: own, ancestors, children } = await ask(town, 'GET', `/places/${place.code}`)
  return { county: ancestors.at(-1), own, village: children[0] }
}
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/
const WHO = '镇水利站王站长'
const WHAT = '收了修水管的钱，到现在也没有修。'

test('somebody without an account complains; an inspector opens it by order and answers; the receipt tells', async () => {
  const town = await signedIn(site, 'town')
  const { county, own, village } = await township(town)
  const page = await visitor(site, PHONE)
  const asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto('/open')
  await page.getByRole('link', { name: '去说' }).click()
  await page.waitForURL('**/complain/')
  await page.getByText('您是谁，这里不问，也不记。').waitFor()
  await readable(page)
  await both(page, 'form')
  await page.setViewportSize(PHONE)
  await page.getByRole('button', { name: '交上去' }).click()
  await page.getByText('有几处没有填好').waitFor()
  await page.getByText('请选到村').waitFor()
  await readable(page)
  await shot(page, 'form-wrong')
  await page.getByLabel('县（市、区）').selectOption({ label: county.name })
  await page.getByLabel('乡镇、街道', { exact: true }).selectOption({ label: own.name })
  await page.getByLabel('村、社区').selectOption({ label: village.name })
  await page.getByRole('radio', { name: '一个人' }).focus()
  await page.keyboard.press('Space')
  await page.getByLabel('从名单里选').selectOption({ label: '名单上没有，我自己写' })
  await page.getByRole('radio', { name: '乡镇、街道的' }).check()
  await page.getByText('县里或市里的纪检督查员').waitFor()
  await page.getByLabel('名字和职务，或单位名').fill(WHO)
  await page.getByLabel('三、出了什么事').fill(WHAT)
  assert.equal(await page.locator('.wrong').count(), 0, 'what was wrong is mended')
  await shot(page, 'form-full')
  await page.getByRole('button', { name: '交上去' }).click()
  await page.getByRole('heading', { name: '已经收到' }).waitFor()
  const receipt = await page.locator('.receipt .code').innerText()
  assert.match(receipt, CODE)
  await readable(page)
  await both(page, 'receipt')
  await page.emulateMedia({ media: 'print' })
  await shot(page, 'receipt-print')
  await page.emulateMedia({ media: 'screen' })
  assert.ok(!(await page.content()).includes(WHO), 'what was said is gone from the page')
  assert.deepEqual(await page.context().cookies(), [])
  for (const url of asked) assert.ok(url.startsWith(site.url) && !url.includes(receipt), url)

  await page.goto('/complain/')
  await page.getByLabel('回执', { exact: true }).fill(receipt.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: '查', exact: true }).click()
  await page.getByText('还没有答复').waitFor()

  // Nobody of the township sees that there is one, nor does whoever runs the programme.
  assert.equal((await ask(town, 'GET', '/complaints')).status, 404)
  const inspector = await signedIn(site, 'inspect')
  await inspector.waitForURL('**/complaints')
  await sees(inspector, '密封举报')
  await inspector.getByText('乡镇级 · 一个人').waitFor()
  await both(inspector, 'list')
  const listed = await inspector.locator('main').innerText()
  for (const secret of [WHO, WHAT, village.name]) assert.ok(!listed.includes(secret), secret)
  await inspector.locator('main table a').first().click()
  await inspector.getByRole('heading', { name: '申请打开' }).waitFor()
  await both(inspector, 'sealed')
  const at = inspector.url()
  await inspector.getByLabel('督查令或事由').fill('济纪核〔2026〕3 号')
  await inspector.keyboard.press('Enter')
  await inspector.getByText('审计员还没有答复').waitFor()

  const auditor = await signedIn(site, 'audit')
  await auditor.goto('/approvals')
  await sees(auditor, '打开一件密封举报')
  await both(auditor, 'auditor')
  await auditor.getByRole('button', { name: '同意', exact: true }).click()
  await auditor.getByText('没有等您会签的申请。').waitFor()

  await inspector.goto('/approvals')
  await inspector.getByRole('link', { name: '查看', exact: true }).click()
  await inspector.waitForURL(at)
  await inspector.getByRole('button', { name: '打开', exact: true }).click()
  await inspector.getByText(WHAT).waitFor()
  await inspector.getByText(WHO).waitFor()
  await both(inspector, 'opened')
  await inspector.getByLabel('答复', { exact: true }).fill('已查实，钱已退还，水管本周修好。谢谢您。')
  await inspector.getByRole('button', { name: '答复', exact: true }).click()
  await inspector.getByText(/已答复/).first().waitFor()
  await both(inspector, 'answered')

  await page.getByRole('button', { name: '查', exact: true }).click()
  await page.getByText('钱已退还').waitFor()
  await readable(page)
  await shot(page, 'own-answer')
  await page.getByRole('button', { name: '切换语言：English' }).click()
  await page.getByRole('heading', { name: 'Complain about an official or an office' }).waitFor()
  await readable(page)
  await shot(page, 'form-english')

  // One that is hidden from an inspector, or is not there, is refused in plain words.
  await inspector.goto('/complaints/370811.01920000-0000-7000-8000-000000000009')
  await inspector.getByRole('heading', { name: '您看不到这件举报' }).waitFor()
  await both(inspector, 'hidden')
})

test('by the slip the village is known; on paper it is taken down by nobody near', async () => {
  const town = await signedIn(site, 'town')
  const { village } = await township(town)
  const made = await ask(town, 'POST', '/cases', { words: '路灯坏了半个月', theme: 'power', kind: 'ordinary', title: '修路灯', village: village.code })
  const { token } = await ask(town, 'POST', `/cases/${made.ref}/slip`, {})
  const resident = await visitor(site, PHONE)
  await resident.goto(`/r/#${token}`)
  await resident.getByRole('link', { name: /干部或单位做得不对/ }).click()
  await resident.waitForURL('**/complain/')
  assert.ok(await resident.getByRole('radio', { name: '就是我纸条上那件事所在的村' }).isChecked())
  await resident.getByRole('radio', { name: '一个单位' }).check()
  await resident.getByLabel('从名单里选').selectOption({ label: '名单上没有，我自己写' })
  await resident.getByRole('radio', { name: '村里的' }).check()
  await resident.getByLabel('名字和职务，或单位名').fill('村委会')
  await resident.getByLabel('三、出了什么事').fill('一直推来推去，没人管。')
  await resident.getByRole('button', { name: '交上去' }).click()
  await resident.getByRole('heading', { name: '已经收到' }).waitFor()

  await resident.goto('/complain/')
  await resident.getByRole('button', { name: '看空白表' }).click()
  await resident.getByRole('heading', { name: '举报干部或单位（纸表）' }).waitFor()
  await readable(resident)
  await both(resident, 'blank')
  await resident.emulateMedia({ media: 'print' })
  await shot(resident, 'blank-print')

  await town.locator('nav.rail').getByRole('link', { name: '代收举报' }).click()
  await town.waitForURL('**/complaints/paper')
  const fill = async (level) => {
    await town.getByRole('combobox', { name: '在哪个村' }).fill(village.name)
    await town.getByRole('option').first().click()
    await town.getByLabel('从名单里选').selectOption({ label: '名单上没有，照纸上写' })
    await town.getByRole('radio', { name: level }).check()
    await town.getByLabel('说的是谁').fill('县水务局')
    await town.getByLabel('说了什么').fill('打了三次电话都不来人。')
    await town.getByRole('button', { name: '录入并封存' }).click()
  }
  await sees(town, '录完就封')
  await both(town, 'paper')
  await fill('乡镇级')
  await town.getByText('您不能代收').waitFor()
  await both(town, 'paper-near')
  await town.getByRole('radio', { name: '县级' }).check()
  await town.getByRole('button', { name: '录入并封存' }).click()
  await town.getByRole('heading', { name: '已封存' }).waitFor()
  assert.match(await town.locator('.code').innerText(), CODE)
  await both(town, 'paper-receipt')
})
