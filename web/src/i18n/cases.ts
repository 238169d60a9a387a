// Cases at the desk.
import type { Act, CannotReason, CaseKind, Office, Resident, ResidentWord, Rung, Stage, StopReason, Theme } from '@/areas/cases/types'
import { count, num } from './format'
import { dictionary } from './lang'

type Did = Act | 'raise' | 'answer' | 'silence' | 'escalate' | 'merge' | 'part' | 'recurrence'
export const cases = dictionary(
  {
    cases: '事项', lead: '群众的诉求，从接到到办结。办没办好，以群众的话为准。', list: '列表', board: '看板', newCase: '窗口登记',
    office: { received: '待受理', accepted: '已受理', in_progress: '办理中', done: '已办结', cannot: '无法解决' } as Record<Office, string>,
    resident: { unasked: '未询问', asked: '待群众确认', solved: '已解决', partly: '部分解决', not_solved: '未解决', silent: '未能联系上' } as Record<Resident, string>,
    word: { solved: '解决了', partly: '部分解决', not_solved: '没解决' } as Record<ResidentWord, string>,
    rung: { township: '乡镇', county: '县', city: '市' } as Record<Rung, string>, stage: { open: '在办', asked: '待确认', finished: '已了结' } as Record<Stage, string>,
    kind: { question: '咨询', ordinary: '一般办理', complex: '复杂办理' } as Record<CaseKind, string>, kindHint: { question: '5 个工作日，急事 1 个', ordinary: '15 个工作日，急事 3 个', complex: '60 个工作日，急事 15 个' } as Record<CaseKind, string>,
    theme: { water: '供水排水', roads: '道路交通', power: '电气网络', housing: '住房宅基地', land: '土地征补', farming: '农业生产', benefits: '低保养老补贴', health: '医疗医保', school: '上学教育', work: '就业工资', environment: '环境卫生', safety: '治安纠纷', village_affairs: '村务财务', other: '其他' } as Record<Theme, string>,
    stopReason: { household: '等待群众补充', season: '季节限制', procedure: '法定程序', disaster: '灾害等不可抗力' } as Record<StopReason, string>,
    cannotReason: { no_basis: '政策不允许', no_funds: '暂无资金', court: '应通过司法途径', private: '当事人协商不成', impossible: '客观条件不具备' } as Record<CannotReason, string>,

    place: '地方', placeHint: '村、乡镇', state: '状态', states: { open: '在办', overdue: '已超期', asked: '待群众确认', finished: '已了结' } as Record<string, string>, themeOf: '主题', whose: '该谁办', anyone: '全部', ours: '该本单位办的',
    title: '事项', village: '村', stands: '办理', due: '期限', owner: '承办单位', nobodyYet: '还没有单位承办', clockStands: '停表', over: (n: number) => `超 ${num(n)} 天`, dueIn: (n: number) => (n <= 0 ? '今天到期' : `还有 ${num(n)} 天`), round: (n: number) => `第 ${num(n)} 次办`, urgent: '急事', none: '没有符合条件的事项。', noneOurs: '现在没有该本单位办的事项。', noneOverdue: '没有超期的事项。',
    find: '查找', findHint: '标题；纸条上的 8 位短码', inWords: '也查群众原话（只查本单位经手的，要说明事由）', notFoundCode: '没有这个短码的纸条，或不在您的管辖范围内。', sheet: '导出 Excel', views: '存下的视图', keepView: '存下这组条件', viewName: '名称', kept: '已存下', dropView: (name: string) => `删除视图“${name}”`, noneFound: '没有找到。', clearFind: '不查了',
    select: '选中', selectAll: '选中列出的全部', selected: (n: number) => `已选 ${num(n)} 件`, doAct: '办理', run: (n: number) => `对 ${num(n)} 件一起办`, clear: '取消选择', outcomeDone: (state: string) => `已办：${state}`, bulkSummary: (done: number, refused: number) => `办了 ${num(done)} 件，${num(refused)} 件没有办成，原因写在各行。`, tooMany: '一次最多 100 件。', keys: '在列表里可用 ↑ ↓ 换行，回车打开，空格选中。',

    boardLead: '按办理状态。每列先列期限最近的。', inTime: (n: number) => `${num(n)} 件按期`, inAllN: (n: number) => `${num(n)} 件`, overdueN: (n: number) => `${num(n)} 件超期`, more: (n: number) => `另有 ${num(n)} 件，见列表`, empty: '空',

    move: { nobody: '已了结', take_on: '等单位受理', transfer: '等被请求的单位答复', second_reader: '等另一单位复核', owner: '该承办单位办', stands: '停表中', ask: '该问群众了', household: '等群众说一句' },
    moveLong: {
      nobody: '两把钥匙都转过了，这件事已了结。', take_on: (rung: string) => `还没有单位受理，${rung}一级的单位都可以受理。`, transfer: (unit: string) => `已请${unit}接办，等它答复：接，还是退回。`, second_reader: '承办单位说无法解决，等另一个单位的人复核。',
      owner: (unit: string) => `该${unit}办。`, stands: (why: string) => `停表：${why}。停表的日子不算进期限。`, ask: '单位这边已经说完，还没有问群众。出一张纸条，或者打电话、上门问一声。', household: '已经问了群众，等他说一句。',
    },
    anotherUnit: '另一个单位', clock: '时限', clockText: (used: string, allowed: string) => `用了 ${used} 个工作日，共 ${allowed} 个`, inAll: (n: string) => `各次合计 ${n} 个工作日`, dueDay: (day: string) => `最晚 ${day}`, facts: '基本情况', raised: '提出', wantedBy: '希望办成', rungOf: '层级', kindOf: '类别',
    asksPurpose: '先说明为什么查看', asksLead: '这件事现在由您的单位经手，可以看到群众原话和是哪一户。看了会记下，本户查得到。', purposes: ['受理并办理这件事', '核实情况', '复核能否解决'], open: '打开', saidPurpose: '本次查看事由：', otherPurpose: '换一个事由',
    outside: '这件事现在不由您的单位经手：只列办到哪一步，不列群众原话和是哪一户。', story: '来龙去脉', need: '群众原话', household: '是哪一户', wholeVillage: '全村的事，或没有写明哪一户', heard: '群众说', callMe: '请回电话',
    did: { raise: '立项', accept: '受理', begin: '开始办理', stop: '停表', resume: '恢复计时', offer: '请另一单位接办', take_over: '接办', send_back: '退回', done: '办结', cannot: '提出无法解决', take_reading: '认领复核', second_read: '复核', ask: '询问群众', answer: '群众答复', silence: '认定未能联系上', escalate: '逾期，上报一级', merge: '并案办理', part: '分开办理', recurrence: '认定为老问题' } as Record<Did, string>,
    agreed: '同意：确实无法解决', disagreed: '不同意：应当继续办', to: (unit: string) => `请${unit}接办`, byClock: '系统按时限', byHousehold: '群众', alike: '相似的事项', alikeHint: '近两年本村说得相近的。可能是老问题又出现了。', likeness: (n: number) => `相似 ${num(n)}%`, isFirst: '是它又出现了', notFirst: '不是，撤销', firstLife: '上一次', merge: '并到它一起办', mergedTitle: '并案办理', mergedGo: '去看一起办的那件', mergedHint: '办理跟着那一件走；解决没有，仍由这一户自己说。', part: '分开单办', members: '一起办的', member: (n: number) => `第 ${num(n)} 件`,

    act: { accept: '受理', begin: '开始办理', stop: '停表', resume: '恢复计时', offer: '请另一单位接办', take_over: '接办', send_back: '退回', done: '办结', cannot: '无法解决', take_reading: '认领复核', second_read: '复核', ask: '记下：问过群众了' } as Record<Act, string>,
    actLead: {
      accept: '受理后由您的单位承办，时限继续走。', begin: '让群众知道已经动手了。', stop: '只有写明的原因才能停表；停表的原因群众看得到。', resume: '从今天起继续计时。', offer: '对方答复之前仍由您的单位负责，时限不停。', take_over: '接办后由您的单位承办，时限不重新起算。', send_back: '退回要写明为什么不归您的单位。',
      done: '写清做了什么，群众会看到这些话。办没办好由他说。', cannot: '要选原因，并用群众听得懂的话说明（至少 10 个字）。由另一个单位的人复核后才算数。', take_reading: '认领后由您的单位复核，可以看到群众原话和承办单位的说明。', second_read: '您看了理由和经过，认为确实无法解决吗？', ask: '电话问过、上门问过，就记一次。隔一周再问才算第二次；问满两次、再过 15 天仍没有回话，才能认定未能联系上。',
    } as Record<Act, string>,
    actions: '可以办', noActions: '现在没有您能办的步骤。', reason: '原因', toUnit: '请哪个单位接办', toUnitHint: '只列管得到这个村的单位', words: '说明', wordsSeen: '说明（群众看得到）', tooShort: (n: number) => `至少 ${num(n)} 个字`, agree: '同意，确实无法解决', disagree: '不同意，应当继续办', done: '已办', stale: '您写的时候，有人先办了一步。您写的还在，请看一眼现在的情况，再决定要不要提交。', staleNow: (what: string) => `现在：${what}`, goneNow: '按现在的情况，这一步已经不能办了。需要的话，请先把写好的话复制下来。',

    hear: '代记群众的话', hearLead: '群众在纸条上写的、电话里说的，由没有经手这件事的人照原话记下。', hearWord: '他怎么说', hearReason: '他的原话', hearKeep: '他不愿让办事单位看到理由', heardDone: '已记下', slip: '给群众的纸条',
    slipTitle: '群众纸条', slipLead: '出一张纸条交给这一户：扫码可以看办得怎样、说解决了没有、查谁看过自家记录。每出一张都是新的码；码只显示这一次。', slipMake: '出一张纸条', slipHead: '您反映的事', slipSay: '办得怎样，请扫码看；解决了没有，您说了算。', slipCode: '短码', slipNoPhone: '不会扫码？打电话，报短码：', slipPhone: '电话', slipHand: '也可以在这里打勾，交给村里或乡镇：', slipUntil: (day: string) => `${day}前有效`, slipKeep: '请收好这张纸条，不要给外人扫。', slipName: '看看谁看过您家的记录，也扫这个码。', slipQr: '方码：打开您反映的事',

    answers: '欠群众的答复', answersLead: '群众问为什么看他家的记录，或者要副本、要更正、要删除。15 天内要答复，答复由他本人看到。', answersNone: '没有欠着的答复。', owedKind: { why: '问：为什么看', copy: '要一份本户记录', correct: '要更正', erase: '要删除' } as Record<string, string>, lookedAt: (who: string, when: string, what: string) => `${who} ${when} 看了${what}`, purposeWas: (text: string) => `当时写的事由：${text}`, whyHidden: '不告诉您是哪一户问的。', askedOn: '问的日子', answerBy: '最晚', answerGo: '答复', answerWords: '答复（群众看得到）', answerHint: '5—1000 个字，说实话，说清楚', answered: '已答复', theySay: '他说', noWords: '没有写话', openRecord: '打开本户', answerPurposes: ['答复这一户', '更正户册', '出具副本'],

    newTitle: '窗口登记', newLead: '群众到乡镇窗口、打电话说的事，在这里登记成事项。', inVillage: '哪个村', ofHousehold: '哪一户', ofHouseholdHint: '户主姓名或门牌号；全村的事不用选', manyHint: '几户的同一件事一起办；每户各有一张纸条，各说各的。', saidWords: '他怎么说', saidWordsHint: '用他的原话，2—2000 个字', titleOf: '一句话标题', titleHint: '2—60 个字，不写姓名：管这个地方的人都看得到', kindChoose: '怎么办', urgentHint: '关系到安全、看病、吃水，等不得', wantedHint: '他希望什么时候办好', make: '登记', made: '已登记',
  },
  {
    cases: 'Cases', lead: 'What residents ask for, from hearing it to its end. Whether it is solved, the resident says.', list: 'List', board: 'Board', newCase: 'At the counter',
    office: { received: 'Received', accepted: 'Taken on', in_progress: 'In progress', done: 'Done', cannot: 'Cannot be solved' },
    resident: { unasked: 'Not asked', asked: 'Household asked', solved: 'Solved', partly: 'Partly solved', not_solved: 'Not solved', silent: 'Not reached' },
    word: { solved: 'Solved', partly: 'Partly', not_solved: 'Not solved' },
    rung: { township: 'township', county: 'county', city: 'city' }, stage: { open: 'Open', asked: 'Household asked', finished: 'Finished' },
    kind: { question: 'Question', ordinary: 'Ordinary', complex: 'Complex' }, kindHint: { question: '5 working days, 1 if urgent', ordinary: '15 working days, 3 if urgent', complex: '60 working days, 15 if urgent' },
    theme: { water: 'Water', roads: 'Roads', power: 'Power and network', housing: 'Housing', land: 'Land', farming: 'Farming', benefits: 'Benefits', health: 'Health', school: 'School', work: 'Work and wages', environment: 'Environment', safety: 'Safety and quarrels', village_affairs: 'Village affairs', other: 'Other' },
    stopReason: { household: 'The household has to add something', season: 'Season', procedure: 'Legal procedure', disaster: 'Disaster' },
    cannotReason: { no_basis: 'No rule allows it', no_funds: 'No money this year', court: 'Belongs to a court', private: 'Private parties do not agree', impossible: 'Not possible technically' },

    place: 'Place', placeHint: 'Village, township', state: 'State', states: { open: 'Open', overdue: 'Overdue', asked: 'Household asked', finished: 'Finished' }, themeOf: 'Theme', whose: 'Whose move', anyone: 'All', ours: 'My unit’s move',
    title: 'Case', village: 'Village', stands: 'Stands', due: 'Due', owner: 'Unit', nobodyYet: 'No unit yet', clockStands: 'clock stopped', over: (n: number) => `${count(n, 'day')} over`, dueIn: (n: number) => (n <= 0 ? 'due today' : `${count(n, 'day')} left`), round: (n: number) => `round ${num(n)}`, urgent: 'urgent', none: 'No case matches.', noneOurs: 'Nothing is your unit’s move now.', noneOverdue: 'Nothing is overdue.',
    find: 'Find', findHint: 'Title; or the 8 digits of a slip', inWords: 'Also in their words (only your unit’s tasks, for a purpose)', notFoundCode: 'There is no slip with these digits, or it is outside your jurisdiction.', sheet: 'Excel', views: 'Saved views', keepView: 'Keep these filters', viewName: 'Name', kept: 'Kept', dropView: (name: string) => `Drop the view “${name}”`, noneFound: 'Nothing found.', clearFind: 'Stop searching',
    select: 'Select', selectAll: 'Select all listed', selected: (n: number) => `${num(n)} selected`, doAct: 'Act', run: (n: number) => `Do it for ${count(n, 'case')}`, clear: 'Clear selection', outcomeDone: (state: string) => `Done: ${state}`, bulkSummary: (done: number, refused: number) => `${num(done)} done, ${num(refused)} refused; each row says why.`, tooMany: 'At most 100 at once.', keys: 'In the list: ↑ ↓ move, Enter opens, Space selects.',

    boardLead: 'By state of the office; the nearest day first.', inTime: (n: number) => `${num(n)} in time`, inAllN: (n: number) => count(n, 'case'), overdueN: (n: number) => `${num(n)} overdue`, more: (n: number) => `${num(n)} more in the list`, empty: 'Empty',

    move: { nobody: 'Finished', take_on: 'To be taken on', transfer: 'Another unit is asked', second_reader: 'Second reader', owner: 'The unit’s move', stands: 'Clock stopped', ask: 'Household to be asked', household: 'The household’s move' },
    moveLong: {
      nobody: 'Both keys are turned: it is finished.', take_on: (rung: string) => `No unit has taken it on; any unit of the ${rung} can.`, transfer: (unit: string) => `${unit} is asked to take it on and has to answer.`, second_reader: 'The unit says that it cannot be solved; somebody of another unit has to read it.',
      owner: (unit: string) => `It is the move of ${unit}.`, stands: (why: string) => `The clock is stopped: ${why}. These days do not count.`, ask: 'The unit has said its word; the household is not asked yet. Give a slip, call or visit.', household: 'The household is asked and has not answered.',
    },
    anotherUnit: 'another unit', clock: 'Clock', clockText: (used: string, allowed: string) => `${used} of ${allowed} working days used`, inAll: (n: string) => `${n} working days in all rounds`, dueDay: (day: string) => `by ${day}`, facts: 'Facts', raised: 'Raised', wantedBy: 'Wanted by', rungOf: 'Level', kindOf: 'Kind',
    asksPurpose: 'First say why you look', asksLead: 'This is your unit’s task: you may see the words and whose they are. The look is written down and the household can see it.', purposes: ['Working on this case', 'Checking the facts', 'Second reading'], open: 'Open', saidPurpose: 'Your purpose:', otherPurpose: 'Another purpose',
    outside: 'This is not your unit’s task now: you see how far it is, not the words nor the household.', story: 'The story', need: 'In their words', household: 'Household', wholeVillage: 'The whole village, or not said', heard: 'The household says', callMe: 'asks to be called',
    did: { raise: 'Raised', accept: 'Taken on', begin: 'Work began', stop: 'Clock stopped', resume: 'Clock resumed', offer: 'Another unit asked', take_over: 'Taken over', send_back: 'Sent back', done: 'Done', cannot: 'Said to be unsolvable', take_reading: 'Second reading taken up', second_read: 'Second reading', ask: 'Household asked', answer: 'Household answered', silence: 'Household not reached', escalate: 'Overdue: one level up', merge: 'Handled together', part: 'Handled alone again', recurrence: 'Confirmed: it came back' },
    agreed: 'Agrees: it cannot be solved', disagreed: 'Disagrees: work goes on', to: (unit: string) => `${unit} is asked`, byClock: 'the clock', byHousehold: 'the household', alike: 'Alike', alikeHint: 'Of this village, in two years. It may have come back.', likeness: (n: number) => `${num(n)}% alike`, isFirst: 'This came back', notFirst: 'It did not', firstLife: 'Its first life', merge: 'Handle together', mergedTitle: 'Handled together', mergedGo: 'See the other case', mergedHint: 'Work follows the other case; whether it is solved, this household says itself.', part: 'Handle alone', members: 'Handled together with it', member: (n: number) => `Case ${num(n)}`,

    act: { accept: 'Take on', begin: 'Begin', stop: 'Stop the clock', resume: 'Resume', offer: 'Ask another unit', take_over: 'Take over', send_back: 'Send back', done: 'Done', cannot: 'Cannot be solved', take_reading: 'Take up the second reading', second_read: 'Second reading', ask: 'Note: household asked' },
    actLead: {
      accept: 'Your unit then owns it; the clock goes on.', begin: 'Lets the household know that work has begun.', stop: 'Only a stated reason stops the clock; the household sees it.', resume: 'The clock goes on from today.', offer: 'Until it answers, your unit stays responsible and the clock runs.', take_over: 'Your unit then owns it; the clock does not begin anew.', send_back: 'Say why it is not yours.',
      done: 'Write what was done; the household reads it and decides.', cannot: 'Choose a reason and explain it plainly (10 characters at least). It counts once somebody of another unit agrees.', take_reading: 'Your unit then reads it, with the household’s words and the unit’s reasons.', second_read: 'Having read it all: can it really not be solved?', ask: 'A call or visit is a try; another one counts a week later. After two tries and 15 more days it may be stated that the household was not reached.',
    },
    actions: 'What you can do', noActions: 'There is nothing for you to do now.', reason: 'Reason', toUnit: 'Which unit', toUnitHint: 'Only units in charge of this village', words: 'Explanation', wordsSeen: 'Explanation (the household sees it)', tooShort: (n: number) => `${num(n)} characters at least`, agree: 'Agree: it cannot be solved', disagree: 'Disagree: work must go on', done: 'Done', stale: 'Somebody acted while you were writing. Your words are still here; look at how it stands, then decide.', staleNow: (what: string) => `Now: ${what}`, goneNow: 'As it stands this step is not possible any more. Copy your words if you need them.',

    hear: 'Write down the household’s word', hearLead: 'What was written on paper or said by telephone, taken down by somebody who did not work on the case.', hearWord: 'What they say', hearReason: 'In their words', hearKeep: 'They keep the reason from the office', heardDone: 'Written down', slip: 'Slip for the household',
    slipTitle: 'Slip for the household', slipLead: 'A slip to hand over: its code shows how the matter stands, takes their answer, and shows who read their record. Each slip has a new code, shown this once.', slipMake: 'Make a slip', slipHead: 'What you asked for', slipSay: 'Scan to see how it stands. Whether it is solved, you say.', slipCode: 'Short code', slipNoPhone: 'Rather by telephone? Call and say the short code:', slipPhone: 'Telephone', slipHand: 'Or tick here and hand it to the village or township:', slipUntil: (day: string) => `valid until ${day}`, slipKeep: 'Keep this slip and do not let others scan it.', slipName: 'The same code shows who read your household’s record.', slipQr: 'Code that opens your matter',

    answers: 'Answers owed', answersLead: 'Households ask why their record was read, or for a copy, a correction, its erasure. Answer within 15 days; they read it themselves.', answersNone: 'No answer is owed.', owedKind: { why: 'Why was it read?', copy: 'A copy of the record', correct: 'A correction', erase: 'Erasure' }, lookedAt: (who: string, when: string, what: string) => `${who} read ${what} on ${when}`, purposeWas: (text: string) => `Purpose given: ${text}`, whyHidden: 'You are not told which household asks.', askedOn: 'Asked on', answerBy: 'by', answerGo: 'Answer', answerWords: 'Answer (the household reads it)', answerHint: '5 to 1000 characters, honest and plain', answered: 'Answered', theySay: 'They say', noWords: 'Nothing written', openRecord: 'Open the household', answerPurposes: ['Answering this household', 'Correcting the register', 'Making the copy'],

    newTitle: 'At the counter', newLead: 'What residents say at the township’s counter or by telephone becomes a case here.', inVillage: 'Village', ofHousehold: 'Household', ofHouseholdHint: 'Head’s name or house number; none for the whole village', manyHint: 'One matter of several households: each has its own slip and says its own word.', saidWords: 'What they said', saidWordsHint: 'In their words, 2 to 2000 characters', titleOf: 'Title', titleHint: '2 to 60 characters, without names: whoever looks after the place reads it', kindChoose: 'What kind', urgentHint: 'Safety, illness, drinking water: it cannot wait', wantedHint: 'By when they want it', make: 'Write down', made: 'Written down',
  },
)
