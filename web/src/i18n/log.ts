import { dictionary } from './lang'
import { count, num } from './format'

export const log = dictionary(
  {
    title: '记录与核验', lead: '每一次写入、每一次查阅，都按先后记入一本只增不改的账。账由服务器签名，由别的单位见证。',
    state: '账到哪里了', size: '已记', entries: (n: number) => `${num(n)} 条`, signedAt: '最近签名', root: '根摘要', origin: '账名', empty: '还没有记录。',
    keep: '保存检查点', keepWhy: '存到本系统以外的地方，以后可凭它核出被换回的旧库。',
    stopped: '账已停记：库中的账与签名不符。请管理员运行 lianxin verify-log 查明。',
    witnesses: '见证方', none: '还没有见证方。没有见证，持有服务器密钥的人可以整本重写，无人知晓。', never: '尚未见证', seen: (n: number) => `见证到第 ${num(n)} 条`,
    behind: (n: number) => (n === 0 ? '与账同步' : `之后又记了 ${num(n)} 条`), add: '登记见证方', addHint: '对方运行 lianxin witness 时打印的整行公钥。', addGo: '登记', added: '已登记', drop: '停用', dropped: '已停用，已有的签名仍保留',
    how: '怎样核验', verify: '任何人拿到数据库和公钥，都可以核验：', follow: '别的单位可以随时见证，密钥和记忆在自己手里：', publicKey: '账的公钥',
    proves: '能核出：改动、删除、调换、补插、截尾，以及用旧库顶替新库（与见证方手里的检查点比对）。',
    limits: '核不出：从未写进系统的事；最后一次见证之后、由持有服务器密钥的人重写的部分，所以要常见证。',
    erased: '账里没有任何人的信息，只有带钥匙的摘要。某户清除后，钥匙销毁，内容再也打不开，账照样能核。',
    mine: '我的记录', all: '本辖区全部', mineLead: '本人写入和查阅的每一次。', allLead: '只显示谁在何时、何处做了什么；查阅事由只给本户看。',
    at: '时间', who: '谁', what: '做了什么', where: '地点', why: '事由', number: '账上编号', looked: (what: string) => `查阅：${what}`, waiting: '待入账', self: '本人',
    link: '我写过、看过什么', linkLead: '本人的每次写入和查阅，都在账上。', go: '打开记录',
  },
  {
    title: 'Records and proof', lead: 'Every write and every look goes, in order, into a book that only grows. The server signs it, and other offices witness it.',
    state: 'How far the book is', size: 'Entries', entries: (n: number) => count(n, 'entry', 'entries'), signedAt: 'Last signed', root: 'Root', origin: 'Name of the book', empty: 'There is nothing yet.',
    keep: 'Save the checkpoint', keepWhy: 'Keep it outside this system: it shows later whether an old database was put back.',
    stopped: 'The book has stopped: what is stored is not what was signed. An administrator should run lianxin verify-log.',
    witnesses: 'Witnesses', none: 'There is no witness yet. Without one, whoever holds the server’s key could rewrite all of it unseen.', never: 'has not witnessed yet', seen: (n: number) => `witnessed up to entry ${num(n)}`,
    behind: (n: number) => (n === 0 ? 'up to date' : `${count(n, 'entry', 'entries')} since`), add: 'Accept a witness', addHint: 'The whole line that lianxin witness prints there.', addGo: 'Accept', added: 'Accepted', drop: 'Drop', dropped: 'Dropped; its signatures stay',
    how: 'How to verify', verify: 'Anyone with the database and the public key can verify it:', follow: 'Another office can witness at any time, with its own key and memory:', publicKey: 'Public key of the book',
    proves: 'Found: edits, deletions, swaps, insertions, a cut tail, and an old database in the place of the new one (against a witness’s checkpoint).',
    limits: 'Not found: what was never written into the system; and what the holder of the server’s key rewrites after the last cosignature, so witness often.',
    erased: 'Nobody’s data are in the book, only keyed digests. When a household is erased its key is destroyed: nothing can be opened any more, and the book still verifies.',
    mine: 'My records', all: 'All of my jurisdiction', mineLead: 'Every time you wrote or looked.', allLead: 'Who did what, when and where; why somebody looked is shown to the household only.',
    at: 'When', who: 'Who', what: 'What', where: 'Where', why: 'Why', number: 'Entry', looked: (what: string) => `looked at: ${what}`, waiting: 'not yet in the book', self: 'myself',
    link: 'What I wrote and looked at', linkLead: 'Each of your writes and looks stands in the book.', go: 'Open the records',
  },
)
