// Names of ways that only desks have: phones do not load them.
import { dictionary } from './lang'

export const desks = dictionary(
  { answers: '待答群众', complaints: '密封举报', takeComplaint: '代收举报' },
  { answers: 'Answers owed', complaints: 'Sealed complaints', takeComplaint: 'Take a complaint' },
)
