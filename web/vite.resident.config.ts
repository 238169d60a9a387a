// The resident's page is built apart: small, for old phones, and without a line of the rest.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  publicDir: false,
  logLevel: 'warn',
  build: {
    target: 'es2017',
    cssTarget: 'chrome61',
    emptyOutDir: false,
    manifest: '.vite/resident.json',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: ['./r.html', './complain.html'].map((page) => fileURLToPath(new URL(page, import.meta.url))),
      output: { entryFileNames: 'assets/[hash].js', chunkFileNames: 'assets/[hash].js', assetFileNames: 'assets/[hash][extname]' },
    },
  },
})
