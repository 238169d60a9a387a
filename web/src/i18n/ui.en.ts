import { count } from './format'
import type { Words } from './ui'

const en: Words = {
  fault: {
    title: 'This could not be read', retry: 'Try again', offline: 'The server cannot be reached. Check the network and try again.',
    unreadable: 'The server’s answer makes no sense', status: (n: number) => `The server answered ${n}`,
  },
  more: 'Show more', all: 'That is all', loading: 'Reading…', none: 'Nothing matches', close: 'Close', cancel: 'Cancel', save: 'Save', search: 'Search',
  clear: 'Clear', choose: 'Choose', required: 'Required', noMatch: 'Nothing found', back: 'Back', any: 'Any', yes: 'Yes', no: 'No', print: 'Print', remove: 'Remove',
  results: (n: number) => count(n, 'result'), shown: (n: string) => `${n} shown`, optional: 'optional', holds: 'holds', done: 'Done',
  crumbs: 'You are here', source: 'Source', sorted: (column: string) => `Sort by ${column}`, actions: 'Actions', unsaved: 'Unsaved changes',
}
export default en
