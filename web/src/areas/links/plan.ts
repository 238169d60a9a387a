// What the steps of a plan's page share: the plan as read, its solving, and the last change with what it moved.
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Reply } from '@/api/client'
import type { Delta, Infeasible, Plan, Progress } from '@/api/types'
import { useAction, useResource, type Action, type Resource } from '@/data/resource'
import { usePoll } from '@/data/poll'
import { cancelSolve, readPlan, readProgress, solve } from './data'

export interface Desk {
  ref: string
  plan: Resource<Reply<Plan>>
  progress: ShallowRef<Progress | undefined>
  start: Action<[]>
  stop: Action<[]>
  delta: ShallowRef<Delta | undefined>
  refused: ShallowRef<Infeasible | undefined>
  /** Counts changes of the plan's links, for lists that show them. */
  turn: ShallowRef<number>
  changed: (delta: Delta) => Promise<void>
  watchOver: () => void
}

const key: InjectionKey<Desk> = Symbol('desk')
export const atWork = (progress: Progress | undefined): boolean => progress?.state === 'running'

export function openDesk(ref: string): Desk {
  const plan = useResource<Reply<Plan>>((signal) => readPlan(ref, signal))
  const progress = shallowRef<Progress>()
  const turn = shallowRef(0)
  const delta = shallowRef<Delta>()
  const refused = shallowRef<Infeasible>()
  const poll = usePoll(async () => {
    progress.value = await readProgress(ref)
    if (atWork(progress.value)) return false
    await plan.reload()
    turn.value++
    progress.value = progress.value.error || progress.value.state === 'cancelled' ? progress.value : undefined
    return true
  }, 400)
  const start = useAction<[]>(async () => {
    delta.value = undefined
    await solve(ref)
    progress.value = { state: 'running', phase: '', done: 0, total: 0 }
    poll.start()
  })
  const stop = useAction<[]>(() => cancelSolve(ref))
  const desk: Desk = {
    ref, plan, progress, start, stop, delta, refused, turn,
    changed: async (moved) => {
      delta.value = moved
      refused.value = undefined
      turn.value++
      await plan.reload()
    },
    watchOver: poll.start,
  }
  provide(key, desk)
  return desk
}

export function useDesk(): Desk {
  const desk = inject(key)
  if (!desk) throw new Error('a step stands on the page of its plan')
  return desk
}
