// How heavy the phone is: `npm run measure` prints bytes, requests and seconds of the first download on a slow phone (4x CPU throttling,
// 1.6 Mbit/s, 150 ms), and Lighthouse's word on the same pages. Twice: for the demo's official as the program serves him, and for an
// official of five villages, 2,000 households and 3,000 visits, whose feed this script makes up (everything else is the program's). Ends
// with 1 when a list is in sight later than promised. Wants a machine that does nothing else: on a busy one the seconds are the machine's.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PHONE, signIn, until } from './page.mjs'
import { carry, closeAll, state } from './phone.mjs'
import { line } from './line.mjs'
import { PASSWORD, start } from './server.mjs'

const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 }
/** A first list of households is in sight after so many milliseconds at most. */
const PROMISED = 2000
const LIGHTHOUSE = 'lighthouse@12.8.2'
const site = await start()
const wire = await line(site.url)

console.log(`${cpus().length} cores (${cpus()[0].model.trim()}), of which the phone gets a quarter of one; load before: ${loadavg()[0].toFixed(1)}`)
await firstDownload('the demo’s official')
wire.answer = made(feedOf(5, 2000, 3000))
await firstDownload('five villages, 2,000 households, 3,000 visits')
await lighthouse()
wire.close()
await site.stop()

/** Signs in, takes only the cookie along to a fresh browser, and opens the page there, slowly. */
async function firstDownload(name) {
  const before = await site.browser.newContext({ baseURL: wire.url, locale: 'zh-CN' })
  const door = await before.newPage()
  await door.goto('/about')
  await door.goto('/')
  await signIn(door, 'cadre', PASSWORD)
  await door.waitForURL('**/my/next')
  const { cookies } = await before.storageState()
  await before.close()

  const context = await site.browser.newContext({ baseURL: wire.url, locale: 'zh-CN', viewport: PHONE, storageState: { cookies, origins: [] } })
  const page = await context.newPage()
  const wires = await context.newCDPSession(page)
  await wires.send('Network.enable')
  await wires.send('Network.emulateNetworkConditions', SLOW)
  await wires.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const sum = { requests: 0, bytes: 0, pulls: 0 }
  wires.on('Network.requestWillBeSent', ({ request }) => {
    sum.requests++
    if (request.url.includes('/sync/pull')) sum.pulls++
  })
  wires.on('Network.loadingFinished', ({ encodedDataLength }) => (sum.bytes += encodedDataLength))
  const begun = Date.now()
  await page.goto('/my/villages', { waitUntil: 'commit' })
  await page.locator('article h2').first().waitFor({ timeout: 60_000 })
  const village = Date.now() - begun
  await until(async () => (await page.locator('.lead').first().innerText()).match(/[1-9]\d* 户/), 'households', 60_000)
  const homes = Date.now() - begun
  await until(async () => (await state(page)).includes('已同步'), 'the whole download', 180_000)
  const all = Date.now() - begun
  const rows = await page.locator('.lead').first().innerText()
  const begunAgain = Date.now()
  await page.goto('/my/next', { waitUntil: 'commit' })
  await page.locator('a.home').first().waitFor({ timeout: 60_000 })
  console.log(`${name} (${rows})`)
  const late = homes > PROMISED
  if (late) process.exitCode = 1
  console.log(`  first village ${seconds(village)}, households ${seconds(homes)}${late ? ` (LATE: promised in ${seconds(PROMISED)})` : ''}, everything ${seconds(all)}`)
  console.log(`  ${(sum.bytes / 1000).toFixed(0)} kB over the wire in ${sum.requests} requests, ${sum.pulls} of them pulls`)
  console.log(`  opened again, the list of whom to see next: ${seconds(Date.now() - begunAgain)}`)
  await context.close()
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`
}

/** Lighthouse is large and wanted here only: it is installed beside the rest for this command, and not kept in the lock file. */
async function lighthouse() {
  let run
  try {
    execFileSync('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', LIGHTHOUSE], { cwd: import.meta.dirname, stdio: 'ignore' })
    run = (await import('lighthouse')).default
  } catch (cause) {
    console.log(`Lighthouse could not be had: ${String(cause).split('\n')[0]}`)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'lianxin-measure-'))
  const port = await new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
  const { page } = await carry(wire.url, folder, PHONE, [`--remote-debugging-port=${port}`])
  await page.goto('/')
  await signIn(page, 'cadre', PASSWORD)
  await page.waitForURL('**/my/next')
  await until(async () => (await state(page)).includes('已同步'), 'the download', 60_000)
  for (const path of ['/my/next', '/my/villages', '/my/talk', '/my/outcomes']) {
    const look = async () => (await run(`${wire.url}${path}`, { port, disableStorageReset: true, onlyCategories: ['performance', 'accessibility'], logLevel: 'error' })).lhr
    let seen = await look()
    // Now and then a trace comes without its paints; that is no verdict on the page.
    for (let more = 2; more && seen.categories.performance.score === null; more--) seen = await look()
    const { categories, audits } = seen
    const score = (name) => (categories[name].score === null ? 'not measured' : Math.round(categories[name].score * 100))
    console.log(`Lighthouse ${path}: performance ${score('performance')}, accessibility ${score('accessibility')} (first paint ${audits['first-contentful-paint'].displayValue}, largest ${audits['largest-contentful-paint'].displayValue}, blocking ${audits['total-blocking-time'].displayValue})`)
  }
  await closeAll()
  rmSync(folder, { recursive: true, force: true })
}

/** Answers pulls from a list, compressed as the server does. */
function made(feed) {
  return (asked, answer) => {
    const url = new URL(asked.url, 'http://x')
    if (url.pathname !== '/api/v1/sync/pull') return false
    const after = Number(url.searchParams.get('after') || 0)
    const items = feed.slice(after, after + Math.min(500, Number(url.searchParams.get('limit'))))
    const next = after + items.length
    const body = gzipSync(JSON.stringify({ items, next: String(next), more: next < feed.length, left_out: [], reached_at: Date.now() }))
    answer.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'cache-control': 'no-store' })
    answer.end(body)
    return true
  }
}

/** A feed of the right shape and about the right words; ids and names differ, so that it compresses as a real one does. */
function feedOf(villages, households, visits) {
  const surnames = [['王', 'wang'], ['李', 'li'], ['张', 'zhang'], ['孔', 'kong'], ['孟', 'meng'], ['颜', 'yan'], ['刘', 'liu'], ['陈', 'chen']]
  const given = [['桂兰', 'gui lan'], ['建国', 'jian guo'], ['秀英', 'xiu ying'], ['德才', 'de cai'], ['玉梅', 'yu mei'], ['振东', 'zhen dong'], ['传福', 'chuan fu']]
  const said = ['水压太小，洗菜都接不满一盆', '孩子上学要绕三里地，下雨天更难走', '大棚卷帘机去年坏了两回，修一次等半个月', '低保的事问了两趟没个准信', '路灯年前就不亮了', '就想有人常来坐坐说说话']
  const pick = (list, n) => list[n % list.length]
  const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const code = (n) => `37081100200${(n % villages) + 1}`
  const put = (entity, village, id, data) => ({ entity, op: 'put', village, ...(id && { id }), data })
  const person = (n) => {
    const [surname, spoken] = pick(surnames, n * 7 + (n >> 3))
    const [name, sound] = pick(given, n * 5 + (n >> 4))
    return { name: surname + name, pinyin: `${spoken} ${sound}`, initials: [spoken, ...sound.split(' ')].map((part) => part[0]).join('') }
  }
  const homes = Array.from({ length: households }, (_, n) => {
    const residents = ['户主', '妻', '子', '孙女'].slice(0, 1 + (n % 4)).map((relation, k) => ({ id: crypto.randomUUID(), relation, ...person(n * 4 + k) }))
    const standings = n % 23 ? [] : [{ kind: 'old_party_member', holder: residents[0].name, since: '1975-07-01', source: '村支部名册' }]
    return { id: crypto.randomUUID(), village: code(n), house: String(1 + Math.floor(n / villages)), ...person(n * 4), members: residents.length, residents, standings, last_day: n % 3 ? day(n % 300) : null }
  })
  const talks = Array.from({ length: visits }, (_, n) => {
    const home = pick(homes, n * 13)
    const mine = n % 4 === 0
    const by = [{ ref: `370811.${crypto.randomUUID()}`, name: person(n % 9).name }]
    const statements = n % 3 ? [{ words: pick(said, n), consent: true, quotable: n % 2 === 0 }] : []
    return { id: crypto.randomUUID(), village: home.village, household: home.id, day: day(n % 380), how: pick(['in_person', 'phone', 'work'], n), did: [], by, mine, author: mine, state: 'stands', corrects: null, statements, received: Date.now() }
  })
  return [
    ...Array.from({ length: villages }, (_, n) => put('village', code(n), undefined, { code: code(n), name: `${pick(['航运', '柳行', '仙营', '洸河', '许庄'], n)}村`, path: '任城区 / 许庄街道', county_name: '任城区', tiers: [{ tier: 'township_charge', since: '2025-03-01' }], households_known: true, contact_name: '赵书记', contact_phone: '13800000001', household_count: households / villages })),
    ...homes.map((home) => put('household', home.village, home.id, home)),
    ...talks.map((talk) => put('visit', talk.village, talk.id, talk)),
  ]
}
