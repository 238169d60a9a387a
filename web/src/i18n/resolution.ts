// How cases go, in numbers of places; and what is stuck.
import { count, num } from './format'
import { dictionary } from './lang'

export const resolution = dictionary(
  {
    title: '事项办理情况', lead: (day: string) => `截至 ${day}。解决没有，以群众的话为准；只有地方的数，没有任何人的数，不排名次。`, quarter: '季度', raised: '新提出', finished: '已了结', solved: '群众说解决了', cannot: '无法解决并经复核', clocks: '时限到头', kept: '其中按期', keptOf: '按期办到的', reopened: '群众说没解决、重办', recurred: '老问题又出现', ofFinished: (n: string) => `了结 ${n} 件`, ofClocks: (n: string) => `共 ${n} 件`,
    children: { city: '各县', county: '各乡镇', township: '', village: '' } as Record<string, string>, place: '地方', themes: '新提出的是什么事', theme: '主题', over: '逐季', open: '看在办的事项', stuckLink: '卡住的事项', note: '记作 ＊ 的不公布：不足 5 件的，或与总数只差不足 5 的；为防止相减推算，旁边一处也一并不公布。', none: '这一季还没有事项。', back: '走访成效',
    stuck: '卡住的事项', stuckLead: '哪些事停住了，该谁动。只列乡镇、主题和状态，不列标题、原话、村和人。', kinds: { late: '超期', unclaimed: '上报后没人受理', reading: '等人认领复核', unasked: '办完一周还没问群众' } as Record<string, string>, kindN: (n: number) => (n >= 1000 ? '1000+' : num(n)), township: '乡镇', state: '状态', whose: '该谁动', anyUnit: (rung: string) => `${rung}一级的任一单位`, anotherUnit: '另一个单位', past: '超了几个工作日', due: '期限', clear: '没有卡住的事项。', kind: '卡在哪里', days: (n: number) => `${num(n)} 天`,
  },
  {
    title: 'How cases go', lead: (day: string) => `As of ${day}. Whether it is solved, the household says. Numbers of places only, of no person, and no ranking.`, quarter: 'Quarter', raised: 'Raised', finished: 'Finished', solved: 'Solved, households say', cannot: 'Cannot be solved, read twice', clocks: 'Clocks ended', kept: 'of them in time', keptOf: 'Done in time', reopened: 'Not solved: opened again', recurred: 'Came back', ofFinished: (n: string) => `of ${n} finished`, ofClocks: (n: string) => `of ${n}`,
    children: { city: 'Counties', county: 'Townships', township: '', village: '' }, place: 'Place', themes: 'What was raised', theme: 'Theme', over: 'By quarter', open: 'See the open cases', stuckLink: 'What is stuck', note: 'Numbers marked ＊ are withheld: fewer than 5, or fewer than 5 short of the whole; a neighbouring number goes with them, so that nobody can subtract.', none: 'No cases in this quarter.', back: 'Reach',
    stuck: 'What is stuck', stuckLead: 'Which cases stand still and whose move it is: township, theme and state only; no title, words, village or person.', kinds: { late: 'Overdue', unclaimed: 'Gone up, not taken on', reading: 'Wants a second reader', unasked: 'Done a week ago, household not asked' }, kindN: (n: number) => (n >= 1000 ? '1,000+' : num(n)), township: 'Township', state: 'State', whose: 'Whose move', anyUnit: (rung: string) => `any unit of the ${rung}`, anotherUnit: 'another unit', past: 'Working days over', due: 'Due', clear: 'Nothing is stuck.', kind: 'Where', days: (n: number) => count(n, 'day'),
  },
)
