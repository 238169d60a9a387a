// Journeys of township staff through a register of households: nothing is shown before one said why, and each look is written down.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, clerk, sees, signedIn, until } from '../page.mjs'
import { root, start } from '../server.mjs'

let site
let village
before(async () => {
  site = await start()
})
after(() => site?.stop())

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `${name}.png`), fullPage: true })
}

async function town(viewport) {
  const page = await signedIn(site, 'town', viewport)
  if (!village) {
    village = await page.evaluate(async () => {
      const session = await (await fetch('/api/v1/session')).json()
      const place = await (await fetch(`/api/v1/places/${session.grants[0].place.code}`)).json()
      return place.children[0].code
    })
  }
  return page
}

/** Staff of the township whose registers the fixtures are: the demo's own township is another one, with households already. */
const registrar = (viewport) => clerk(site, 'guhuai', '户册所在街道', '370811002', viewport)

for (const [size, viewport] of [['desk', DESK], ['phone', PHONE]]) {
  test(`a household is written down, sealed, shown for a purpose, copied and erased (${size})`, async () => {
    const page = await town(viewport)
    await page.goto(`/villages/${village}`)
    await page.getByRole('link', { name: '户册', exact: true }).click()
    await sees(page, '先说明为什么查看')
    await shot(page, `purpose-${size}`)
    await page.getByRole('button', { name: '核对户册' }).click()
    await page.getByRole('button', { name: '查看户册' }).click()
    await sees(page, '本次查看事由')
    await page.getByRole('button', { name: '登记一户' }).click()
    const head = size === 'desk' ? '单秀兰' : '曾祥云'
    await page.getByLabel('门牌号').fill('12号')
    await page.getByLabel('户主', { exact: true }).fill(head)
    await page.getByLabel('人口（含未成年人）').fill('3')
    await page.getByLabel('姓名', { exact: true }).fill(head)
    await page.getByRole('button', { name: '再加一人' }).click()
    await page.getByLabel('姓名', { exact: true }).nth(1).fill('王建国')
    await page.getByLabel('与户主关系').nth(1).fill('配偶')
    await clean(page)
    await shot(page, `add-${size}`)
    await page.getByRole('button', { name: '保存' }).click()
    await page.waitForURL('**/households/*')
    await sees(page, '没有封存信息')

    await page.getByRole('button', { name: '登记封存信息' }).click()
    await page.getByLabel('关于').selectOption('health')
    await page.getByLabel('内容').fill('肝硬化，在县医院住院')
    await clean(page)
    await page.getByRole('button', { name: '封存', exact: true }).click()
    await page.getByRole('heading', { name: '健康' }).waitFor()
    assert.equal(await page.getByText('肝硬化').count(), 0, 'masked by default')
    // Nothing of this household is anybody's task yet: its matter is written down first.
    const said = await page.evaluate(async (at) => {
      const { csrf } = await (await fetch('/api/v1/session')).json()
      const body = JSON.stringify({ village: at, household: location.pathname.split('.').pop(), words: '想问问住院能报多少', title: '问报销', theme: 'health', kind: 'question' })
      return (await fetch('/api/v1/cases', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, body })).status
    }, village)
    assert.equal(said, 201)
    await page.getByRole('button', { name: '查看 健康' }).click()
    await page.getByRole('dialog').getByLabel('查看事由').fill('联系医院')
    await clean(page)
    await shot(page, `reveal-${size}`)
    await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click()
    await page.getByText('肝硬化，在县医院住院').waitFor()
    await sees(page, '联系医院')
    await page.getByRole('button', { name: '登记身份' }).click()
    await page.getByLabel('依据').fill('2026年村党支部名册')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('老党员').filter({ visible: true }).first().waitFor()
    await clean(page)
    await shot(page, `household-${size}`)
    await page.getByRole('button', { name: '遮住' }).click()
    assert.equal(await page.getByText('肝硬化').count(), 0, 'masked again')

    await page.goto(`/villages/${village}/households`)
    await page.getByRole('button', { name: '走访准备' }).click()
    await page.getByRole('button', { name: '查看户册' }).click()
    await page.getByLabel('查找').fill(size === 'desk' ? 'sxl' : 'zxy')
    await page.getByRole('button', { name: '查找' }).click()
    await page.getByRole('link', { name: head }).waitFor()
    await clean(page)
    await shot(page, `list-${size}`)
    await page.getByRole('link', { name: head }).click()
    await page.getByRole('link', { name: '本户副本' }).click()
    await page.getByRole('textbox', { name: '查看事由' }).fill('本户申请副本')
    await page.getByRole('button', { name: '出具副本' }).click()
    await sees(page, '肝硬化，在县医院住院')
    await shot(page, `copy-${size}`)
    await page.getByRole('link', { name: '返回' }).click()
    await page.getByRole('button', { name: '清除' }).click()
    await page.getByLabel('清除原因').fill('本户书面申请')
    const erase = page.getByRole('button', { name: '清除，不可恢复' })
    assert.equal(await erase.isDisabled(), true, 'the name is typed first')
    await page.getByLabel('请输入户主姓名').fill(head)
    await clean(page)
    await shot(page, `erase-${size}`)
    await erase.click()
    await page.waitForURL(`**/villages/${village}/households`)
    await until(async () => (await page.getByText(head).count()) === 0, 'the household to be gone')
    assert.deepEqual(page.errors, [])
    await page.close()
  })
}

test('a register with problems names the cells, quotes nothing sealed, and imports nothing', async () => {
  const page = await town(DESK)
  await page.goto('/household-imports')
  await sees(page, '户册导入')
  const file = { name: '户册.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(join(root, 'fixtures/households-problems.xlsx')) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('一行也不会写入').waitFor()
  await sees(page, '怎样改')
  assert.equal(await page.getByText('保密').count(), 0)
  await shot(page, 'import-problems-desk')
  await page.setViewportSize(PHONE)
  await clean(page)
  await shot(page, 'import-problems-phone')
  await page.close()
})

test('a register is previewed without showing what is sealed, written, and undone', async () => {
  const page = await registrar(DESK)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto('/household-imports')
  const file = { name: '户册.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(join(root, 'fixtures/households.xlsx')) }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: '全部写入' }).waitFor()
  await page.getByRole('link', { name: /^新增/ }).click()
  await sees(page, '已封存')
  for (const secret of ['欠医药费', '13800001111', '王小宝']) assert.equal(await page.getByText(secret).count(), 0, secret)
  await shot(page, 'import-changes-desk')
  await page.setViewportSize(PHONE)
  await clean(page)
  await shot(page, 'import-changes-phone')
  await page.getByRole('button', { name: '全部写入' }).click()
  await page.getByRole('button', { name: '撤销这次导入' }).waitFor()
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByText('已撤销').first().waitFor()
  await clean(page)
  await page.close()
})
