// The worker that opens the page without a network, its newer version, and the browser's offer to install.
import { shallowRef } from 'vue'

interface InstallOffer extends Event { prompt: () => Promise<void> }
export type Installed = 'unknown' | 'insecure' | 'working' | 'ready'

export const worker = shallowRef<Installed>('unknown')
/** A newer version is there and waits until it is wanted. */
export const newer = shallowRef<ServiceWorker>()
export const offer = shallowRef<InstallOffer>()
export const standalone = (): boolean => matchMedia('(display-mode: standalone)').matches

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer.value = event as InstallOffer
})
addEventListener('appinstalled', () => (offer.value = undefined))

export async function install(): Promise<void> {
  await offer.value?.prompt()
  offer.value = undefined
}

/** Starts the worker; without HTTPS, and in browsers embedded without one, the page works online and says so. */
export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext) {
    worker.value = 'insecure'
    return
  }
  if (import.meta.env.DEV || worker.value !== 'unknown') return
  worker.value = 'working'
  try {
    const registered = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    const look = (): void => {
      if (registered.waiting && registered.active) newer.value = registered.waiting
    }
    look()
    registered.addEventListener('updatefound', () => registered.installing?.addEventListener('statechange', look))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && navigator.onLine && void registered.update().catch(() => {}))
    await navigator.serviceWorker.ready
    worker.value = 'ready'
    // Drafts and the queue are asked to stay when the phone runs out of room.
    void navigator.storage?.persist?.()
  } catch {
    worker.value = 'insecure'
  }
}

/** Takes the newer version; the page begins anew once it is in charge. */
export async function takeNewer(): Promise<void> {
  const changed = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }))
  newer.value?.postMessage('take over')
  await Promise.race([changed, new Promise((done) => setTimeout(done, 3000))])
  location.reload()
}

/** Before a page of a vanished build begins anew: whatever newer worker waits takes over, so that it is not the old build again. */
export async function newest(): Promise<void> {
  const registered = await navigator.serviceWorker?.getRegistration()
  await registered?.update().catch(() => {})
  registered?.waiting?.postMessage('take over')
  if (registered?.waiting) await new Promise((done) => setTimeout(done, 300))
}
