// Parts of other units, the cost of a case, and who works on it.
import type { Funds, PartState } from '@/areas/cases/types'
import { join, num } from './format'
import { dictionary } from './lang'

export const joint = dictionary(
  {
    parts: '协办单位', none: '没有请别的单位协办。', noneOwner: '一个单位办不完的，可以请别的单位各办一项。', ask: '请单位协办', atMost: (n: number) => `只列管得到这个村的单位；最多同时 ${num(n)} 个`, beside: (units: string[]) => `协办：${join(units)}`,
    state: { asked: '待答复', open: '进行中', done: '已完成', refused: '未接受', back: '已退回', withdrawn: '已撤回' } as Record<PartState, string>,
    by: (day: string) => `${day}前`, late: '过了约定日期', yours: '本单位', inviteUnit: '请哪个单位', what: '请它做什么', whatHint: '写清做什么，协办单位看得到', byDay: '哪天前做完', what_asked: (unit: string, day: string) => `请${unit}协办，${day}前`,
    handler: '经办人', nobody: '还没有指定', change: '更改', name: '指定', who: '哪一位', whoNone: '不指定', noOfficials: '名册里没有本单位的干部。',
    cost: '资金', noCost: '还没有登记。', planned: '计划', spent: '已用', funds: '资金来源', amountHint: '例如 1200 或 1200.50', inYuan: (what: string) => `${what}（元）`, set: '登记', yuan: (text: string) => `${text} 元`, unknown: '未定',
    fundsOf: { budget: '财政', village: '村集体', support: '帮扶资金', gifts: '社会捐助', own: '自筹', nothing: '不用钱' } as Record<Funds, string>,
    promises: '当时的承诺', promisedBy: (who: string, day: string) => `${who}答应${day}前办`, kept: (day: string) => `${day}已兑现`, promiseLate: '过了日子还没兑现',
    documents: '材料', noDocuments: '没有附材料。', optional: '不是必须附的；不需要拍照留痕。', add: '附一份材料', addHint: (n: number) => `PDF、JPEG、PNG、Word、Excel，每份不超过 10 MB，最多 ${num(n)} 份。照片里的位置、时间和机型会自动去掉。`, sending: (name: string) => `正在上传 ${name}`, sendingOf: (share: string) => `已传 ${share}`, added: '已附上', tooBig: (name: string) => `“${name}”超过 10 MB，请压缩或分成几份再附。`, download: (name: string) => `下载 ${name}`, downloadHint: '每次下载都按本次查看事由记下，本户查得到。', take: '撤下', takeAsk: (name: string) => `撤下“${name}”？内容会删掉，不能恢复；只留下“有一份材料被撤下”。`, taken: (by: string, day: string) => `${by}${day}撤下，内容已删除`, gone: '已撤下',
    withdraw: '撤回', mine: '您经办的',
  },
  {
    parts: 'Parts of other units', none: 'No other unit has a part.', noneOwner: 'What one unit cannot do alone, several can: ask each for its part.', ask: 'Ask a unit for a part', atMost: (n: number) => `Only units in charge of this village; ${num(n)} at one time`, beside: (units: string[]) => `with ${join(units)}`,
    state: { asked: 'Asked', open: 'Under way', done: 'Done', refused: 'Declined', back: 'Handed back', withdrawn: 'Taken back' },
    by: (day: string) => `by ${day}`, late: 'past its day', yours: 'yours', inviteUnit: 'Which unit', what: 'What it is asked to do', whatHint: 'The unit reads it', byDay: 'By which day', what_asked: (unit: string, day: string) => `${unit} is asked for a part, by ${day}`,
    handler: 'Who works on it', nobody: 'Nobody named yet', change: 'Change', name: 'Name', who: 'Who', whoNone: 'Nobody', noOfficials: 'No official of your unit is in the roster.',
    cost: 'Cost', noCost: 'Nothing written down yet.', planned: 'Planned', spent: 'Spent', funds: 'Source of the money', amountHint: 'Such as 1200 or 1200.50', inYuan: (what: string) => `${what} (yuan)`, set: 'Write down', yuan: (text: string) => `${text} yuan`, unknown: 'not known',
    fundsOf: { budget: 'Public budget', village: 'The village', support: 'Support funds', gifts: 'Gifts', own: 'The household', nothing: 'No money needed' },
    promises: 'Promised when it was heard', promisedBy: (who: string, day: string) => `${who}, by ${day}`, kept: (day: string) => `kept on ${day}`, promiseLate: 'past its day, not kept',
    documents: 'Files', noDocuments: 'No files.', optional: 'None is needed; no photographs as proof.', add: 'Add a file', addHint: (n: number) => `PDF, JPEG, PNG, Word, Excel; 10 MB each, ${num(n)} at the most. Place, time and device are taken out of photographs.`, sending: (name: string) => `Sending ${name}`, sendingOf: (share: string) => `${share} sent`, added: 'Added', tooBig: (name: string) => `“${name}” is over 10 MB: make it smaller or split it.`, download: (name: string) => `Download ${name}`, downloadHint: 'Each download is written down with your purpose, and the household can see it.', take: 'Take away', takeAsk: (name: string) => `Take “${name}” away? Its content is deleted for good; only that there was a file stays.`, taken: (by: string, day: string) => `taken away by ${by} on ${day}; the content is deleted`, gone: 'Taken away',
    withdraw: 'Take back', mine: 'You work on it',
  },
)
