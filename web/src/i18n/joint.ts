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
    withdraw: '撤回', mine: '您经办的',
  },
  {
    parts: 'Parts of other units', none: 'No other unit has a part.', noneOwner: 'What one unit cannot do alone, several can: ask each for its part.', ask: 'Ask a unit for a part', atMost: (n: number) => `Only units in charge of this village; ${num(n)} at one time`, beside: (units: string[]) => `with ${join(units)}`,
    state: { asked: 'Asked', open: 'Under way', done: 'Done', refused: 'Declined', back: 'Handed back', withdrawn: 'Taken back' },
    by: (day: string) => `by ${day}`, late: 'past its day', yours: 'yours', inviteUnit: 'Which unit', what: 'What it is asked to do', whatHint: 'The unit reads it', byDay: 'By which day', what_asked: (unit: string, day: string) => `${unit} is asked for a part, by ${day}`,
    handler: 'Who works on it', nobody: 'Nobody named yet', change: 'Change', name: 'Name', who: 'Who', whoNone: 'Nobody', noOfficials: 'No official of your unit is in the roster.',
    cost: 'Cost', noCost: 'Nothing written down yet.', planned: 'Planned', spent: 'Spent', funds: 'Source of the money', amountHint: 'Such as 1200 or 1200.50', inYuan: (what: string) => `${what} (yuan)`, set: 'Write down', yuan: (text: string) => `${text} yuan`, unknown: 'not known',
    fundsOf: { budget: 'Public budget', village: 'The village', support: 'Support funds', gifts: 'Gifts', own: 'The household', nothing: 'No money needed' },
    withdraw: 'Take back', mine: 'You work on it',
  },
)
