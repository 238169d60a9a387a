// Asks again and again until the answer says that it is over; stops with the page.
import { onScopeDispose } from 'vue'

export function usePoll(step: () => Promise<boolean>, every = 500): { start: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let wanted = false
  async function tick(): Promise<void> {
    let over = false
    try {
      over = await step()
    } catch {
      // A lost answer is asked for again: the work on the server goes on.
    }
    if (wanted && !over) timer = setTimeout(tick, every)
    else wanted = false
  }
  function start(): void {
    if (wanted) return
    wanted = true
    void tick()
  }
  function stop(): void {
    wanted = false
    clearTimeout(timer)
  }
  onScopeDispose(stop)
  return { start, stop }
}
