import { count, num } from './format'
import type { Words } from './phone'

const en: Words = {
  good: 'Last good sync', never: 'not yet', waits: 'Waiting to be sent', waitsNone: 'Nothing. All you wrote has arrived.', now: 'Sync now', left: 'Not on this phone', done: 'First download',
  doneYes: 'finished', doneNo: 'not finished',
  trouble: {
    offline: 'The server cannot be reached. What you wrote is on this phone and is sent once there is a network.', signed_out: 'The session has ended. What you wrote is on this phone and is sent once you sign in.', revoked: 'This phone was revoked and what it had downloaded is wiped. What was not sent is still here and can be exported.',
    denied: 'The server does not take this account’s sync. What you wrote is still on this phone.', server: 'The server is busy; it is tried again by itself.', broken: 'The server’s answer makes no sense; it is tried again. What you wrote is still on this phone.',
  },
  anew: 'Use this phone again', inbox: 'For you to settle', inboxNone: 'Nothing was sent back, and there is no conflict.', rejected: 'sent back', conflict: 'conflict', mend: 'Mend and send',
  dropIt: 'Drop it', dropSure: 'Drop it? It cannot be brought back.', mineSide: 'What I wrote', theirSide: 'On the server', theirsHidden: 'You are no longer linked to this village; what is stored is not shown.', keepTheirs: 'Take the server’s',
  sendMine: 'Send mine as a correction', conflictWhy: 'The server holds other words under the same record. Both are below; you decide.',
  foreign: (n: number, names: string) => `${count(n, 'record')} of others (${names}) on this phone not sent yet; sent once they sign in.`, export: 'Export what is unsent',
  exportLead: 'Two files: one for the system (JSON), one for people (text). They hold residents’ words: keep them safe.', exportJson: 'Export JSON', exportText: 'Export text',
  kinds: { visit: 'talk', withdrawal: 'withdrawal', promise_kept: 'promise kept' }, devices: 'My phones', thisOne: 'this one', revoke: 'Revoke',
  revokeSure: 'Revoke it? That phone wipes what it downloaded when it is next online; what it has not sent stays on it.', seen: 'last online', revokedState: 'revoked', pin: 'PIN',
  pinLead: 'Six digits, asked for whenever the page is opened; only then what was downloaded can be read. If you forget it, download again; ten wrong ones wipe the download.',
  pinSet: 'Set a PIN', pinOff: 'Remove the PIN', pinNew: 'Six digits', pinAgain: 'Once more', pinDiffers: 'The two differ', pinShort: 'Six digits, please', pinDone: 'The PIN is set',
  pinGone: 'The PIN is removed', pinAsk: 'Enter your six digits', pinOpen: 'Open', pinLeft: (n: number) => `Wrong; ${num(n)} left`, pinWait: 'Checking…', size: 'Letters', sizeLarge: 'Large',
  sizeNormal: 'Normal', install: 'Put on the home screen', installLead: 'Opens like an app, also without a network.', installGo: 'Install',
  installHow: 'Choose “Add to home screen” in the browser’s menu.', installed: 'Opened from the home screen.', offlineReady: 'Opens without a network.',
  offlineNot: 'No secure connection (HTTPS): works online only.', newer: 'There is a new version', newerGo: 'Update now', leave: 'Sign out', leaveTitle: 'Not everything is sent',
  leaveLead: (n: number) => `${count(n, 'record')} on this phone not sent yet. Signing out wipes what was downloaded; these records stay and are sent when you sign in again.`,
  leaveSync: 'Send first', leaveGo: 'Sign out all the same', problemFields: 'What is wrong', unsentTitle: 'Lianxin, unsent records', quietly: 'Nobody else can see this.',
}
export default en
