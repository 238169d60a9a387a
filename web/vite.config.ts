import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { residentPage } from './scripts/resident.mjs'
import { phoneAhead, phoneWorker } from './scripts/worker.mjs'

const server = process.env.LIANXIN_API ?? 'http://127.0.0.1:8780'

const BASE = /node_modules\/@?vue|src\/(main|shell\/(App|Frame|SuggestLink|router|routes|match|session|size)|api\/client|data\/resource|i18n\/(lang|format|shell|ui)|ui\/(Head|Bones|Fault|Mark|Notices|notices))\.(ts|vue)/
const PHONE = /src\/(data\/(phone|copy|outbox|seal|store|sync|uuid|wire)|i18n\/(visits|sync)|areas\/visits\/(notebook|book|weeks|search|start|Gate|SyncState|HomeRow|Homes|SearchHomes|types))\.(ts|vue)|styles\/phone/

export default defineConfig({
  plugins: [vue(), phoneAhead(), phoneWorker(), residentPage()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': server } },
  build: {
    target: 'es2020',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Names of hashes only: the table of files is part of what every page loads.
        entryFileNames: 'assets/[hash].js',
        chunkFileNames: 'assets/[hash].js',
        assetFileNames: 'assets/[hash][extname]',
        // What every page needs, and what every page of the phone needs, as one file each: small files compress badly.
        codeSplitting: { groups: [{ name: 'base', test: BASE, priority: 2 }, { name: 'phone', test: PHONE, priority: 1 }] },
      },
    },
  },
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
})
