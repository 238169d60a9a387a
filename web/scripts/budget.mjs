// Checks the sizes of the built client against the budgets: what a page needs before it can be used, gzipped.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { gather, roots } from './phone.mjs'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const kB = 1000

const pages = [
  { name: 'phone: whom to see next', files: ['src/areas/visits/NextPage.vue'], js: 60, css: 8 },
  { name: 'phone: entry, core and the talk form', files: ['src/areas/visits/TalkPage.vue'], js: 60, css: 8 },
  { name: 'phone: my villages', files: ['src/areas/visits/MyVillages.vue'], js: 60, css: 8 },
  { name: 'phone: a household', files: ['src/areas/visits/HouseholdPage.vue'], js: 60, css: 8 },
  { name: 'phone entry: sign in', files: ['src/areas/access/SignIn.vue'], js: 60, css: 8 },
  { name: 'desk entry: overview', files: ['src/areas/oversight/Overview.vue'], js: 120, css: 20 },
  { name: 'desk: plan', files: ['src/areas/links/PlanPage.vue'], js: 120, css: 20 },
  { name: 'desk: import', files: ['src/areas/exchange/ImportPage.vue'], js: 120, css: 20 },
]

const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0) / kB

let over = false
for (const page of pages) {
  const found = gather(manifest, ['index.html', ...page.files])
  const js = total(found.js)
  const css = total(found.css)
  const bad = js > page.js || css > page.css
  over ||= bad
  console.log(`${bad ? 'OVER' : 'ok  '} ${page.name}: ${js.toFixed(1)} of ${page.js} kB JS, ${css.toFixed(1)} of ${page.css} kB CSS`)
}
const small = JSON.parse(readFileSync(new URL('.vite/resident.json', dist), 'utf8'))
for (const [name, page] of [['from the slip', 'r.html'], ['complaints', 'complain.html']]) {
  const found = gather(small, [page])
  const [js, css] = [total(found.js), total(found.css)]
  const bad = js > 10 || css > 6
  over ||= bad
  console.log(`${bad ? 'OVER' : 'ok  '} resident, ${name}: ${js.toFixed(1)} of 10 kB JS, ${css.toFixed(1)} of 6 kB CSS`)
}
const held = gather(manifest, roots(manifest))
console.log(`     what a phone holds to work offline: ${total([...held.js, ...held.css]).toFixed(1)} kB in ${held.js.size + held.css.size} files`)
const all = readdirSync(new URL('assets/', dist)).filter((name) => /\.(js|css)$/.test(name))
console.log(`     everything: ${total(all.map((name) => `assets/${name}`)).toFixed(1)} kB in ${all.length} files`)
if (over) {
  console.error('A page is over its budget: split it, or take something out.')
  process.exit(1)
}
