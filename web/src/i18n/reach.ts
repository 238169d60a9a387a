import type { Kind, Measure } from '@/api/types'
import { dictionary } from './lang'

interface Words {
  title: string; lead: (day: string) => string; quarter: string; quarterName: (year: string, n: string) => string
  reached: string; there: string; unmet: string; share: string; ofThere: (n: string) => string; unmetLink: (n: string) => string; unmetWhere: string
  overdue: string; overdueHint: string; withheld: string; withheldNote: string; noNames: string; noLedger: string
  byKind: string; kindNote: string; kind: Record<Kind, string>; kindHead: string
  byWhom: string; whomNote: string; whom: string; leaders: string; households: string
  weeks: string; measure: string; measures: Record<Exclude<Measure, 'kept'>, string>; kept: string; week: string; starts: string; numbers: string; chart: (what: string) => string; noWeeks: string
  map: string; noOutline: string; children: Record<'city' | 'county' | 'township' | 'village', string>; place: string; needs: string; empty: string; register: string
  unmetTitle: string; unmetLead: string; unmetNone: string; back: string
  burden: string; burdenLead: string; burdenNone: string; burdenFew: string; seconds: string; median: string; slow: string; reports: (n: string) => string; goal: string; over: string; within: string
  distribution: string; band: (from: number, to: number | undefined) => string; count: string; byWeek: string; fields: string; fieldsNote: string; field: string; remark: string; filled: string; read: string; never: string; neverRead: string; neverBoth: string; used: string
  fieldNames: Record<string, string>
}

