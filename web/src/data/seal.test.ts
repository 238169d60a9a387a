import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { behindPin, MOST_WRONG, tryPin } from './pin'
import { browserKey, openLock, seal, unseal } from './seal'
import { memory, openStore } from './store'

describe('sealing', () => {
  it('gives back what went in, shows nothing of it, and refuses what was changed', async () => {
    const key = await browserKey(memory(), 'k')
    const box = await seal(key, { name: '王桂兰' })
    expect(await unseal(key, box)).toEqual({ name: '王桂兰' })
    expect(new TextDecoder().decode(box.box)).not.toContain('王桂兰')
    new Uint8Array(box.box)[3]! ^= 1
    await expect(unseal(key, box)).rejects.toBeTruthy()
  })
  it('keeps keys that cannot be taken out', async () => {
    const store = await openStore('k')
    const lock = await openLock(store)
    if (lock.by !== 'browser') throw new Error('a browser lock')
    expect(lock.key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', lock.key)).rejects.toBeTruthy()
    const again = await openLock(store)
    expect(await unseal((again as typeof lock).key, await seal(lock.key, 1))).toBe(1)
  })
})

describe('a PIN', () => {
  it('opens the key, and after ten wrong ones nothing does', async () => {
    const store = memory()
    const { lock, key } = await behindPin('482913', 1000)
    await store.commit([{ in: 'meta', put: lock, key: 'lock' }])
    const box = await seal(key, 'x')
    expect(JSON.stringify(lock)).not.toContain('482913')
    expect(await tryPin(store, '000000')).toEqual({ left: MOST_WRONG - 1 })
    const opened = await tryPin(store, '482913')
    expect('key' in opened && (await unseal(opened.key, box))).toBe('x')
    for (let wrong = 1; wrong <= MOST_WRONG; wrong++) expect(await tryPin(store, '111111')).toEqual({ left: MOST_WRONG - wrong })
    expect(await tryPin(store, '482913')).toEqual({ left: 0 })
  })
})
