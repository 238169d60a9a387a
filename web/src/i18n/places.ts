import { dictionary } from './lang'
import { count, num } from './format'

export const places = dictionary(
  {
    village: '村', linked: '谁在联系本村', register: '户册', since: '自', document: '文件', nobody: '暂无', unitOnly: '单位', officialsOf: (n: number) => `${num(n)} 名干部`,
    profile: '村情', needs: '本村需要', difficulty: '工作难度', difficultyHint: '0 最易，100 最难', households: '户数', residents: '人口', contact: '村里联系人', noProfile: '还没有村情资料，可从名册工作簿导入。',
    history: '沿革', ended: '以前的联系', noEnded: '没有已结束的联系。', names: '曾用名', until: '至', present: '至今', successor: '已并入', code: '代码',
    print: '公示页', rename: '更名', merge: '合并到…', newName: '新名称', renameSince: '自哪天起', renameDone: '已更名，原名留在沿革里', mergeInto: '并入哪个村', mergeOn: '自哪天起', mergeWarn: '合并后本村的联系到这一天为止；并入的村如有缺口，请做一次局部调整方案。',
    mergeDone: (n: number) => `已合并，结束联系 ${num(n)} 条`, doRename: '更名', doMerge: '合并', documentHint: '决定此事的文件号', chooseVillage: '请从列表中选一个村', gone: '这个村已经不再存在', table: { tier: '层面', who: '姓名', unit: '单位职务', phone: '电话' },
    notice: '联系干部公示', noticeLead: '下列干部联系本村。有困难、有想法，请直接打电话找他们。', noticeFoot: '对联系干部有意见，可向下派办反映，不必经过本村。', printedOn: (day: string) => `打印于 ${day}`, doPrint: '打印', back: '返回', contactPoint: '反映意见', linksCount: (n: number) => `${num(n)} 条联系`,
  },
  {
    village: 'Village', linked: 'Who is linked to this village', register: 'Households', since: 'Since', document: 'Document', nobody: 'nobody', unitOnly: 'Unit', officialsOf: (n: number) => count(n, 'official'),
    profile: 'Profile', needs: 'What it needs', difficulty: 'Difficulty', difficultyHint: '0 is easiest, 100 hardest', households: 'Households', residents: 'Residents', contact: 'Contact in the village', noProfile: 'No profile yet; it can be imported with the roster workbook.',
    history: 'History', ended: 'Earlier links', noEnded: 'No link has ended.', names: 'Earlier names', until: 'until', present: 'now', successor: 'Merged into', code: 'Code',
    print: 'Notice page', rename: 'Rename', merge: 'Merge into…', newName: 'New name', renameSince: 'From which day', renameDone: 'Renamed; the old name stays in the history', mergeInto: 'Into which village', mergeOn: 'From which day', mergeWarn: 'The links of this village end on that day. If the other village then falls short, make a repair plan.',
    mergeDone: (n: number) => `Merged; ${count(n, 'link')} ended`, doRename: 'Rename', doMerge: 'Merge', documentHint: 'Number of the document that decided it', chooseVillage: 'Choose a village from the list', gone: 'This village exists no more', table: { tier: 'Tier', who: 'Name', unit: 'Unit and post', phone: 'Phone' },
    notice: 'Officials linked to this village', noticeLead: 'These officials are linked to our village. If something is hard or on your mind, call them.', noticeFoot: 'A complaint about a linked official can go to the programme office; it need not pass through the village.', printedOn: (day: string) => `Printed on ${day}`, doPrint: 'Print', back: 'Back', contactPoint: 'To complain', linksCount: (n: number) => count(n, 'link'),
  },
)
