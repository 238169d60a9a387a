// Visits taken home as a file: township staff say which, of which days and why; the household reads that it left.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, sees, signedIn } from '../page.mjs'
import { start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

const ask = (page, path) => page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path)

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `${name}.png`), fullPage: true })
}

for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
  test(`a township takes its visits home and every household can see it (${size})`, async () => {
    const page = await signedIn(site, 'town', viewport)
    const own = (await ask(page, '/session')).grants[0].place
    await page.goto(`/reach/${own.code}`)
    await page.locator('main').getByRole('link', { name: '导出走访' }).click()
    await page.waitForURL('**/visits/export?place=*')
    await sees(page, '导出会留下记录')
    assert.equal(await page.getByRole('combobox', { name: '哪个地方' }).inputValue(), own.name)
    await shot(page, `takehome-${size}`)

    const from = page.getByLabel('从哪天')
    await from.fill(`${Number((await from.inputValue()).slice(0, 4)) - 2}-01-01`)
    await page.getByRole('button', { name: '核对承诺兑现' }).click()
    await page.getByRole('button', { name: '生成并下载' }).click()
    await sees(page, '一次最多导出 400 天。')
    await shot(page, `takehome-refused-${size}`)

    const to = await page.getByLabel('到哪天').inputValue()
    await from.fill(`${Number(to.slice(0, 4)) - 1}-${to.slice(5, 7)}-15`)
    let village
    for (const [label, ending, begins] of [['CSV', 'csv', '\ufeff区划代码,'], ['Excel', 'xlsx', 'PK'], ['Parquet', 'parquet', 'PAR1']]) {
      await page.getByRole('radio', { name: label }).check()
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: '生成并下载' }).click()
      const file = await coming
      assert.match(file.suggestedFilename(), new RegExp(`^lianxin-visits-${own.code}-.*\\.${ending}$`))
      const text = readFileSync(await file.path(), 'utf8')
      assert.ok(text.startsWith(begins), ending)
      if (ending !== 'csv') continue
      assert.ok(text.split('\r\n').length > 20 && !text.includes('户主'), 'a year of visits, nobody named')
      village = text.split('\r\n')[1].split(',')[0]
    }
    await shot(page, `takehome-done-${size}`)
    await clean(page)

    const { items } = await ask(page, `/villages/${village}/households?purpose=${encodeURIComponent('核对户册')}`)
    const events = await ask(page, `/households/${items[0].ref}/events?limit=50`)
    assert.ok(events.items.some((event) => event.class === 'export' && event.purpose === '核对承诺兑现' && event.whole_village))
    await page.close()
  })
}
