// Opens the page without a network. It holds the phone's files of one build; a newer build waits until the reader takes it.
const NAME = `lianxin ${'VERSION'}`
const FILES = ['FILES']

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })))))
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith('lianxin ') && name !== NAME) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  // The API is never cached: what people say and who they are stays in the sealed copy only.
  // The resident's page has nothing to do with the phone of an official who shows it.
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/') || pathname.startsWith('/r/')) return
  const wanted = request.mode === 'navigate' ? '/' : pathname
  if (FILES.includes(wanted)) event.respondWith(held(wanted, request))
})

async function held(wanted, request) {
  const cache = await caches.open(NAME)
  return (await cache.match(wanted)) ?? fetch(request)
}
