// The icons of the installed page, drawn from the favicon: npm run icons

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from './server.mjs'

const svg = readFileSync(join(root, 'web/public/favicon.svg'), 'utf8')
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [name, size, part] of [['icon-192', 192, 1], ['icon-512', 512, 1], ['icon-maskable-512', 512, 0.72]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  // A mask may cut away all but the middle four fifths: there the mark is smaller and its ground goes to the edges.
  const ground = part < 1 ? '#133b30' : 'transparent'
  await page.setContent(`<style>body{margin:0;display:grid;place-items:center;height:100vh;background:${ground}}svg{width:${part * 100}vw}</style>${svg}`)
  await page.screenshot({ path: join(root, `web/public/${name}.png`), omitBackground: true })
}
await browser.close()
