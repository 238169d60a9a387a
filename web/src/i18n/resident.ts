// The resident's page: everyday words, no office language. Both languages are small and travel together.
import type { Dictionary } from './lang'

const zh = {
  title: '我反映的事', brand: '连心', other: 'English', otherLabel: '切换语言：English', loading: '正在打开…',
  rung: { township: '乡镇', county: '县里', city: '市里' } as Record<string, string>,
  someone: '办事单位',

  raised: '您反映了这件事', stop: (unit: string) => `${unit}说先停一停`, done: (unit: string) => `${unit}说办好了`, cannot: (unit: string) => `${unit}说办不了，别的单位也看过`,
  waitsFirst: (rung: string) => `已经收到，正在等${rung}的单位接手。`, waitsAgain: (rung: string) => `您说还没解决，现在交到${rung}，正在等单位接手。`,
  waitsLate: (rung: string) => `到期没有办好，已经交到${rung}，正在等单位接手。`, accepted: (unit: string) => `${unit}已经接手。`, working: (unit: string) => `${unit}正在办。`,
  workingAgain: (unit: string) => `您说没有全解决，${unit}接着办。`, due: (when: string) => `最晚 ${when} 要有结果。`, stands: '现在暂停，暂停的日子不算进期限。',
  finished: { solved: '您说解决了。这件事办完了。', partly: '您说解决了一部分。剩下的办不了，原因写在上面。', not_solved: '您说没解决。已经到了最上面一级，原因写在上面。', silent: '一直没有联系上您，这件事先放下了。如果还没解决，请打下面的电话。' } as Record<string, string>,

  ask: '这件事解决了没有？', decides: '您说了算。', word: { solved: '解决了', partly: '部分解决', not_solved: '没解决' } as Record<string, string>,
  why: { solved: '有什么想说的', partly: '还差哪里', not_solved: '哪里没解决' } as Record<string, string>, optional: '可以不写', callMe: '请给我回电话', keep: '我写的话不给办事的人看', keepHint: '他们只知道您选了哪一个，看不到您写了什么。',
  send: (word: string) => `告诉他们：${word}`, sending: '正在送出…', thanks: '记下了。谢谢您。', goesOn: '您说没解决，会有人接着办。', said: (word: string) => `您说的是：${word}`, until: (when: string) => `${when} 之前还可以改口，以最后一次为准。`, again: '改口',

  readers: '谁看过我家的记录', readersLead: '谁看、什么时候看、为什么看，都记着，您有权知道。', readersOpen: '看看谁看过', readersNone: '还没有人看过。', readersWhole: '（看全村时一起看到的）', times: (n: number) => `共 ${n} 次`,
  saw: { roster: '家里人口', talks: '说过的话和反映的事', contact: '联系方式', hardship: '困难情况', health: '健康情况', money: '收入和补助', minor: '孩子的情况', copy: '给您家打印的副本', export: '导出的名单' } as Record<string, string>,
  role: { township: '乡镇工作人员', department: '部门经办', official: '联系干部', programme_office: '下派办', administrator: '系统管理员', auditor: '审计员', inspector: '纪检督查员', interviewer: '回访员' } as Record<string, string>,
  looked: '看了', reason: (text: string) => `事由：${text}`,

  askWhy: '问为什么看', askedOn: (when: string) => `${when} 您问了为什么看。`, owed: (unit: string, when: string) => `${unit}最晚 ${when} 答复您。`, answered: (unit: string) => `${unit}的答复`,
  own: '我家的记录', ownLead: '可以要一份，可以要求更正，也可以要求删掉。乡镇 15 天内答复，答复写在这里。', wish: { copy: '要一份我家的记录', correct: '有写错的，要更正', erase: '请删掉我家的记录' } as Record<string, string>, wishWords: { copy: '怎么给您送来', correct: '哪里写错了，应该怎么写', erase: '为什么要删' } as Record<string, string>, wishHint: { copy: '', correct: '', erase: '删掉以后不能恢复，办这件事的人也看不到您家和您说的话。' } as Record<string, string>, wishSend: '提出来', wished: (when: string) => `${when} 提出`, needed: '请写一句', noHouse: '这张纸条没有写明是哪一家的，所以在这里看不到谁看过您家的记录。要看、要更正，请打纸条上的电话，或者到乡镇便民服务中心。',

  police: '要不要让民警知道', policeNo: '这件事现在没有交给民警。您愿意的话，可以让本村民警也看到这件事和您家的户主、门牌，别的看不到。', policeYes: '这件事您已经交给本村民警。', policeTell: '让民警知道', policeBack: '不让民警看了',
  lets: '我家同意谁看', letsLead: '您可以同意本村民警或者某个部门看一样东西，看到哪天由您定，随时可以收回。', letsOpen: '看看同意过谁', letsNone: '没有同意谁看。', letsPolice: '本村民警', letsTo: '给谁看', letsWhat: '看什么', letsTill: '到哪天为止', letsGive: '同意', letsBack: '收回', letsUntil: (when: string) => `到 ${when} 止`, letsOver: '已到期或已收回',

  helpTitle: '不会用？打电话也一样', help: '请拨打纸条上的电话，报上纸条上的 8 位短码；也可以打 12345，或者到乡镇便民服务中心说。', print: '打印这一页', complain: '干部或单位做得不对？可以在这里说，他们看不到', leave: '看完了，关上', close: '关上以后，别人用这部手机也看不到；再看要重新扫码。',
  lostTitle: '这张纸条打不开了', lost: '可能是纸条过期了，或者没有扫全。您反映的事不会丢。', lostDo: ['再扫一次纸条上的方码，对准一点。', '还不行，请拨打纸条上的电话，报上 8 位短码。', '也可以打 12345，或者请村里的联系干部再给您一张。'],
  noCodeTitle: '请扫纸条上的方码', noCode: '这一页要从纸条上的方码打开。', offlineTitle: '现在连不上网', offline: '您写的还在。等网络好了再试一次。', tooOften: '打开得太勤了。请等一刻钟再试，或者打纸条上的电话。', retry: '再试一次',
}

