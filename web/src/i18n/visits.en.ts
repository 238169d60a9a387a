import { count, num } from './format'
import type { Words } from './visits'

const days = (n: number): string => count(n, 'day')

const en: Words = {
  how: { in_person: 'in person', phone: 'by phone', meeting: 'at a meeting', work: 'working together' },
  together: { eat: 'ate together', stay: 'stayed the night', work: 'worked together' },
  standing: { old_party_member: 'old party member', old_official: 'old official', old_model: 'old model worker', thriving: 'thriving' },
  sealed: { contact: 'How to reach them', hardship: 'Hardship', health: 'Health', money: 'Income and benefits' },
  pending: { waiting: 'saved here, to be sent', sent: 'delivered', rejected: 'sent back', conflict: 'conflict' },
  search: 'Find a person or a home', searchHint: 'Name, pinyin, initials, house number', found: (n: string) => `${n} found`, foundNone: 'Nothing found. Try the initials of a name, such as wgl.',
  house: (no: string) => (/^\d+$/.test(no) ? `No. ${no}` : no), members: (n: number) => count(n, 'person', 'people'), lastSeen: 'Last contact', neverSeen: 'No contact yet', promisesOpen: (n: number) => count(n, 'open promise'),
  ago: (n: number) => (n <= 0 ? 'today' : n === 1 ? 'yesterday' : n < 60 ? `${days(n)} ago` : `${num(Math.floor(n / 30))} months ago`),

  next: 'Whom to see next', nextLead: 'First what is owed, then whom nobody has met, then whom you have not seen for long. Every line says why.',
  ground: { promise: 'A promise is due', answer: 'Raised a need, still without an answer', never: 'Not met yet', long: 'Not seen for long' },
  why: {
    promise_over: (n: number) => `promise ${days(n)} overdue`, promise_due: (n: number) => (n === 0 ? 'promise due today' : `promise due in ${days(n)}`),
    answer_owed: (n: number) => `waiting ${days(n)} for your answer`, never: 'nobody has been here', long: (n: number) => `${days(n)} without contact`,
    elder: 'an elder', quiet: 'seldom speaks up', remote: 'remote village', only_owed: 'met twice within a month: keep your word, ask nothing new',
  },
  moreHomes: (n: string) => `Show ${n} more`, resting: (n: string) => `${n} more were met twice within a month and are left in peace.`, nextNone: 'Nothing is owed, and nobody has waited long.', draftOpen: 'A talk is not finished', draftGo: 'Go on writing',

  mine: 'My villages', mineLead: (v: string, h: string) => `${v} villages, ${h} households`, mineNone: 'You have no linked village at present. Ask the programme office, or tell us through “Complaints and suggestions” below.',
  homes: (n: string) => `${n} households`, police: 'Addressed to me; heads and houses', homesHidden: 'Police liaison: the village and its public contact only.', contact: 'Contact in the village', call: (name: string) => `Call ${name}`, since: 'Since', aboutVillage: 'The village and others linked to it', villageTalk: 'Write about the village', needsOnline: 'Can be read once there is a network.',
  met: (n: string, all: string) => `${n} of ${all} households met`, leftOut: 'Not everything was put on this phone', leftOutWhy: { too_many_villages: 'more than 20 villages', too_many_households: 'more than 4,000 households' } as Record<string, string>, gettingFirst: 'First download: shown as it comes.', homesNone: 'No households are listed for this village yet.',

  promises: 'Promised', promiseDue: (when: string) => `by ${when}`, promiseKept: (when: string) => `kept on ${when}`, over: (n: number) => `${days(n)} overdue`, keep: 'Kept', keptSaved: 'Written down: kept', byOther: (who: string) => `promised by ${who}`,
  needs: 'Needs raised', needSince: (when: string) => `raised on ${when}`, needOpen: 'no answer yet', raise: 'Hand over', talks: 'Talks', talksNone: 'No talk written down yet.', people: 'Who lives here', sealedTitle: 'Shown for a stated purpose',
  sealedLead: 'None of this is kept on the phone. Each look is logged with who and why, and the household can see it.', reveal: 'State a purpose and look', masked: '••••••', purpose: 'Why do you need it', purposes: ['To call before a visit', 'To carry out a benefit', 'To settle what they raised'], purposeOther: 'Another purpose', show: 'Show', hides: (n: number) => `hidden in ${n} s`, hide: 'Hide', factsNone: 'Nothing on record.', offlineReveal: 'There is no network now; it can be shown once there is.',
  write: 'Write down a talk', correct: 'Correct', withdraw: 'Withdraw', withdrawTitle: 'Withdraw this record', withdrawWhy: 'Why', withdrawGo: 'Withdraw', withdrawn: 'Written down: withdrawn', quiet: 'no words written down', notShared: 'for my eyes only', quoted: 'may be quoted', withWhom: (names: string) => `with ${names}`, notHere: 'This household is not on this phone', notHereText: 'It may no longer be in your villages, or the download is not finished.', moreTalks: 'Earlier ones', remoteHome: 'See other households of the village',

  talk: 'Write down a talk', talkFix: 'Correct a talk', whose: 'With whom', whole: 'About the village, no household', change: 'Another household', day: 'Day', todayWord: 'Today', yesterday: 'Yesterday', beforeYesterday: 'Two days ago', howTitle: 'How', said: 'What they said', saidHint: 'In their own words where you can', consent: 'Others linked to the village may read it', quotable: 'May be quoted without the name', another: 'Another sentence',
  need: 'What they need', needAnother: 'Another need', promise: 'What I promised', promiseAnother: 'Another promise', due: 'By when', dueChips: { d3: 'in 3 days', w1: 'in a week', w2: 'in 2 weeks', m1: 'in a month' }, dueDay: 'On a day', keptNow: 'Promised before, kept now', details: 'Day, what we did, who came along', did: 'What we did together', withTitle: 'Officials who came along', withNone: 'Others linked to the village are listed once there is a network.',
  save: 'Save', saved: 'Saved on this phone', savedSending: 'Sending; please keep the page open', restored: 'Here is what you had not finished.', throwAway: 'Throw it away', empty: 'Write something first, or choose “No words, we only met”.', bare: 'No words, we only met', notSaved: 'Not saved', taken: (n: string) => `${n} characters`,

  outcomes: 'What came of it', outcomesLead: 'What I promised and what was raised with me, and where it stands.', mineOpen: 'Still to do', mineKept: 'Kept', myNeeds: 'Needs raised with me', myTalks: 'Talks written down lately', none: 'None.', moreNeeds: (n: string) => `${n} more`, rhythmLink: 'My rhythm (for my eyes only)', receipt: (when: string) => `received by the server at ${when}`,

  rhythm: 'My rhythm', rhythmLead: 'Only you can see this. It is counted on this phone and sent to nobody; no superior, colleague or administrator has a place to open it. No rank, no points.', perWeek: 'Talks per week', week: 'Week of', talksN: 'Talks', rhythmOff: 'Works without a network', rhythmSum: (n: string, h: string) => `${n} talks in 26 weeks, ${h} households met.`, asTable: 'As numbers',
}
export default en
