// Several units on one case: the township asks a department for a part, cannot end the case before it is done, writes down what it
// costs and who works on it, and adds a file, which is downloaded and taken away again.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { acts, ask, clean, looks, pictures, signedIn } from '../page.mjs'
import { root, start } from '../server.mjs'

const { shot, both } = pictures('joint')
let site
before(async () => (site = await start()))
after(() => site?.stop())

test('a case of several units ends only when each has done its part', async () => {
  const town = await signedIn(site, 'town')
  const handler = await signedIn(site, 'dept')
  const { unit } = (await ask(handler, 'GET', '/session')).grants[0]
  const session = await ask(town, 'GET', '/session')
  const place = await ask(town, 'GET', `/places/${session.grants[0].place.code}`)
  const title = `桥面塌了一角 ${Date.now() % 100_000}`
  const said = { village: place.children[0].code, words: '村口的桥塌了一角，三轮车过不去', title, theme: 'roads', kind: 'complex' }
  const { ref } = await ask(town, 'POST', '/cases', said)

  await town.goto(`/cases/${ref}`)
  await looks(town, '核实桥面')
  await acts(town, '受理')
  await town.getByText('一个单位办不完的').waitFor()
  await town.getByText('不是必须附的').waitFor()
  await both(town, 'empty')

  await acts(town, '请单位协办', '查桥墩，出加固办法', async (sheet) => {
    await sheet.getByLabel('请哪个单位').selectOption(unit.ref)
    await sheet.getByLabel('哪天前做完').fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10))
    await shot(town, 'invite-desk')
  })
  await town.getByText(`协办：${unit.name}`).first().waitFor()
  await both(town, 'asked')

  // It is the department's move: in its list, with its two answers.
  await handler.goto('/cases?mine=1')
  await handler.getByText(`协办：${unit.name}`).first().waitFor()
  await both(handler, 'list')
  await handler.getByRole('link', { name: title }).click()
  await looks(handler, '协办桥面')
  await handler.getByText('查桥墩，出加固办法').first().waitFor()
  await both(handler, 'part')
  await acts(handler, '接受协办', '下周一到')

  await town.reload()
  await looks(town, '核实桥面')
  await town.getByRole('button', { name: '办结', exact: true }).first().click()
  const sheet = town.getByRole('dialog')
  await sheet.locator('textarea').fill('桥补好了')
  await sheet.getByRole('button', { name: '办结', exact: true }).click()
  await sheet.getByText(`协办单位还没有办完：${unit.name}`).waitFor()
  await clean(town)
  await shot(town, 'refused-desk')
  await sheet.getByRole('button', { name: '关闭' }).click()

  await acts(handler, '协办办完', '桥墩结实，已交加固图')
  await handler.getByText('这件事现在不由您的单位经手').waitFor()

  await town.reload()
  await looks(town, '核实桥面')
  await acts(town, '登记资金', '县里补一部分', async (form) => {
    await form.getByLabel('计划（元）').fill('36000.50')
    await form.getByLabel('资金来源').selectOption('budget')
    await shot(town, 'cost-desk')
  }, '登记 资金')
  await town.getByText('36000.50 元').waitFor()
  await acts(town, '指定经办人', '', (form) => form.getByLabel('哪一位').selectOption({ index: 1 }), '指定 经办人')

  const photo = { name: '桥面照片.jpg', mimeType: 'image/jpeg', buffer: readFileSync(join(root, 'fixtures/photo-exif.jpg')) }
  await town.locator('input[type=file]').setInputFiles(photo)
  await town.getByRole('link', { name: '下载 桥面照片.jpg' }).waitFor()
  await town.locator('input[type=file]').setInputFiles({ name: '程序.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program') })
  await town.getByText('是不是按文件内容判断').waitFor()
  await both(town, 'whole')
  const coming = town.waitForEvent('download')
  await town.getByRole('link', { name: '下载 桥面照片.jpg' }).click()
  const file = await coming
  assert.equal(file.suggestedFilename(), '桥面照片.jpg')
  const bytes = readFileSync(await file.path())
  assert.ok(bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])))
  assert.ok(!bytes.includes('HUAWEI') && !bytes.includes('GPS'), 'what the camera wrote is gone')
  await acts(town, '撤下', '', undefined, '撤下 桥面照片.jpg')
  await town.getByText('撤下，内容已删除').waitFor()

  await acts(town, '办结', '桥补好了，三轮车能过')
  await town.getByText('还没有问群众').waitFor()
  await both(town, 'done')
})
