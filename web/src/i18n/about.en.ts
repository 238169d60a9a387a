import type { Words } from './about'

const en: Words = {
  aboutTitle: 'About Lianxin', aboutText: 'Lianxin links officials to villages: who goes where is planned fairly, what they hear is taken on, and residents say whether it is solved.',
  aboutPoints: [
    'Who is linked to which village is worked out by open rules, and exactly. Each link says why this official, who was next, and what a change would cost.',
    'Whether every official has a village and every village its officials can be checked for any day; what is missing is named.',
    'There is no check-in, no track, no points, no online time and no compulsory photo.',
    'Residents’ matters are settled by the residents’ word. Complaints and suggestions can be sent from every page.',
  ],
  keptTitle: 'When things are deleted',
  kept: [
    'Callbacks: 183 days after the figures were released the frame, the record of calls and every answer are deleted. Nothing leads back to who was drawn or what was said; the released figures stay, and how many were reached in each county. From then on the draw cannot be replayed. The same holds for a draw that was withdrawn.',
    'Slips: 400 days after they were given they open nothing and are deleted.',
    'What a household lets others see: closed on the day it ends or is taken back, a year at the most.',
    'A household that asks for erasure: the key to its record is destroyed at once, and nobody can bring anything back.',
  ],
  docs: 'User documentation', api: 'API documentation for developers', apiFile: 'API description (OpenAPI)', licence: 'Licence: Apache-2.0', mapSource: 'Divisions: National Bureau of Statistics, codes of 2023',
}
export default en
