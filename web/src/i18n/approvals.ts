import { dictionary } from './lang'
import { num } from './format'

export const approvals = dictionary(
  {
    title: '会签', lead: '一个人不能单独看、单独拿走的东西，要由其他单位的人同意。', waiting: '待我会签', own: '我提出的', ask: '提出申请',
    kind: { glass: '紧急查阅', minor: '查看未成年人信息', export: '导出具名资料', order: '按令核查' } as Record<string, string>,
    complaint: '打开一件密封举报',
    state: { waiting: '待同意', granted: '已同意', refused: '不同意', over: '已过期' } as Record<string, string>,
    by: (name: string, unit: string) => (unit ? `${name}（${unit}）` : name), persons: (n: number) => `${num(n)} 户`, reason: '事由', agree: '同意', refuse: '不同意',
    refuseWhy: '为什么不同意', refuseHint: '对方会看到。', refuseGo: '不同意', cancel: '关闭', agreed: '已同意', refused: '已记下不同意', holdsUntil: (at: string) => `有效至 ${at}`,
    waitsUntil: (at: string) => `等到 ${at}`, voices: (have: number, need: number) => `${have}／${need} 个单位已同意`, noneWaiting: '没有等您会签的申请。', noneOwn: '您还没有提出过申请。',
    open: '查看', days: (from: string, to: string) => `${from} 至 ${to}`,
    glassTitle: '紧急查阅一户', glassLead: '只在紧急时用：一次一户，由另一单位的人同意后可看三十分钟。住户会在自己的查阅记录里看到是谁、为什么看的；次数向社会公开，用得太多会被暂停。',
    orderTitle: '按令核查一户', orderLead: '凭督查令查一户的记录，由审计员同意后七天内可看。住户会在自己的查阅记录里看到。',
    village: '村（社区）', villageHint: '名称、拼音或代码', needVillage: '请选一个村', house: '门牌号', houseHint: '与门上一致，如 12号', head: '户主姓名', headHint: '同一门牌有多户时才需要', why: '为什么现在要看', whyHint: '会给同意的人和住户看，2 到 200 字。', order: '督查令或事由',
    go: '提出申请', sent: (n: number) => (n === 1 ? '已提出，等另一单位的人同意' : `已提出，等 ${n} 个不同单位的人同意`),
    opened: '紧急查阅', openedOrder: '按令核查', closes: (at: string) => `${at} 后关闭`, residents: '家里的人', facts: '要紧的情况', factsNone: '没有记下', classes: { contact: '联系方式', hardship: '困难情况', health: '健康' } as Record<string, string>,
    told: '这一次查看已记入这户的查阅记录。', members: (n: number) => `${num(n)} 人`, back: '回到会签', askTwo: '请两个单位会签', askedTwo: '已请会签，同意后在这里就能看', public: '紧急查阅的公开次数',
    publicTitle: '紧急查阅次数', publicLead: '紧急时，一名干部可以在另一单位的人同意后看一户的记录三十分钟。这里公开每月用了多少次。', month: '月份', county: '县（市、区）', asked: '提出', granted: '同意', notGranted: '不同意', publicNone: '过去十二个月没有用过。',
  },
  {
    title: 'Countersigning', lead: 'What nobody may see or take home alone needs somebody of another unit to agree.', waiting: 'Waits for me', own: 'Asked by me', ask: 'Ask',
    kind: { glass: 'Emergency look', minor: 'Data about minors', export: 'File with names', order: 'By order' },
    complaint: 'To open a sealed complaint',
    state: { waiting: 'Waiting', granted: 'Agreed', refused: 'Refused', over: 'Over' },
    by: (name: string, unit: string) => (unit ? `${name} (${unit})` : name), persons: (n: number) => `${num(n)} households`, reason: 'Why', agree: 'Agree', refuse: 'Refuse',
    refuseWhy: 'Why not', refuseHint: 'Whoever asked will read it.', refuseGo: 'Refuse', cancel: 'Close', agreed: 'Agreed', refused: 'Refused', holdsUntil: (at: string) => `holds until ${at}`,
    waitsUntil: (at: string) => `waits until ${at}`, voices: (have: number, need: number) => `${have} of ${need} units agreed`, noneWaiting: 'Nothing waits for you.', noneOwn: 'You have asked for nothing yet.',
    open: 'Look', days: (from: string, to: string) => `${from} to ${to}`,
    glassTitle: 'Emergency look at one household', glassLead: 'For emergencies only: one household, for thirty minutes after somebody of another unit has agreed. The household sees who looked and why; how often it happens is public, and who does it often is suspended.',
    orderTitle: 'One household by order', orderLead: 'The record of one household, for seven days after the auditor has agreed. The household sees who looked and why.',
    village: 'Village', villageHint: 'name, pinyin or code', needVillage: 'Choose a village', house: 'House number', houseHint: 'as on the door', head: 'Head of the household', headHint: 'only where several live behind one door', why: 'Why now', whyHint: 'Shown to whoever agrees and to the household; 2 to 200 characters.', order: 'Order or reason',
    go: 'Ask', sent: (n: number) => (n === 1 ? 'Asked; somebody of another unit has to agree' : `Asked; ${n} units have to agree`),
    opened: 'Emergency look', openedOrder: 'By order', closes: (at: string) => `closes at ${at}`, residents: 'Who lives here', facts: 'What matters', factsNone: 'nothing written down', classes: { contact: 'Contact', hardship: 'Hardship', health: 'Health' },
    told: 'This look stands in the household’s own record.', members: (n: number) => `${num(n)} members`, back: 'Back', askTwo: 'Ask two units to agree', askedTwo: 'Asked; once they agree it can be seen here', public: 'How often emergencies were asked for',
    publicTitle: 'Emergency looks', publicLead: 'In an emergency an official may look at one household’s record for thirty minutes once somebody of another unit has agreed. This is how often it happened.', month: 'Month', county: 'County', asked: 'Asked', granted: 'Agreed', notGranted: 'Refused', publicNone: 'Not once in the last twelve months.',
  },
)
