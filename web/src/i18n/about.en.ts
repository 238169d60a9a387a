import type { Words } from './about'

const en: Words = {
  aboutTitle: 'About Lianxin', aboutText: 'Lianxin organises how officials are linked to villages: planned fairly, explained plainly, checked to the last record.',
  aboutPoints: [
    'Links come from an exact optimiser. Each one says why this official, who was next, and what a change would cost at least.',
    'Both coverages can be proved for any date; what is missing is named.',
    'There is no check-in, no track, no points, no online time and no compulsory photo.',
    'Residents’ matters are settled by the residents’ word. Complaints and suggestions can be sent from every page.',
  ],
  docs: 'User documentation', api: 'API documentation', apiFile: 'API description (OpenAPI)', licence: 'Licence: Apache-2.0', mapSource: 'Divisions: National Bureau of Statistics, codes of 2023',
}
export default en
