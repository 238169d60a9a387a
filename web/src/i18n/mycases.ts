// What came of it: the cases of an official's own villages, on the phone.
import { count, num } from './format'
import { dictionary } from './lang'

export const mycases = dictionary(
  {
    title: '我的事项', lead: '您带回来的事，和您任第一书记的村提的事，办得怎样了。只看得到解决没有，看不到是谁怎么答的。', open: '在办', asked: '等群众说一句', finished: '有了结果', none: '近一年没有事项。听到群众的诉求，记下来后可以“交办”。', noneOpen: '没有在办的事。',
    needCase: (how: string) => `已交办：${how}`, needSee: '看办到哪', remindCases: '事项提醒', remindAsk: '该问群众了', remindAll: '看我的事项', asKept: '现在没有网络：这是手机上次取到的情况。', brought: '您带回来的', by: (unit: string) => `${unit}承办`, nobody: '还没有单位承办', slip: '给他一张纸条', result: { solved: '群众说解决了', partly: '群众说解决了一部分', not_solved: '群众说没解决', silent: '没有联系上群众' } as Record<string, string>,
    thanks: '您带回来的事办成了，谢谢您。下次见面，把结果当面告诉他们。', tellThem: '下次见面，把结果告诉提事的人家。', again: '群众说没解决，重新办了。', more: (n: number) => `再看 ${num(n)} 件`,
    raise: '交办诉求', raiseLead: '交给乡镇去办，办没办好由群众说。您写的标题管这个地方的人都看得到，不要写姓名。', need: '他提的诉求', make: '交办', made: '已交办', already: '这件诉求已经立项。', alreadyGo: '看办得怎样', waiting: '这件诉求还没有送到，连上网络、发出去以后再交办。', notHere: '本机上没有这件诉求。', outcomes: '回到回音',
  },
  {
    title: 'My cases', lead: 'What came of what you brought back, and of what the village asked for in which you are first secretary. You see whether it is solved, not who answered.', open: 'Open', asked: 'The household is asked', finished: 'With an outcome', none: 'No case within a year. Write down a need that you hear, then hand it over.', noneOpen: 'Nothing is open.',
    needCase: (how: string) => `handed over: ${how}`, needSee: 'See how it stands', remindCases: 'Cases to mind', remindAsk: 'the household is to be asked', remindAll: 'See my cases', asKept: 'No network: this is how it stood when the phone last asked.', brought: 'You brought it', by: (unit: string) => `with ${unit}`, nobody: 'No unit yet', slip: 'Give them a slip', result: { solved: 'Solved, the household says', partly: 'Partly solved, the household says', not_solved: 'Not solved, the household says', silent: 'The household was not reached' },
    thanks: 'What you brought back was solved. Thank you. Tell them when you meet.', tellThem: 'Tell the household when you meet.', again: 'The household said it is not solved; work goes on.', more: (n: number) => `Show ${count(n, 'more', 'more')}`,
    raise: 'Hand over a need', raiseLead: 'The township takes it on, and the household says whether it is solved. Whoever looks after the place reads your title: no names.', need: 'What they asked for', make: 'Hand over', made: 'Handed over', already: 'This need is a case already.', alreadyGo: 'See how it stands', waiting: 'This need is not delivered yet. Hand it over once it is.', notHere: 'This need is not on this phone.', outcomes: 'Back to outcomes',
  },
)
