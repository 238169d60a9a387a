import { twoFiles } from './lang'

const zh = {
  how: { in_person: '当面', phone: '电话', meeting: '会上', work: '一起干活' },
  together: { eat: '同吃', stay: '同住', work: '同劳动' },
  standing: { old_party_member: '老党员', old_official: '老干部', old_model: '老劳模', thriving: '致富户' },
  sealed: { contact: '联系方式', hardship: '困难情况', health: '健康情况', money: '收入与补助' },
  pending: { waiting: '已存本机，待发送', sent: '已送达', rejected: '被退回', conflict: '有冲突' },
  search: '找人、找户', searchHint: '姓名、拼音、首字母、门牌号', found: (n: string) => `找到 ${n} 户`, foundNone: '没有找到。可以试试姓名的首字母，如 wgl。',
  house: (no: string) => (/^\d+$/.test(no) ? `${no} 号` : no), members: (n: number) => `${n} 口人`, lastSeen: '最近联系', neverSeen: '还没有联系过', promisesOpen: (n: number) => `${n} 件承诺未了`,
  ago: (n: number) => (n <= 0 ? '今天' : n === 1 ? '昨天' : n < 60 ? `${n} 天前` : `${Math.floor(n / 30)} 个月前`),

  next: '下一户看谁', nextLead: '按欠下的事、没见过的、久没见的排，每一户都写明为什么。',
  ground: { promise: '答应的事到期了', answer: '提了诉求，还没有回音', never: '还没见过面', long: '很久没去了' },
  why: {
    promise_over: (n: number) => `答应的事已过 ${n} 天`, promise_due: (n: number) => (n === 0 ? '答应的事今天到期' : `答应的事还有 ${n} 天`),
    answer_owed: (n: number) => `诉求提了 ${n} 天，等您回话`, never: '谁都还没去过', long: (n: number) => `${n} 天没联系了`,
    elder: '老同志', quiet: '平时不声不响', remote: '村子偏远', only_owed: '一个月内已见过两次：这次只办事，不再多问',
  },
  moreHomes: (n: string) => `再看 ${n} 户`, resting: (n: string) => `另有 ${n} 户一个月内已见过两次，先让他们歇歇。`, nextNone: '眼下没有欠着的事，也没有久未联系的户。', draftOpen: '有一次谈话没写完', draftGo: '接着写',

  mine: '我的联系村', mineLead: (v: string, h: string) => `${v} 个村，${h} 户`, mineNone: '您目前没有联系村。如有疑问，请与下派办联系，或从下方“投诉与建议”告诉我们。',
  homes: (n: string) => `住户 ${n} 户`, police: '群众交来的事、户主与门牌', homesHidden: '民警联村：只看村情和村里的公开联系人。', contact: '村里联系人', call: (name: string) => `给${name}打电话`, since: '自', aboutVillage: '村情与同村干部', villageTalk: '记村里的事', needsOnline: '连上网络后可以看。',
  met: (n: string, all: string) => `见过 ${n} 户，共 ${all} 户`, leftOut: '没有全部下载到本机', leftOutWhy: { too_many_villages: '联系的村超过 20 个', too_many_households: '住户超过 4000 户' } as Record<string, string>, gettingFirst: '正在第一次下载，来一批显示一批。', homesNone: '本村还没有住户名册。',

  promises: '答应过的事', promiseDue: (when: string) => `${when}前`, promiseKept: (when: string) => `${when} 已兑现`, over: (n: number) => `过期 ${n} 天`, keep: '已兑现', keptSaved: '已记下：兑现了', byOther: (who: string) => `${who} 答应的`,
  needs: '提出的诉求', needSince: (when: string) => `${when}提出`, needOpen: '还没有回音', raise: '交办', talks: '谈过的话', talksNone: '还没有谈话记录。', people: '家里人', sealedTitle: '需要说明用途才能看',
  sealedLead: '这些内容不存在手机上。每看一次都会记下谁看的、为什么看，住户可以查。', reveal: '说明用途后查看', masked: '••••••', purpose: '为什么要看', purposes: ['上门前联系', '落实帮扶政策', '办理他提的诉求'], purposeOther: '其他用途', show: '查看', hides: (n: number) => `${n} 秒后收起`, hide: '收起', factsNone: '没有登记。', offlineReveal: '现在没有网络，连上后才能看。',
  write: '记一次谈话', correct: '更正', withdraw: '撤回', withdrawTitle: '撤回这次记录', withdrawWhy: '为什么撤回', withdrawGo: '撤回', withdrawn: '已记下：撤回', quiet: '未记原话', notShared: '只有我能看', quoted: '可以引用', withWhom: (names: string) => `同去：${names}`, notHere: '本机上没有这一户', notHereText: '可能已不在您的联系村里，或者还没有下载完。', moreTalks: '再早一些', remoteHome: '在村里看看其他户',

  talk: '记一次谈话', talkFix: '更正一次谈话', whose: '和谁家谈', whole: '村里的事，不针对哪一户', change: '换一户', day: '日期', todayWord: '今天', yesterday: '昨天', beforeYesterday: '前天', howTitle: '方式', said: '他说了什么', saidHint: '尽量用他自己的话', consent: '同意给同村干部看', quotable: '同意不具名引用', another: '再记一句',
  need: '他提出的诉求', needAnother: '再加一件诉求', promise: '我答应的事', promiseAnother: '再加一件', due: '什么时候办到', dueChips: { d3: '三天内', w1: '一周内', w2: '两周内', m1: '一个月内' }, dueDay: '选日子', keptNow: '以前答应的，这次办到了', details: '日期、一起做了什么、同去的人', did: '一起做了什么', withTitle: '同去的干部', withNone: '连上网络后会列出同村的其他干部。',
  save: '存下', saved: '已存在本机', savedSending: '正在发送，请先不要关闭页面', restored: '接上了上次没写完的内容。', throwAway: '不要了', empty: '先写点什么，或选“没有原话，只记见过面”。', bare: '没有原话，只记见过面', notSaved: '没有存下', taken: (n: string) => `${n} 字`,

  outcomes: '有没有回音', outcomesLead: '我答应的、别人向我提的，现在怎么样了。', mineOpen: '还没办的', mineKept: '办到了的', myNeeds: '向我提出的诉求', myTalks: '最近记下的谈话', none: '没有。', moreNeeds: (n: string) => `再看 ${n} 件`, rhythmLink: '我的节奏（只有自己能看）', receipt: (when: string) => `服务器 ${when} 收到`,

  rhythm: '我的节奏', rhythmLead: '只有您自己能看到。数字在这部手机上算出，没有发给任何人；上级、同事、系统管理员都没有地方可以打开。不排名，不计分。', perWeek: '每周谈了几次', week: '当周一', talksN: '次数', rhythmOff: '没有网络时也能看', rhythmSum: (n: string, h: string) => `近 26 周谈了 ${n} 次，见了 ${h} 户。`, asTable: '看数字',
}

export type Words = typeof zh
export const visits = twoFiles(zh, () => import('./visits.en'))
