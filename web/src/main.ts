import { createApp, watch } from 'vue'
import { whenSignedOut } from '@/api/client'
import { applyLang, lang } from '@/i18n/lang'
import { applySize } from '@/shell/size'
import App from '@/shell/App.vue'
import { guard, show } from '@/shell/router'
import { allowed, loadSession, session } from '@/shell/session'

applyLang()
applySize()
guard(allowed)
createApp(App).mount('#app')

// A page of an older build asks for files that are gone: the new build is taken, once a minute at most.
window.addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('lianxin.reloaded') ?? 0)
  if (!navigator.onLine || Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('lianxin.reloaded', String(Date.now()))
  void import('@/shell/install').then(({ newest }) => newest()).then(() => location.reload())
})

whenSignedOut(() => {
  if (session.value?.signed_in) void loadSession().then(() => show())
})

watch(lang, () => void loadSession().catch(() => {}))
