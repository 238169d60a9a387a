// The README's pictures, from a running server of the whole demo city: LIANXIN_URL=http://127.0.0.1:8460 npm run pictures

import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { PASSWORD, root } from './server.mjs'

const url = process.env.LIANXIN_URL ?? 'http://127.0.0.1:8460'
const to = (name) => join(root, 'docs/pictures', name)
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--lang=zh-CN'],
  env: { ...process.env, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' },
})

async function open(login, width, height, deviceScaleFactor) {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'zh-CN', deviceScaleFactor, baseURL: url })
  const page = await context.newPage()
  await page.goto('/')
  await page.locator('form input').first().fill(login)
  await page.locator('input[type=password]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.locator('input[type=password]').waitFor({ state: 'detached' })
  return page
}

/** Goes to a path, waits for a text, takes the picture. */
async function take(page, path, text, name, options = {}) {
  await page.goto(path)
  await page.getByText(text).filter({ visible: true }).first().waitFor()
  await page.waitForTimeout(1200)
  await page.screenshot({ path: to(name), ...options })
}

/** A solved plan to look into. */
const solved = (page) =>
  page.evaluate(async () => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
    const tiers = ['contact_point', 'paired_unit', 'township_charge', 'police_liaison']
    const body = JSON.stringify({ name: '二〇二六年下半年调整方案', place: '3708', tiers, mode: 'full' })
    const plan = await (await fetch('/api/v1/plans', { method: 'POST', headers, body })).json()
    await fetch(`/api/v1/plans/${plan.ref}/solve`, { method: 'POST', headers, body: '{}' })
    for (let state = 'running'; state === 'running'; ) {
      await new Promise((done) => setTimeout(done, 300))
      state = (await (await fetch(`/api/v1/plans/${plan.ref}/progress`)).json()).state
    }
    return plan.ref
  })

const desk = await open('office', 1280, 860, 1.25)
await take(desk, '/overview/3708', '县域地图', 'overview-desk.png')
await take(desk, '/reach/3708', '走到哪些户', 'reach-desk.png')
await take(desk, '/proof', '没有反例', 'proof-desk.png')
await take(desk, '/satisfaction/3708', '区间重叠', 'results-desk.png')
await take(desk, '/cases/figures/3708?quarter=2026Q3', '群众说解决了', 'outcomes-desk.png')
await take(desk, '/print/village/370811002001', '联系干部公示', 'notice.png', { clip: { x: 240, y: 60, width: 800, height: 800 } })
await desk.goto(`/plans/${await solved(desk)}/links`)
await desk.locator('tbody').getByText('为什么是他').nth(4).click()
await desk.getByText('这个村的下几个人选').waitFor()
await desk.screenshot({ path: to('plan-why-desk.png') })
await desk.goto('/imports')
await desk.setInputFiles('input[type=file]', join(root, 'fixtures/roster-problems.xlsx'))
await desk.getByText('怎样改').first().waitFor()
await desk.screenshot({ path: to('import-desk.png') })
// A case as the township sees it, for a stated purpose, and the slip in the household's hand.
const town = await open('town', 1280, 860, 1.25)
const call = (path, body) =>
  town.evaluate(async ([path, body]) => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
    return (await fetch(`/api/v1${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : {})).json()
  }, [path, body])
let shown
for (const { ref } of (await call('/cases?state=asked&mine=1&limit=100')).items) {
  const { token } = await call(`/cases/${ref}/slip`, {})
  if (token) shown = { ref, token }
  if (token) break
}
await town.goto(`/cases/${shown.ref}`)
await town.getByLabel('查看事由').fill('核对办理情况')
await town.getByRole('button', { name: '打开', exact: true }).click()
await town.getByText('本次查看事由').waitFor()
await town.waitForTimeout(800)
await town.screenshot({ path: to('case-desk.png') })
const resident = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN', deviceScaleFactor: 1.5, baseURL: url })).newPage()
await take(resident, `/r/#${shown.token}`, '没解决', 'slip-phone.png')
await resident.getByRole('button', { name: '看看谁看过' }).click()
await resident.getByRole('button', { name: '问为什么看' }).first().waitFor()
await resident.getByRole('button', { name: '问为什么看' }).first().scrollIntoViewIfNeeded()
await resident.waitForTimeout(400)
await resident.screenshot({ path: to('readers-phone.png') })
await take(resident, '/open', '每季公布一次', 'open-phone.png')
const phone = await open('cadre', 390, 844, 1.5)
await phone.waitForURL('**/my/next')
await phone.locator('.sync').getByText('已同步').waitFor({ timeout: 120_000 })
await take(phone, '/my/next', '下一户看谁', 'next-phone.png')
const home = await phone.locator('a.home').first().getAttribute('href')
await take(phone, home, '记一次谈话', 'household-phone.png')
await phone.getByRole('link', { name: '记一次谈话' }).filter({ visible: true }).first().click()
await phone.locator('#said-0').fill('自来水水压太小，一到傍晚就没水，洗菜都接不满一盆')
await phone.locator('#need-0').fill('查一查水压')
await phone.locator('#promise-0').fill('明天问水务站')
await phone.waitForTimeout(600)
await phone.screenshot({ path: to('talk-phone.png') })
await browser.close()
