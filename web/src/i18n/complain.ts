// The page for complaints about an official or a body: everyday words, both languages in one small file.
import type { Dictionary } from './lang'

type Level = 'village' | 'township' | 'county'
const zh = {
  title: '举报干部或单位', brand: '连心', other: 'English', otherLabel: '切换语言：English', loading: '正在打开…',
  lead: '哪个干部、哪个单位做得不对，可以在这里说。不用登录，不用留名字。办事没办好，不是谁的错，请打 12345 或找联系干部。',
  sees: '谁会看', seesText: { village: ['乡镇、县里或市里的纪检督查员'], township: ['县里或市里的纪检督查员'], county: ['市里的纪检督查员'] } as Record<Level, string[]>, seesAll: ['要审计员同意，才能打开看', '谁打开过，都记在账上'],
  never: '谁看不到', neverText: ['您说的人和他的单位', '村里、乡镇里办事的人', '联系您家的干部', '给您纸条的人'], neverYou: '您是谁，这里不问，也不记。',

  where: '一、在哪里', bySlip: '就是我纸条上那件事所在的村', elsewhere: '别的村', county: '县（市、区）', township: '乡镇、街道', village: '村、社区', choose: '请选', needVillage: '请选到村',
  about: '二、说的是谁', kind: { official: '一个人', body: '一个单位' } as Record<string, string>, level: '在哪一级', levels: { village: '村里的', township: '乡镇、街道的', county: '县里、市里的' } as Record<Level, string>,
  pick: '从名单里选', pickHint: '选了名单上的，这件事就一定到不了他和他的单位手里。', pickNone: '名单上没有，我自己写', needPick: '请从名单里选；没有的，选“名单上没有”',
  accused: '名字和职务，或单位名', accusedHint: '例如：某某村会计张某；镇水利站', needKind: '请选一个', needLevel: '请选一级', needAccused: '请写 2 到 60 个字',
  words: '三、出了什么事', wordsHint: '什么时候、在哪里、做了什么。不想让人知道您是谁，就不要写自己的名字。', needWords: '请写 5 到 2000 个字',
  send: '交上去', sending: '正在交…',

  done: '已经收到', doneLead: '下面是回执。只显示这一次，请打印、抄下来或复制。', code: '回执', keep: '查答复只认这个回执，丢了没法补。别给别人看。', print: '打印回执', copy: '复制回执', copied: '已复制', more: '再说一件', close: '关上，不留痕迹', copyNot: '这部手机不让复制，请抄下来。',

  check: '查答复', checkLead: '以前交过的，凭回执看答复。', receipt: '回执', receiptHint: '16 个字母和数字，横线可以不写', find: '查', lost: '没有这个回执。请对一对有没有抄错。', state: (day: string) => `${day} 收到`, waits: '还没有答复。请过些日子再来看。', answered: (day: string) => `${day} 答复`,

  paper: '写在纸上也一样', paperLead: '打印一张空白表，写好装进信封，交给别的乡镇的便民服务中心，或者纪检督查员。说的不是村里和本乡镇的，交给本乡镇也行。', blank: '看空白表', back: '回到上一页', printBlank: '打印空白表',
  sheet: { title: '举报干部或单位（纸表）', lead: '不用写自己的名字。写好装进信封封好，交给别的乡镇的便民服务中心或纪检督查员；不要交给您说的人和他的单位。', where: '在哪个县、乡镇、村', about: '说的是', level: '在哪一级', accused: '名字和职务，或单位名', words: '什么时候、在哪里、出了什么事', cut: '收表的人在这里写回执，撕下交给您', receipt: '回执', use: '凭它在网上查答复，或到收表的地方请人查。' },
  phone: '也可以打 12388（纪检监察举报电话）。', offlineTitle: '现在连不上网', offline: '您写的还在。等网络好了再交一次。', tooOften: '太勤了。请等一刻钟再试，或者写在纸上交。', noSlip: '纸条打不开了，请选村。', wrong: '有几处没有填好', retry: '再试一次', home: '公开的数',
}