export type Words = typeof zh
const en: Words = {
  title: 'What I asked for', brand: 'Lianxin', other: '中文', otherLabel: 'Change language: Chinese', loading: 'Opening…',
  rung: { township: 'the township', county: 'the county', city: 'the city' },
  someone: 'The office',

  raised: 'You asked for this', stop: (unit: string) => `${unit} has to pause`, done: (unit: string) => `${unit} says it is done`, cannot: (unit: string) => `${unit} says it cannot be done; another office has looked too`,
  waitsFirst: (rung: string) => `Received. An office of ${rung} has to take it on.`, waitsAgain: (rung: string) => `You said it is not solved. It is with ${rung} now; an office there has to take it on.`,
  waitsLate: (rung: string) => `It was not done in time and is with ${rung} now; an office there has to take it on.`, accepted: (unit: string) => `${unit} has taken it on.`, working: (unit: string) => `${unit} is working on it.`,
  workingAgain: (unit: string) => `You said it is not all solved. ${unit} goes on.`, due: (when: string) => `There must be a result by ${when}.`, stands: 'It is paused; these days do not count.',
  finished: { solved: 'You said it is solved. It is finished.', partly: 'You said part of it is solved. The rest cannot be done; the reason stands above.', not_solved: 'You said it is not solved. It has been through every level; the reason stands above.', silent: 'We could not reach you, so it rests. If it is not solved, please call.' },

  ask: 'Is it solved?', decides: 'Your word decides.', word: { solved: 'Solved', partly: 'Partly', not_solved: 'Not solved' },
  why: { solved: 'Anything to say', partly: 'What is missing', not_solved: 'What is not solved' }, optional: 'you need not', callMe: 'Please call me back', keep: 'Keep my words from those who work on it', keepHint: 'They see which answer you chose, not what you wrote.',
  send: (word: string) => `Tell them: ${word}`, sending: 'Sending…', thanks: 'Written down. Thank you.', goesOn: 'You said it is not solved: somebody goes on with it.', said: (word: string) => `You said: ${word}`, until: (when: string) => `You can change it until ${when}; the last word counts.`, again: 'Change it',

  readers: 'Who read my household’s record', readersLead: 'Who looked, when and why is written down. You have a right to know.', readersOpen: 'Show who looked', readersNone: 'Nobody has looked yet.', readersWhole: ' (with the whole village)', times: (n: number) => `${n} times`,
  saw: { roster: 'who lives here', talks: 'what was said and asked for', contact: 'telephone', hardship: 'hardship', health: 'health', money: 'income and benefits', minor: 'children', copy: 'the copy printed for you', export: 'an exported list' },
  role: { township: 'township staff', department: 'department', official: 'linked official', programme_office: 'programme office', administrator: 'administrator', auditor: 'auditor', inspector: 'inspector', interviewer: 'interviewer' },
  looked: 'read', reason: (text: string) => `Why: ${text}`,

  askWhy: 'Ask why', askedOn: (when: string) => `On ${when} you asked why.`, owed: (unit: string, when: string) => `${unit} owes you an answer by ${when}.`, answered: (unit: string) => `${unit} answers`,
  own: 'My household’s record', ownLead: 'You may ask for a copy, a correction or its erasure. The township answers within 15 days; the answer stands here.', wish: { copy: 'A copy of our record', correct: 'Something is wrong in it', erase: 'Please erase our record' }, wishWords: { copy: 'How you want to get it', correct: 'What is wrong, and what is right', erase: 'Why' }, wishHint: { copy: '', correct: '', erase: 'It cannot be brought back; those who work on your matter lose sight of you and of your words, too.' }, wishSend: 'Ask for it', wished: (when: string) => `asked on ${when}`, needed: 'please write a line', noHouse: 'This slip does not say whose household it is, so who read your record cannot be shown here. To see or correct it, call the number on your slip or go to the township’s service centre.',

  police: 'Shall the police know', policeNo: 'The police do not know of this matter. If you wish, the police officer of your village may see it with your name and house, and nothing else.', policeYes: 'You told the police officer of your village.', policeTell: 'Tell the police', policeBack: 'Take that back',
  lets: 'Whom we let see', letsLead: 'You may let the police officer of your village or a department see one thing until a day that you choose. You can take it back at any time.', letsOpen: 'Show whom we let see', letsNone: 'Nobody.', letsPolice: 'The village’s police officer', letsTo: 'Who', letsWhat: 'What', letsTill: 'Until', letsGive: 'Let them see it', letsBack: 'Take back', letsUntil: (when: string) => `until ${when}`, letsOver: 'Over or taken back',

  helpTitle: 'Rather by telephone?', help: 'Call the number on your slip and say its 8-digit code; or call 12345, or go to the township’s service centre.', print: 'Print this page', complain: 'Has an official or an office done wrong? Say it here; they do not see it', leave: 'Done: close it', close: 'Then nobody who takes this phone sees it; to look again, scan the code.',
  lostTitle: 'This slip does not open', lost: 'It may have expired, or was not read completely. What you asked for is not lost.', lostDo: ['Scan the code on your slip once more.', 'If it still fails, call the number on the slip and say its 8-digit code.', 'Or call 12345, or ask the official of your village for another slip.'],
  noCodeTitle: 'Please scan the code on your slip', noCode: 'This page opens from the code on your slip.', offlineTitle: 'There is no network', offline: 'What you wrote is still here. Try again when there is a network.', tooOften: 'That was too often. Please wait a quarter of an hour, or call the number on your slip.', retry: 'Try again',
}

export const resident: Dictionary<Words> = { zh, en }
