// Sealed complaints, for inspectors and for counters.
import { dictionary } from './lang'

export const complaints = dictionary(
  {
    title: '密封举报', lead: '只看得到有这件举报：在哪里、哪一天、说的是哪一级。写了什么、说的是谁，要审计员同意才能打开。与您本人、您的单位有关的，不在这里。',
    none: '没有您可以知道的举报。', day: '收到', where: '哪里', whom: '说的是', way: '怎么来的', state: '现在', open: '打开这一件',
    about: { official: '一个人', body: '一个单位' } as Record<string, string>, level: { village: '村级', township: '乡镇级', county: '县级及以上' } as Record<string, string>, ways: { slip: '纸条', open: '网页', paper: '纸表' } as Record<string, string>,
    states: { sealed: '没有打开', waiting: '等审计员同意', granted: '可以打开', refused: '审计员不同意', over: '督查令已过期', answered: '已答复' } as Record<string, string>, until: (at: string) => `到 ${at}`,
    one: '一件密封举报', hidden: '您看不到这件举报', hiddenText: '没有这一件，或者它说的是您、您的单位、与您同级的人。这样的举报绕开您，由更上一级的督查员看。', back: '回到列表',
    orderTitle: '申请打开', orderLead: '写明督查令或事由。审计员同意后，七天内可以打开；每打开一次都记在账上。', reason: '督查令或事由', reasonHint: '给审计员看，2 到 200 字。', orderGo: '提出申请', ordered: '已提出，等审计员同意', again: '重新申请',
    waits: '审计员还没有答复。', refusedText: '审计员没有同意。有新的理由可以再提。', overText: '上一次的同意已经过期。', holds: (at: string) => `审计员已同意，${at} 前可以打开。`, openGo: '打开', openNote: '打开会记在账上。看完请关上，别让旁边的人看见。', shut: '合上',
    pick: '从名单里选', pickHint: '选了名单上的，这件事就一定到不了他和他的单位手里。', pickFirst: '请选', pickNone: '名单上没有，照纸上写', villageFirst: '选好村以后，这里列出那里的人和单位。', accused: '说的是谁', words: '说了什么', answer: '答复', answerTitle: '答复举报人', answerHint: '举报人凭回执看得到，只能答一次，不要写可能让人认出他的话。', answerGo: '答复', answered: '已答复', answeredOn: (day: string) => `${day} 已答复`, noName: '举报人是谁，这里没有记。',
    take: '代收举报', takeLead: '替拿纸表来的人录进来。说的是您、您的单位、您管的村或本乡镇的，您不能收；录完就封，您再也看不到。', blank: '空白表', inVillage: '在哪个村', villageHint: '名称、拼音或代码', needVillage: '请从列表里选一个村。', kind: '说的是', levelOf: '在哪一级', accusedHint: '照纸表写，2 到 60 字', wordsHint: '照纸表写，5 到 2000 字', takeGo: '录入并封存', taken: '已封存', receipt: '回执', receiptText: '请抄到纸表下面的回执上，撕下来交给他。只显示这一次。', print: '打印回执', another: '再收一件',
  },
  {
    title: 'Sealed complaints', lead: 'Here one sees that there is one: where, when, about which level. What it says and about whom is opened once an auditor has agreed. Those about yourself or your unit are not here.',
    none: 'There is none that you may know of.', day: 'Received', where: 'Where', whom: 'About', way: 'Came by', state: 'Now', open: 'Open this one',
    about: { official: 'a person', body: 'an office' }, level: { village: 'village', township: 'township', county: 'county or above' }, ways: { slip: 'slip', open: 'the open page', paper: 'paper' },
    states: { sealed: 'not opened', waiting: 'waits for an auditor', granted: 'may be opened', refused: 'refused by the auditor', over: 'order is over', answered: 'answered' }, until: (at: string) => `until ${at}`,
    one: 'A sealed complaint', hidden: 'You do not see this complaint', hiddenText: 'There is none, or it is about you, your unit or people at your level. Such complaints go around you, to an inspector further up.', back: 'Back to the list',
    orderTitle: 'Ask to open it', orderLead: 'Say by which order, or why. Once an auditor has agreed it can be opened for seven days; each time is written down.', reason: 'Order or reason', reasonHint: 'For the auditor; 2 to 200 characters.', orderGo: 'Ask', ordered: 'Asked; an auditor has to agree', again: 'Ask again',
    waits: 'The auditor has not answered yet.', refusedText: 'The auditor did not agree. With a new reason you may ask again.', overText: 'The last agreement is over.', holds: (at: string) => `The auditor has agreed: it can be opened until ${at}.`, openGo: 'Open', openNote: 'That you open it is written down. Close it when you have read it, and let nobody look over your shoulder.', shut: 'Close it',
    pick: 'Choose from the list', pickHint: 'Whoever is picked from it, and their office, certainly never see it.', pickFirst: 'Choose', pickNone: 'Not in the list: as on the paper', villageFirst: 'Choose the village first: its people and offices are listed here.', accused: 'About whom', words: 'What it says', answer: 'Answer', answerTitle: 'Answer the complainant', answerHint: 'Read by the receipt; it can be said once. Write nothing by which the complainant could be known.', answerGo: 'Answer', answered: 'Answered', answeredOn: (day: string) => `Answered on ${day}`, noName: 'Who complains is not kept here.',
    take: 'Take down a complaint', takeLead: 'For whoever brings one on paper. Not if it is about you, your unit, a village in your charge or your own township; once it is sealed you do not see it again.', blank: 'Empty form', inVillage: 'In which village', villageHint: 'Name, pinyin or code', needVillage: 'Choose a village from the list.', kind: 'About', levelOf: 'At which level', accusedHint: 'as on paper, 2 to 60 characters', wordsHint: 'as on paper, 5 to 2000 characters', takeGo: 'Take down and seal', taken: 'Sealed', receipt: 'Receipt', receiptText: 'Copy it to the foot of the form and tear it off for them. It is shown once.', print: 'Print the receipt', another: 'Another one',
  },
)
