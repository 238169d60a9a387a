import { describe, expect, it } from 'vitest'
import { address, match } from './match'

const routes = [{ path: '/' }, { path: '/plans/new' }, { path: '/plans/:ref/:step?' }, { path: '/villages/:code' }]

describe('match', () => {
  it('takes the first pattern that fits', () => {
    expect(match(routes, '/')?.route.path).toBe('/')
    expect(match(routes, '/plans/new')?.route.path).toBe('/plans/new')
    expect(match(routes, '/plans/370811.0192')).toEqual({ route: routes[2], params: { ref: '370811.0192' } })
    expect(match(routes, '/plans/x/rules/')?.params).toEqual({ ref: 'x', step: 'rules' })
  })
  it('knows nothing of other addresses', () => {
    expect(match(routes, '/villages')).toBeUndefined()
    expect(match(routes, '/villages/1/2')).toBeUndefined()
  })
  it('survives a broken escape', () => {
    expect(match(routes, '/villages/%E4%BB')?.params.code).toBe('%E4%BB')
  })
})

describe('address', () => {
  it('leaves out what is empty', () => {
    expect(address('/officials', { q: '张 三', place: '', tier: null, n: 0 })).toBe('/officials?q=%E5%BC%A0+%E4%B8%89&n=0')
    expect(address('/officials')).toBe('/officials')
  })
})
