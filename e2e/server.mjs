// The program itself on the small demo city, on a free port, in a fresh folder; and a browser that speaks Chinese.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const PASSWORD = 'jining-2026-demo'

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

const program = process.env.LIANXIN_PROGRAM ?? join(root, 'target/debug/lianxin')

/** Runs a command of the program, as somebody at a terminal does; gives what it printed as JSON and how it ended. */
function run(...args) {
  const { status, stdout, stderr } = spawnSync(program, ['--json', ...args], { encoding: 'utf8' })
  return { status, told: stdout.trim() ? JSON.parse(stdout) : {}, stderr }
}

/** Starts the program and waits until it prints its address. */
export async function start() {
  // A server that runs already, for a look at one journey.
  if (process.env.LIANXIN_AT) return { url: process.env.LIANXIN_AT, folder: process.env.LIANXIN_FOLDER, run, browser: await launch(), async stop() { await this.browser.close() } }
  const folder = mkdtempSync(join(tmpdir(), 'lianxin-e2e-'))
  const port = await freePort()
  const args = ['demo', '--small', '--data-dir', folder, '--listen', `127.0.0.1:${port}`]
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  await new Promise((ready, failed) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk
      if (printed.includes('http://127.0.0.1:')) ready()
    })
    child.on('exit', (code) => failed(new Error(`the program ended with ${code}:\n${printed}`)))
  })
  const browser = await launch()
  return {
    url: `http://127.0.0.1:${port}`,
    folder,
    run,
    browser,
    async stop() {
      await browser.close()
      child.removeAllListeners('exit')
      child.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=zh-CN'],
  })
