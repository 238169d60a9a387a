// A step of the build: writes the service worker with the list of the phone's files and a version made from their contents.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, resolve } from 'node:path'
import { gather, roots } from './phone.mjs'

/** Has the part that every page of the phone needs fetched beside the entry: who signs in there needs it next, a desk has the line for it. */
export function phoneAhead() {
  return {
    name: 'lianxin-phone-ahead',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((one) => one.type === 'chunk')
        const part = chunks.find((one) => one.moduleIds.some((id) => id.endsWith('/data/phone.ts')))
        if (!part) return
        const entry = chunks.find((one) => one.isEntry)
        const files = [part.fileName, ...part.imports].filter((file) => file !== entry.fileName && !entry.imports.includes(file))
        const link = (attrs) => ({ tag: 'link', attrs: { crossorigin: true, ...attrs }, injectTo: 'head' })
        return [...files.map((file) => link({ rel: 'modulepreload', href: `/${file}` })), ...[...part.viteMetadata.importedCss].map((css) => link({ rel: 'preload', as: 'style', href: `/${css}` }))]
      },
    },
  }
}

const source = fileURLToPath(new URL('../src/worker/sw.js', import.meta.url))
const OPEN = ['favicon.svg', 'manifest.webmanifest', 'icon-192.png']

export function phoneWorker() {
  let out = ''
  return {
    name: 'lianxin-phone-worker',
    apply: 'build',
    configResolved: (config) => void (out = resolve(config.root, config.build.outDir)),
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
