// Who sees what in full: the police officer of a village, what a household lets others see, who answers for its minors, a
// department by its matter, and the resident on her own phone.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PHONE, ask, clean, pictures, sees, signedIn, visitor } from '../page.mjs'
import { start } from '../server.mjs'

const { shot, both } = pictures('access')
let site
before(async () => (site = await start()))
after(() => site?.stop())

/** Says why one looks, in the part of the page that asks. */
async function why(part, purpose, go) {
  await part.getByLabel('查看事由').fill(purpose)
  await part.getByRole('button', { name: go, exact: true }).click()
}

test('the police see doors, what was addressed to them and what a household lets them see; guardians; fields of a matter', async () => {
  const police = await signedIn(site, 'police')
  const mine = await ask(police, 'GET', '/me/villages')
  const village = mine.villages.find((one) => one.tier === 'police_liaison').village
  const town = await signedIn(site, 'town')
  const made = await ask(town, 'POST', `/villages/${village.code}/households`, {
    house: '甲12号', name: '单秀兰', members: 4, residents: [{ name: '单秀兰', relation: '户主' }, { name: '王建国', relation: '配偶' }],
    facts: [{ class: 'hardship', text: '因病致贫' }, { class: 'contact', text: '13800001111' }, { class: 'minor', text: '王小宝，上小学' }],
  })
  const household = made.ref.split('.').pop()

  await town.goto(`/households/${made.ref}`)
  await town.getByLabel('查看事由').fill('核对户册')
  await town.getByRole('button', { name: '查看户册' }).click()
  await town.getByText('没有授权给任何人').waitFor()
  await town.getByRole('button', { name: '登记授权' }).click()
  const sheet = town.getByRole('dialog')
  await sheet.getByLabel('看什么').selectOption('hardship')
  await both(town, 'give')
  await sheet.getByRole('button', { name: '登记授权' }).click()
  await town.getByText('本村民警').first().waitFor()
  await town.getByRole('button', { name: '更改监护人' }).click()
  await sheet.getByLabel('单秀兰').uncheck()
  await sheet.getByLabel('王建国').check()
  await both(town, 'guardian')
  await sheet.getByRole('button', { name: '更改监护人' }).click()
  await town.getByText('监护人', { exact: true }).waitFor()
  await both(town, 'household')
  await town.getByRole('button', { name: '查看 困难情况' }).click()
  await why(sheet, '看看', '查看')
  await sheet.getByText('这户现在没有您单位正在办理的事项').waitFor()
  await shot(town, 'needs-task')

  await town.goto(`/print/household/${made.ref}`)
  await town.getByLabel('谁来要的').fill('王建国')
  await town.getByLabel('查看事由').fill('本户申请副本')
  await both(town, 'copy-ask')
  await town.getByRole('button', { name: '出具副本' }).click()
  await town.getByText('还须两个其他单位的人同意').waitFor()
  await both(town, 'copy')

  await town.goto('/cases/new')
  await town.getByText('也交给本村民警').waitFor()
  const said = { village: village.code, household, words: '夜里有人敲门闹事', title: '夜里敲门', theme: 'safety', kind: 'ordinary', police: true }
  const alarm = await ask(town, 'POST', '/cases', said)

  await police.setViewportSize(PHONE)
  await police.goto('/my/police')
  await sees(police, '夜里敲门')
  const row = police.getByRole('listitem').filter({ hasText: '夜里敲门' })
  await row.getByRole('button', { name: '看内容' }).click()
  await why(police.getByRole('dialog'), '处警', '看内容')
  await police.getByText('夜里有人敲门闹事').waitFor()
  await both(police, 'police-words')
  await police.keyboard.press('Escape')
  await why(police.locator('section').filter({ hasText: '授权我看的' }), '上门走访', '查看')
  await police.getByRole('button', { name: '查看 单秀兰 困难情况' }).click()
  await police.getByText('因病致贫').waitFor()
  await why(police.locator('section').filter({ hasText: '户主与门牌' }).first(), '巡防走访', '查看')
  await police.getByText('单秀兰').nth(1).waitFor()
  await both(police, 'police')

  // The resident on her own phone: sees what she let others see, takes it back, and keeps the police out of it.
  const cadre = await signedIn(site, 'cadre')
  const slip = await ask(cadre, 'POST', `/cases/${alarm.ref}/slip`, {})
  const resident = await visitor(site, PHONE)
  await resident.goto(`/r/#${slip.token}`)
  await resident.getByText('这件事您已经交给本村民警').waitFor()
  await resident.getByRole('button', { name: '看看同意过谁' }).click()
  await resident.getByText('本村民警 · 困难情况').waitFor()
  await clean(resident)
  await shot(resident, 'resident')
  await resident.getByRole('button', { name: '收回' }).click()
  await resident.getByText('已到期或已收回').waitFor()
  await resident.getByRole('button', { name: '不让民警看了' }).click()
  await resident.getByRole('button', { name: '让民警知道' }).waitFor()
  await police.goto('/my/police')
  await police.getByRole('heading', { name: '群众交给派出所的事' }).waitFor()
  await police.getByRole('heading', { name: '户主与门牌' }).first().waitFor()
  assert.equal(await police.getByText('夜里敲门').count(), 0)

  // From the desk where the slip was printed nobody answers for her.
  await town.goto(`/r/#${slip.token}`)
  await town.getByRole('button', { name: '让民警知道' }).click()
  await town.getByText('这部设备上登录着工作人员账号').waitFor()

  // A department sees what its matter needs.
  const dept = await signedIn(site, 'dept')
  const { grants: [grant] } = await ask(dept, 'GET', '/session')
  const unit = typeof grant.unit === 'string' ? grant.unit : grant.unit.ref
  const benefit = await ask(town, 'POST', '/cases', { ...said, words: '想问问低保', title: '申请低保', theme: 'benefits', police: false })
  assert.ok(benefit.ref, JSON.stringify(benefit))
  await ask(town, 'POST', `/cases/${benefit.ref}/acts`, { act: 'offer', to: unit, words: '' })
  await ask(dept, 'POST', `/cases/${benefit.ref}/acts`, { act: 'take_over', words: '' })
  await dept.goto(`/cases/${benefit.ref}`)
  await dept.getByLabel('查看事由').fill('核对低保条件')
  await dept.getByRole('button', { name: '打开', exact: true }).click()
  await dept.getByRole('button', { name: '查看 困难情况' }).click()
  await why(dept.getByRole('dialog'), '核对低保条件', '查看')
  await dept.getByText('因病致贫').waitFor()
  await both(dept, 'fields')
  await dept.goto('/granted')
  await why(dept.locator('main'), '核对条件', '查看')
  await dept.getByText('现在没有住户授权您看什么').waitFor()
  await both(dept, 'granted')
})
