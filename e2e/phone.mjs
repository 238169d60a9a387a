// A phone in somebody's hand: a browser with a folder of its own, that can be killed and opened again.

import { readFileSync, readdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { PHONE, axe, signIn, until } from './page.mjs'
import { PASSWORD } from './server.mjs'

const opened = new Set()
/** Closes whatever a failed journey has left open. */
export const closeAll = () => Promise.all([...opened].map((context) => context.close().catch(() => {})))

/** Opens the browser of a folder at an address. */
export async function carry(url, folder, viewport = PHONE, more = []) {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN', ...more],
    viewport, locale: 'zh-CN', baseURL: url, acceptDownloads: true, env: { ...process.env, LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN' },
  })
  opened.add(context)
  context.on('close', () => opened.delete(context))
  const page = context.pages()[0] ?? (await context.newPage())
  return { context, page: watched(page), folder }
}

export function watched(page) {
  page.setDefaultTimeout(20_000)
  page.errors = []
  page.on('pageerror', (error) => page.errors.push(String(error)))
  return page
}

/** Ends every process of the browser of this folder at once, as a phone does whose battery dies. */
export async function kill({ folder, context }) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })
  assert.ok(pids.length, 'the browser runs')
  for (const pid of pids) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
  await context.close().catch(() => {})
}

/** What the sync state at the top says. */
export const state = async (page) => (await page.locator('.sync').first().innerText()).trim()
export const synced = (page) => until(async () => (await state(page)).includes('已同步'), 'everything sent and fetched', 60_000)

/** A phone signed in, its worker in charge, its first download done. */
export async function ready(wire, folder) {
  const phone = await carry(wire.url, folder)
  await phone.page.goto('/')
  await signIn(phone.page, 'cadre', PASSWORD)
  await phone.page.waitForURL('**/my/next')
  await until(() => phone.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'), 'the worker')
  await synced(phone.page)
  return phone
}

/** Takes the network away from a phone, or gives it back. */
export async function offline({ context }, wire, off) {
  wire.cut = off
  await context.setOffline(off)
}

/** Writes down a talk with a household. */
export async function talk(page, home, words) {
  await page.goto(`/my/talk?household=${home.id}`)
  await page.locator('#said-0').fill(words)
  await page.getByRole('button', { name: '存下' }).click()
  await page.waitForURL(`**/my/households/${home.id}`)
  await page.getByText(words).first().waitFor()
}

/** Zero violations by axe, also of its stricter contrast (7:1), and nothing to touch that is smaller than 44 px. */
export async function readable(page) {
  await page.locator('h1').filter({ visible: true }).first().waitFor()
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: true } } })
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 120)} ${n.failureSummary.slice(0, 200)}`).join(' | ')}`)
  })
  assert.deepEqual(found, [], `axe at ${page.url()}`)
  const small = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && !one.closest('.skip, .sr') && !one.classList.contains('skip'))
    const box = (one) => (one.type === 'checkbox' || one.type === 'radio' ? one.closest('label') : one).getBoundingClientRect()
    return all.filter((one) => box(one).height < 43.5 || box(one).width < 43.5).map((one) => `${one.outerHTML.slice(0, 100)} ${Math.round(box(one).width)}x${Math.round(box(one).height)}`)
  })
  assert.deepEqual(small, [], `too small to touch at ${page.url()}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.equal(wide, 0, `${page.url()} is wider than the phone`)
  assert.deepEqual(page.errors, [], `errors at ${page.url()}`)
}

/** Every line of the feed that the server would give this phone. */
export function feed(page) {
  return page.evaluate(async () => {
    const read = async (path) => (await fetch(`/api/v1${path}`)).json()
    const devices = await read('/sync/devices')
    const device = (devices.items ?? devices).find((one) => one.state === 'active').id
    const items = []
    for (let after = '', more = true; more; ) {
      const part = await read(`/sync/pull?device=${device}&after=${encodeURIComponent(after)}&limit=1000`)
      items.push(...part.items)
      ;({ next: after, more } = part)
    }
    return items
  })
}

/** A household whose initials lead to it among the first few. */
export async function household(page) {
  const homes = (await feed(page)).filter((line) => line.entity === 'household').map((line) => line.data)
  const count = (initials) => homes.filter((home) => [home, ...home.residents].some((one) => one.initials.startsWith(initials))).length
  const [found] = homes.filter((home) => home.initials.length >= 2).sort((a, b) => count(a.initials) - count(b.initials))
  assert.ok(found, 'the official has households')
  return found
}

/** The visits of a feed in which something was said. */
export const said = (lines, words) => lines.filter((one) => one.entity === 'visit' && one.data.statements.some((statement) => statement.words === words))

/** The names of what a drawer of the phone's database holds. */
export const kept = (page, drawer) => stored(page, drawer)
/** A small thing without names that a page of the phone wrote down for itself. */
export const noted = (page, name) => stored(page, 'meta', `note ${name}`)

function stored(page, drawer, name) {
  return page.evaluate(([drawer, name]) => new Promise((done) => {
    const opening = indexedDB.open('lianxin')
    opening.onsuccess = () => {
      const from = opening.result.transaction(drawer).objectStore(drawer)
      const asked = name ? from.get(name) : from.getAllKeys()
      asked.onsuccess = () => (opening.result.close(), done(asked.result))
    }
  }), [drawer, name])
}

/** Presses Tab until what has the focus is wanted. */
export async function tabTo(page, wanted, most = 80) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return
  }
  assert.fail(`the keyboard does not reach ${wanted} at ${page.url()}`)
}
