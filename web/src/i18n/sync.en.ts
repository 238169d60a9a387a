import { num } from './format'
import type { Words } from './sync'

const en: Words = {
  title: 'This phone and sync', short: 'Sync', ok: 'in sync', sending: 'syncing…', toSend: (n: number) => `${num(n)} to send`, toMend: (n: number) => `${num(n)} to settle`,
  first: 'first download not finished', trouble: { offline: 'offline', signed_out: 'signed out', revoked: 'revoked', denied: 'not accepted', server: 'server busy', broken: 'sync failed' }, lockedShort: 'locked', have: 'On this phone', haveRows: (h: string, v: string) => `${h} households, ${v} talks`,
  wiped: { old: 'No sync for more than fourteen days: what was downloaded is wiped. What was not sent is all here.', pins: 'Ten wrong PINs: what was downloaded is wiped. What was not sent is all here; please sign in again.', revoked: 'This phone was revoked: what was downloaded is wiped. What was not sent is all here.' },
  memory: 'The connection is not secure (no HTTPS), or the browser keeps nothing: works online only, and what is downloaded does not stay on this phone.',
  notLasting: 'This browser keeps nothing: what you write counts once it is sent. Please do not close it before.', device: (os: string) => `Browser on ${os}`,
}
export default en
