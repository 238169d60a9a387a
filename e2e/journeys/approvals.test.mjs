// What nobody may look at alone: a township asks for an emergency look, another unit agrees, the household can see it; a file of
// many names waits for two.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, sees, signedIn } from '../page.mjs'
import { start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

const ask = (page, path) => page.evaluate(async (path) => (await fetch(`/api/v1${path}`)).json(), path)

/** A village of the township where somebody lives, and one of its households. */
async function somebody(page) {
  const { code } = (await ask(page, '/session')).grants[0].place
  for (let n = 1; n < 100; n++) {
    const village = `${code}${String(n).padStart(3, '0')}`
    const { items } = await ask(page, `/villages/${village}/households?purpose=${encodeURIComponent('核对户册')}&limit=3`)
    if (items?.length) return { home: items[0], village: (await ask(page, `/places/${village}`)).place }
  }
  assert.fail('nobody lives in this township')
}

test('one household is seen in an emergency once another unit agreed, and reads who it was', async () => {
  const town = await signedIn(site, 'town')
  const { home, village } = await somebody(town)
  await town.goto('/approvals')
  await sees(town, '您还没有提出过申请。')
  await town.getByRole('link', { name: '紧急查阅一户' }).click()
  await sees(town, '只在紧急时用')
  await town.getByRole('button', { name: '提出申请' }).click()
  await town.getByRole('combobox', { name: '村（社区）' }).fill(village.name)
  await town.getByRole('option').first().click()
  await town.getByLabel('门牌号').fill('没有这一号')
  await town.getByLabel('为什么现在要看').fill('洪水转移，找不到人')
  await town.getByRole('button', { name: '提出申请' }).click()
  await sees(town, '该村没有这个门牌的住户。')
  await town.getByLabel('门牌号').fill(home.house)
  await town.getByRole('button', { name: '提出申请' }).click()
  await sees(town, '0／1 个单位已同意')

  const county = await signedIn(site, 'county', PHONE)
  await county.goto('/approvals')
  await sees(county, '洪水转移，找不到人')
  assert.equal(await county.getByText(home.name).count(), 0, 'whoever agrees is not told whose home it is')
  const emergency = county.getByRole('listitem').filter({ hasText: '洪水转移，找不到人' })
  await emergency.getByRole('button', { name: '同意', exact: true }).click()
  await emergency.waitFor({ state: 'detached' })

  await town.reload()
  await town.getByRole('link', { name: '查看', exact: true }).click()
  await sees(town, '这一次查看已记入这户的查阅记录。')
  await sees(town, home.name)
  const events = await ask(town, `/households/${home.ref}/events?limit=50`)
  assert.ok(events.items.some((event) => event.purpose === '紧急查阅：洪水转移，找不到人'))
  await county.goto('/open/glass')
  await sees(county, '紧急查阅次数')
  await town.close()
  await county.close()
})

test('a file of many names is asked for, and refused with a reason', async () => {
  const town = await signedIn(site, 'town', DESK)
  const { code } = (await ask(town, '/session')).grants[0].place
  await town.goto(`/visits/export?place=${code}`)
  const to = await town.getByLabel('到哪天').inputValue()
  await town.getByLabel('从哪天').fill(`${Number(to.slice(0, 4)) - 1}-${to.slice(5, 7)}-15`)
  await town.getByRole('button', { name: '核对承诺兑现' }).click()
  await town.getByRole('checkbox').check()
  await town.getByRole('button', { name: '生成并下载' }).click()
  await sees(town, '须两个不同单位的人同意后才能导出')
  await town.getByRole('button', { name: '请两个单位会签' }).click()
  await sees(town, '0／2 个单位已同意')
  const county = await signedIn(site, 'county', DESK)
  await county.goto('/approvals')
  const file = county.getByRole('listitem').filter({ hasText: '核对承诺兑现' })
  await file.getByRole('button', { name: '不同意' }).click()
  await county.getByLabel('为什么不同意').fill('按月汇总即可')
  await county.getByRole('dialog').getByRole('button', { name: '不同意' }).click()
  await file.waitFor({ state: 'detached' })
  await town.reload()
  await sees(town, '按月汇总即可')
  await clean(town)
  await town.close()
  await county.close()
})
