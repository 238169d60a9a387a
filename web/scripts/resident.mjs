// A step of the build: the resident's page goes beside the rest, into the same folder.
import { resolve } from 'node:path'
import { build } from 'vite'

export function residentPage() {
  let root = ''
  let outDir = ''
  return {
    name: 'lianxin-resident-page',
    apply: 'build',
    configResolved(config) {
      root = config.root
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: () => build({ root, configFile: resolve(root, 'vite.resident.config.ts'), build: { outDir } }).then(() => {}),
  }
}
