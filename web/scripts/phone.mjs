// What a phone must hold to work without a network: these pages and everything that they need at once.
export const PHONE = [
  'index.html',
  'src/shell/Landing.vue',
  'src/shell/NotFound.vue',
  'src/shell/install.ts',
  'src/data/pin.ts',
  'src/data/phone.ts',
  'src/areas/access/SignIn.vue',
  'src/areas/access/MyAccount.vue',
  'src/areas/visits/',
  'src/areas/cases/MyCases.vue',
  'src/areas/cases/RaiseCase.vue',
  'src/i18n/',
]

/** The entries of the manifest that the list means: a folder stands for all its dynamic pages. */
export const roots = (manifest) => Object.keys(manifest).filter((key) => PHONE.some((root) => key === root || (root.endsWith('/') && key.startsWith(root))))

/** The files of some entries, with all that they import statically. */
export function gather(manifest, keys) {
  const found = { js: new Set(), css: new Set() }
  const walk = (key) => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`no chunk ${key} in the manifest`)
    if (found.js.has(chunk.file)) return
    found.js.add(chunk.file)
    for (const css of chunk.css ?? []) found.css.add(css)
    for (const next of chunk.imports ?? []) walk(next)
  }
  keys.forEach(walk)
  return found
}
