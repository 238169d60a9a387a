import type { Words } from './shell'

const en: Words = {
  name: 'Lianxin', tagline: 'Officials linked to villages', loading: 'Opening…', skip: 'Skip to content', nav: 'Main', menu: 'Menu', closeMenu: 'Close menu',
  overview: 'Coverage', openFigures: 'Open figures', mine: 'My villages', next: 'Next', talk: 'Write', outcomes: 'Outcomes', rhythm: 'My rhythm', myCases: 'My cases', phone: 'This phone', groupHomes: 'Visits',
  account: 'My account', signOut: 'Sign out', signIn: 'Sign in',
  suggest: 'Complaints and suggestions', about: 'About and documentation', langOther: '中文', langLabel: 'Switch language: 中文', synthetic: 'Demo data: every person here is invented',
  offline: 'No network. What is open can still be read; changes have to wait for the connection.', pageBroken: 'The page did not open', find: 'Find a village or township',
  findHint: 'Name, pinyin, initials or code',
  notFound: 'There is no such page', notFoundText: 'The address may be wrong, or what is here lies outside your jurisdiction.', goHome: 'Go to the start',
  ownAnswers: 'What people say',
  mustChange: 'This is the first password. Please change it.', mustChangeGo: 'Change it',
}
export default en
