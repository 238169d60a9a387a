// An office arrives with its own sheet of open matters: previewed, mended, brought in, seen in the list of cases, undone.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DESK, PHONE, clean, clerk, sees } from '../page.mjs'
import { root, start } from '../server.mjs'

let site
before(async () => {
  site = await start()
})
after(() => site?.stop())

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. */
async function shot(page, name) {
  if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `${name}.png`), fullPage: true })
}


const send = (page, name) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: readFileSync(join(root, 'fixtures', name)) })

test('an office brings its open matters in, sees what is wrong and what is there already, and takes them back', async () => {
  const page = await clerk(site, 'xuzhuang', '许庄街道', '370811002')
  await page.goto('/cases')
  await page.getByRole('link', { name: '导入未办结事项' }).click()
  await sees(page, '还没有导入过')
  await shot(page, 'docket-empty')

  await send(page, 'cases-problems.xlsx')
  await sees(page, '改好原表后重新上传')
  assert.equal(await page.getByText('保密').count(), 0, 'neither names nor words are quoted')
  await shot(page, 'docket-problems')
  await page.setViewportSize(PHONE)
  await clean(page)
  await shot(page, 'docket-problems-phone')
  await page.setViewportSize(DESK)

  await page.goto('/case-imports')
  await send(page, 'cases.xlsx')
  await page.getByText('自来水水压小，傍晚没水').waitFor()
  await clean(page)
  await shot(page, 'docket-preview')
  await page.setViewportSize(PHONE)
  await clean(page)
  await shot(page, 'docket-preview-phone')
  await page.setViewportSize(DESK)
  await page.getByRole('button', { name: '全部写入' }).click()
  await page.getByRole('button', { name: '撤销这次导入' }).waitFor()
  await page.getByRole('link', { name: '自来水水压小，傍晚没水' }).click()
  // Of a case that is one's task the words are shown for a purpose only.
  await sees(page, '先说明为什么查看')
  await shot(page, 'docket-case')

  await page.goto('/case-imports')
  await send(page, 'cases-later.xlsx')
  await page.getByText('件和在办的事项相像').waitFor()
  await page.getByRole('link', { name: /像已有的/ }).click()
  await sees(page, '像：')
  await shot(page, 'docket-alike')
  await page.getByLabel('不导入相像的').check()
  await page.getByRole('button', { name: '全部写入' }).click()
  await page.getByRole('button', { name: '撤销这次导入' }).waitFor()

  await page.goto('/case-imports')
  await page.getByRole('link', { name: 'cases-later.xlsx' }).waitFor()
  await clean(page)
  await shot(page, 'docket-list')
  await page.goto('/cases')
  await page.getByRole('link', { name: '水渠清淤' }).waitFor()
  await shot(page, 'docket-cases')
  await page.getByRole('link', { name: '到期提醒' }).click()
  await page.getByRole('link', { name: '通村路坑洼，下雨没法走' }).waitFor()

  await page.goto('/case-imports')
  await page.getByRole('link', { name: 'cases.xlsx', exact: true }).click()
  page.once('dialog', (dialog) => dialog.accept())
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await page.getByText('已撤销').filter({ visible: true }).first().waitFor()
  await shot(page, 'docket-undone')
  await page.goto('/cases')
  await page.getByRole('link', { name: '水渠清淤' }).waitFor()
  assert.equal(await page.getByText('自来水水压小').count(), 0)
  assert.deepEqual(page.errors, [])
  await page.close()
})
