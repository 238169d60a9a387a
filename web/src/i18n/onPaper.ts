// What a household asks on paper, entered at the counter.
import { dictionary } from './lang'

export const onPaper = dictionary(
  {
    go: '代填纸上的要求', lead: '没有手机的户，把要求写在纸上交来，由没有看过这条记录的人录入。和扫码提出的一样：15 天内答复，答复写进本户副本。',
    kind: '要什么', kinds: { copy: '要一份本户的记录', correct: '有写错的，要更正', erase: '删掉本户的记录', why: '问：为什么看我家的记录' },
    talks: '谈过的话', need: '提出：', promise: '答应：', kept: (n: number) => `另有 ${n} 句没有同意转述，只有记录的干部知道，可以向他要。`, withdrawn: '已撤回',
    matters: '反映的事', said: '本户说：', privately: '，原因没有告诉办理单位', files: '材料：', asked: '问过的与答复', unanswered: (unit: string) => `${unit}还没有答复。`,
    also: '关于我家的记录，还想：', tear: '沿线剪下，填好交到乡镇', sign: '签名、日期',
    which: '哪一次查看', noLooks: '还没有人看过。', wrong: '哪里写错了，应该怎么写', words: '纸上写的话', take: '录入',
    taken: (unit: string, due: string) => `已录入。${unit}在 ${due} 前答复。`,
  },
  {
    go: 'Enter a request on paper', lead: 'A household without a phone hands in its wish on paper; somebody who did not look enters it. It counts like one by the slip: answered within 15 days, the answer stands in the household’s copy.',
    kind: 'What it wishes', kinds: { copy: 'A copy of its record', correct: 'Something is wrong in it', erase: 'Its erasure', why: 'Why somebody looked at its record' },
    talks: 'What was said', need: 'Asked for:', promise: 'Promised:', kept: (n: number) => `${n} more may not be told on: only the official who wrote them down has them, and can be asked.`, withdrawn: 'taken back',
    matters: 'Matters', said: 'The household:', privately: ', the reason kept from the office', files: 'Files:', asked: 'Asked and answered', unanswered: (unit: string) => `${unit} has not answered yet.`,
    also: 'About our record, we also wish:', tear: 'Cut off, fill in and hand in at the township', sign: 'Name and date',
    which: 'Which look', noLooks: 'Nobody has looked yet.', wrong: 'What is wrong, and what is right', words: 'What the paper says', take: 'Enter',
    taken: (unit: string, due: string) => `Entered. ${unit} answers until ${due}.`,
  },
)
