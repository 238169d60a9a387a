// A step of the build: writes the service worker with the list of the phone's files and a version made from their contents.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { gather, roots } from './phone.mjs'

const source = fileURLToPath(new URL('../src/worker/sw.js', import.meta.url))
const OPEN = ['favicon.svg', 'manifest.webmanifest', 'icon-192.png']

export function phoneWorker() {
  let out = ''
  return {
    name: 'lianxin-phone-worker',
    apply: 'build',
    configResolved: (config) => void (out = join(config.root, config.build.outDir)),
    closeBundle() {
      const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
      const { js, css } = gather(manifest, roots(manifest))
      const files = [...js, ...css, ...OPEN].sort()
      const worker = readFileSync(source, 'utf8')
      const version = createHash('sha256').update(worker).update(readFileSync(join(out, 'index.html')))
      for (const file of files) version.update(file).update(readFileSync(join(out, file)))
      const lines = worker
        .replace("'VERSION'", JSON.stringify(version.digest('hex').slice(0, 12)))
        .replace("['FILES']", JSON.stringify(['/', ...files.map((file) => `/${file}`)]))
      writeFileSync(join(out, 'sw.js'), lines)
    },
  }
}