export type Words = typeof zh
const en: Words = {
  title: 'Complain about an official or an office', brand: 'Lianxin', other: '中文', otherLabel: 'Change language: Chinese', loading: 'Opening…',
  lead: 'If an official or an office has done wrong, say it here. No account, no name. If something simply is not done yet, call 12345 or speak to your linked official.',
  sees: 'Who reads it', seesText: { village: ['an inspector of the township, the county or the city'], township: ['an inspector of the county or the city'], county: ['an inspector of the city'] }, seesAll: ['only after an auditor has agreed', 'and each time it is opened is written down'],
  never: 'Who does not', neverText: ['whom you complain of, and their office', 'staff of the village and the township', 'the official linked to you', 'whoever gave you a slip'], neverYou: 'Who you are is neither asked nor kept.',

  where: '1. Where', bySlip: 'In the village of the matter on my slip', elsewhere: 'In another one', county: 'County', township: 'Township', village: 'Village', choose: 'Choose', needVillage: 'Choose down to the village',
  about: '2. About whom', kind: { official: 'A person', body: 'An office' }, level: 'At which level', levels: { village: 'Of the village', township: 'Of the township', county: 'Of the county or the city' },
  pick: 'Choose from the list', pickHint: 'Whoever is picked from it, and their office, certainly never see it.', pickNone: 'Not in the list: I write it myself', needPick: 'Choose from the list, or “Not in the list”',
  accused: 'Name and post, or the office', accusedHint: 'such as: Zhang, the village’s bookkeeper; the township’s water station', needKind: 'Choose one', needLevel: 'Choose one', needAccused: 'Write 2 to 60 characters',
  words: '3. What happened', wordsHint: 'When, where, what was done. If nobody is to know who you are, leave your own name out.', needWords: 'Write 5 to 2000 characters',
  send: 'Hand it in', sending: 'Sending…',

  done: 'Received', doneLead: 'This is your receipt. It is shown once: print it, write it down or copy it.', code: 'Receipt', keep: 'Only by it the answer is read, and it cannot be replaced. Show it to nobody.', print: 'Print the receipt', copy: 'Copy the receipt', copied: 'Copied', more: 'Another one', close: 'Close and leave no trace', copyNot: 'This phone does not let you copy: please write it down.',

  check: 'Read the answer', checkLead: 'Of what you handed in before, by its receipt.', receipt: 'Receipt', receiptHint: '16 letters and digits; you may leave out the dashes', find: 'Look', lost: 'There is no such receipt. Please check each letter.', state: (day: string) => `Received on ${day}`, waits: 'There is no answer yet. Please come back later.', answered: (day: string) => `Answered on ${day}`,

  paper: 'Paper is as good', paperLead: 'Print an empty form, fill it in, close the envelope and hand it in at another township’s service centre or to an inspector. If it is neither about the village nor about your own township, you may hand it in there.', blank: 'Show the form', back: 'Back', printBlank: 'Print the form',
  sheet: { title: 'Complaint about an official or an office (on paper)', lead: 'You need not write your name. Close the envelope and hand it in at another township’s service centre or to an inspector; not to whom you complain of, nor to their office.', where: 'County, township, village', about: 'About', level: 'At which level', accused: 'Name and post, or the office', words: 'When, where, what happened', cut: 'Whoever takes the form writes the receipt here and tears it off for you', receipt: 'Receipt', use: 'By it the answer is read on the page, or at a counter.' },
  phone: 'Or call 12388, the inspection’s telephone.', offlineTitle: 'There is no network', offline: 'What you wrote is still here. Hand it in when there is a network.', tooOften: 'That was too often. Please wait a quarter of an hour, or use paper.', noSlip: 'The slip does not open; choose the village.', wrong: 'Something is missing', retry: 'Try again', home: 'Open figures',
}

export const complain: Dictionary<Words> = { zh, en }
