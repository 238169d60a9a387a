// Checks the sizes of the built client against the budgets: what a page needs before it can be used, gzipped.
import { readFileSync, readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const kB = 1000

const pages = [
  { name: 'phone entry: my villages', files: ['src/shell/Frame.vue', 'src/areas/people/MyVillages.vue'], js: 60, css: 8 },
  { name: 'phone entry: sign in', files: ['src/areas/access/SignIn.vue'], js: 60, css: 8 },
  { name: 'desk entry: overview', files: ['src/shell/Frame.vue', 'src/areas/oversight/Overview.vue'], js: 120, css: 20 },
  { name: 'desk: plan', files: ['src/shell/Frame.vue', 'src/areas/links/PlanPage.vue'], js: 120, css: 20 },
  { name: 'desk: import', files: ['src/shell/Frame.vue', 'src/areas/exchange/ImportPage.vue'], js: 120, css: 20 },
]

function gather(key, found = { js: new Set(), css: new Set() }) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`no chunk ${key} in the manifest`)
  if (found.js.has(chunk.file)) return found
  found.js.add(chunk.file)
  for (const css of chunk.css ?? []) found.css.add(css)
  for (const next of chunk.imports ?? []) gather(next, found)
  return found
}

const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0) / kB

let over = false
for (const page of pages) {
  const found = gather('index.html')
  for (const file of page.files) gather(file, found)
  const js = total(found.js)
  const css = total(found.css)
  const bad = js > page.js || css > page.css
  over ||= bad
  console.log(`${bad ? 'OVER' : 'ok  '} ${page.name}: ${js.toFixed(1)} of ${page.js} kB JS, ${css.toFixed(1)} of ${page.css} kB CSS`)
}
const all = readdirSync(new URL('assets/', dist)).filter((name) => /\.(js|css)$/.test(name))
console.log(`     everything: ${total(all.map((name) => `assets/${name}`)).toFixed(1)} kB in ${all.length} files`)
if (over) {
  console.error('A page is over its budget: split it, or take something out.')
  process.exit(1)
}
