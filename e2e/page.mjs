// A person at a page: signs in, goes places, and never meets an accessibility violation or an error in the console.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PASSWORD } from './server.mjs'

export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const DESK = { width: 1280, height: 860 }
export const PHONE = { width: 390, height: 844 }

/** A fresh browser window; `page.errors` collects what the console complains of. */
export async function visitor(site, viewport = DESK) {
  const context = await site.browser.newContext({ viewport, locale: 'zh-CN', baseURL: site.url, bypassCSP: true, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.errors = []
  page.on('pageerror', (error) => page.errors.push(String(error)))
  return page
}

/** Somebody signed in. */
export async function signedIn(site, login, viewport = DESK, password = PASSWORD) {
  const page = await visitor(site, viewport)
  await page.goto('/')
  await signIn(page, login, password)
  await page.locator('input[type=password]').waitFor({ state: 'detached' })
  return page
}

export async function signIn(page, login, password) {
  await page.locator('input[type=password]').waitFor()
  await page.locator('form input').first().fill(login)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
}

/** Waits until the page shows a text, and asks axe about it. */
export async function sees(page, text) {
  await page.getByText(text).filter({ visible: true }).first().waitFor()
  await clean(page)
}

/** Zero violations by axe, zero errors thrown. */
export async function clean(page) {
  await page.locator('h1').filter({ visible: true }).first().waitFor()
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`)
  })
  assert.deepEqual(found, [], `axe at ${page.url()}`)
  assert.deepEqual(page.errors, [], `errors at ${page.url()}`)
}

/** Polls until `look` gives something true. */
export async function until(look, what, milliseconds = 30_000) {
  const end = Date.now() + milliseconds
  while (Date.now() < end) {
    const seen = await look()
    if (seen) return seen
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(`waited in vain for ${what}`)
}

/** Pictures for whoever looks at the pages: `LIANXIN_SHOTS=folder`. `both`: the same page at the desk and on a phone. */
export function pictures(prefix) {
  async function shot(page, name) {
    if (process.env.LIANXIN_SHOTS) await page.screenshot({ path: join(process.env.LIANXIN_SHOTS, `${prefix}-${name}.png`), fullPage: true })
  }
  async function both(page, name) {
    await page.setViewportSize(DESK)
    await clean(page)
    await shot(page, `${name}-desk`)
    await page.setViewportSize(PHONE)
    await clean(page)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(wide, 0, `${page.url()} is wider than the phone`)
    await shot(page, `${name}-phone`)
    await page.setViewportSize(DESK)
  }
  return { shot, both }
}

/** Asks the API as the page's account. */
export const ask = (page, method, path, body) =>
  page.evaluate(async ([method, path, body]) => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const reply = await fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, ...(body ? { body: JSON.stringify(body) } : {}) })
    return reply.status === 204 ? undefined : reply.json()
  }, [method, path, body])

/** Says why one looks at a case, once, and waits for it. */
export async function looks(page, purpose) {
  await page.getByText('先说明为什么查看').waitFor()
  await page.getByLabel('查看事由').fill(purpose)
  await page.getByRole('button', { name: '打开', exact: true }).click()
  await page.getByText('本次查看事由').waitFor()
}

/** An act by its button, with the words that it asks for; its sheet goes when it is done. `opener`: the button, where it is named otherwise. */
export async function acts(page, name, words, more = async () => {}, opener = name) {
  await page.getByRole('button', { name: opener, exact: true }).first().click()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  await more(sheet)
  if (words) await sheet.locator('textarea').fill(words)
  await clean(page)
  await sheet.getByRole('button', { name, exact: true }).click()
  await sheet.waitFor({ state: 'detached' })
}

/** New staff of a township, who have changed the password that the administrator gave. */
export async function clerk(site, login, name, place, viewport = DESK) {
  const first = 'first battery horse'
  const admin = await signedIn(site, 'admin', viewport)
  await admin.evaluate(async (account) => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const made = await fetch('/api/v1/accounts', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, body: JSON.stringify(account) })
    if (made.status !== 201) throw new Error(`an account: ${made.status}`)
  }, { login, name, password: first, grants: [{ role: 'township', place }] })
  await admin.close()
  const page = await visitor(site, viewport)
  await page.goto('/')
  await signIn(page, login, first)
  await until(async () => (await page.evaluate(async () => (await fetch('/api/v1/session')).json())).signed_in, 'signed in')
  await page.evaluate(async (old) => {
    const { csrf } = await (await fetch('/api/v1/session')).json()
    const body = JSON.stringify({ old, new: 'another battery horse' })
    const changed = await fetch('/api/v1/session/password', { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': csrf }, body })
    if (!changed.ok) throw new Error(`a password: ${changed.status}`)
  }, first)
  return page
}