export const reach = dictionary<Words>(
  {
    title: '走访成效', lead: (day) => `截至 ${day}。一户一季只计一次，不论走访几回。`, quarter: '季度', quarterName: (year, n) => `${year}年第${'一二三四'[Number(n) - 1] ?? n}季度`,
    reached: '走到', there: '在册', unmet: '还没走到', share: '占比', ofThere: (n) => `在册 ${n} 户`, unmetLink: (n) => `还有 ${n} 户没走到`, unmetWhere: '看在哪些村',
    overdue: '逾期未兑现的承诺', overdueHint: '本周以前到期，至今没有兑现', withheld: '不公布', withheldNote: '记作 ＊ 的不公布：不足 5 户（件）的，或与总数只差不足 5 的；为防止相减推算，旁边一处也一并不公布。', noNames: '这里只有地方的数，没有任何一名干部的数，也没有住户姓名。', noLedger: '这里还没有户册',
    byKind: '走到哪些户', kindNote: '三老与三户中已登记的户。信访诉求户不在此列：它不是标签，只随本户自己的案件存在。', kind: { old_party_member: '老党员', old_official: '老干部', old_model: '老模范', hardship: '困难户', thriving: '致富户' }, kindHead: '户别',
    byWhom: '由谁走到', whomNote: '同一户可由几方走到，各行不能相加。', whom: '联系方式', leaders: '领导干部带头', households: '走到户数',
    weeks: '逐周情况', measure: '看什么', measures: { visits: '走访次数', by_leaders: '领导走访', in_person: '入户', phone: '电话', meeting: '座谈', work: '同劳动', eat: '同吃', stay: '同住', statements: '记下的话', needs: '提出的需要', promises: '作出的承诺', due: '到期的承诺' }, kept: '其中已兑现', week: '周', starts: '周一', numbers: '看数字', chart: (what) => `最近 52 周的${what}`, noWeeks: '逐周情况从乡镇起汇总，村里不单列。',
    map: '县域地图', noOutline: '没有轮廓图', children: { city: '各县', county: '各乡镇', township: '各村', village: '' }, place: '地方', needs: '未了的需要', empty: '下面没有地方', register: '户册',
    unmetTitle: '还没走到的户', unmetLead: '按村列出本季还没有任何干部走到的户数。名字只在乡镇的户册里，看一次记一次。', unmetNone: '都走到了', back: '回到走访成效',
    burden: '填报负担', burdenLead: '手机自己量每条记录用了多少秒，每周报一个数，不带姓名。这里改的是表，不是人。', burdenNone: '还没有手机报过用时', burdenFew: '不足 5 份，暂不显示', seconds: '秒', median: '一半的人在', slow: '最慢一成在', reports: (n) => `${n} 份周报`, goal: '目标：30 秒以内', over: '超过目标', within: '在目标以内',
    distribution: '每条记录用时', band: (from, to) => (to === undefined ? `${from} 秒以上` : `${from}–${to} 秒`), count: '份数', byWeek: '逐周', fields: '各栏用不用', fieldsNote: '没人填或没人看的栏，应当去掉。', field: '栏', remark: '结论', filled: '填过', read: '看过', never: '没人填', neverRead: '没人看', neverBoth: '没人填也没人看', used: '在用',
    fieldNames: { household: '哪一户', how: '怎么见的', did: '同吃同住同劳动', with: '同行干部', statements: '群众的话', quotable: '可否引用', needs: '需要', promises: '承诺', kept: '兑现的承诺' },
  },
  {
    title: 'Reach', lead: (day) => `As of ${day}. A household counts once in a quarter, however often it was visited.`, quarter: 'Quarter', quarterName: (year, n) => `Q${n} ${year}`,
    reached: 'Reached', there: 'On the register', unmet: 'Not met yet', share: 'Share', ofThere: (n) => `of ${n} households on the register`, unmetLink: (n) => `${n} households not met yet`, unmetWhere: 'See in which villages',
    overdue: 'Overdue promises', overdueHint: 'Due before this week and still not kept', withheld: 'withheld', withheldNote: 'Numbers marked ＊ are withheld: fewer than 5, or fewer than 5 short of the whole; a neighbouring number goes with them, so that nobody can subtract.', noNames: 'Numbers of places only: none of any official, and no resident’s name.', noLedger: 'No household register here yet',
    byKind: 'Which households', kindNote: 'Registered elders, hardship and thriving households. A grievance is never a label: it lives in the household’s own case only.', kind: { old_party_member: 'Old party members', old_official: 'Old officials', old_model: 'Old model workers', hardship: 'In hardship', thriving: 'Thriving' }, kindHead: 'Kind',
    byWhom: 'By whom', whomNote: 'One household may be reached by several: the rows do not add up.', whom: 'Tier', leaders: 'Leaders in person', households: 'Households reached',
    weeks: 'Week by week', measure: 'Show', measures: { visits: 'Visits', by_leaders: 'Visits by leaders', in_person: 'In person', phone: 'By phone', meeting: 'Meetings', work: 'Working together', eat: 'Eating together', stay: 'Staying overnight', statements: 'Statements', needs: 'Needs raised', promises: 'Promises made', due: 'Promises due' }, kept: 'of them kept', week: 'Week', starts: 'Monday', numbers: 'See the numbers', chart: (what) => `${what} in the last 52 weeks`, noWeeks: 'Weeks are summed up from townships on, not for a village alone.',
    map: 'Map of the counties', noOutline: 'Without an outline', children: { city: 'Counties', county: 'Townships', township: 'Villages', village: '' }, place: 'Place', needs: 'Open needs', empty: 'No places below', register: 'Register',
    unmetTitle: 'Households not met yet', unmetLead: 'Per village, how many households no official has met this quarter. Names stand in the township’s register only, where each look is written down.', unmetNone: 'Everyone was met', back: 'Back to reach',
    burden: 'Burden', burdenLead: 'Phones measure how long a record takes and send one number a week, without a name. What is changed here is the form, not people.', burdenNone: 'No phone has told its time yet', burdenFew: 'Fewer than 5 reports: not shown yet', seconds: 's', median: 'Half take', slow: 'The slowest tenth take', reports: (n) => `${n} weekly reports`, goal: 'Goal: under 30 s', over: 'over the goal', within: 'within the goal',
    distribution: 'Seconds per record', band: (from, to) => (to === undefined ? `${from} s and more` : `${from}–${to} s`), count: 'Reports', byWeek: 'Week by week', fields: 'Are the fields used', fieldsNote: 'A field that nobody fills or nobody reads should go.', field: 'Field', remark: 'Verdict', filled: 'Filled', read: 'Read', never: 'never filled', neverRead: 'never read', neverBoth: 'never filled, never read', used: 'in use',
    fieldNames: { household: 'Household', how: 'How', did: 'Eat, stay, work', with: 'Colleagues', statements: 'Statements', quotable: 'May be quoted', needs: 'Needs', promises: 'Promises', kept: 'Promises kept' },
  },
)
