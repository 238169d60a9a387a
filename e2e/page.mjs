// A person at a page: signs in, goes places, and never meets an accessibility violation or an error in the console.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
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
