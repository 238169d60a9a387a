import { dictionary } from './lang'
import { count, num } from './format'

export const exchange = dictionary(
  {
    upload: '选择工作簿', uploadHint: '也可以把 .xlsx 文件拖到这里。读取期间不会改动任何数据。', template: '下载模板', uploading: '正在上传',
    past: '以往导入', file: '文件', state: '状态', rows: '行数', by: '导入人', at: '时间', none: '还没有导入过。', reading: '正在读取工作簿', committing: '正在写入', undoing: '正在撤销',
    counts: { rows: '行', sheets: '张表', joined: '新增', moved: '调动', changed: '变更', left: '离册', same: '未变', errors: '错误', warnings: '提醒' } as Record<string, string>,
    problems: '问题', noProblems: '没有发现问题。', sheet: '工作表', row: '行', column: '列', value: '填写的内容', detail: '问题', mend: '怎样改', severity: '程度', error: '错误', warning: '提醒', marked: '下载标好问题的原表',
    errorsStop: (n: number) => `有 ${num(n)} 处错误。改好原表后重新上传；只要还有一处错误，就一行也不会写入。`, changes: '变化', noChanges: '没有变化', name: '姓名', unit: '单位', place: '区划', before: '原来', after: '改为', field: '项目',
    commit: '全部写入', commitLead: '要么全部写入，要么一行不写。', leftTitle: '名册里没有的人', leftKeep: '保留，不作处理', discard: '放弃', discarded: '已放弃', committed: '已写入', undo: '撤销这次导入', undone: '已撤销',
    phases: { waiting: '排队', reading: '逐行读取', comparing: '与现有名册比对', keeping: '保存预览', committing: '逐条写入', undoing: '逐条恢复', counting: '统计覆盖' } as Record<string, string>,
    fields: { house: '门牌号', members: '人口', residents: '成年成员', standings: '三老与致富', name: '姓名', unit_name: '单位', gender: '性别', staff_no: '工号', phone: '电话', home: '家乡', skills: '特长', post: '职务', rank: '职级', joined: '到任日期' } as Record<string, string>, gender: { male: '男', female: '女' } as Record<string, string>,
    discardConfirm: '放弃这份预览？原文件不受影响。', refused: '这个文件没有读成', again: '换一个文件',
    ofRoster: { imports: '名册导入', lead: '把单位报来的工作簿原样上传。先看清每一处问题和每一处变化，再决定写入；写入之后还可以撤销。', leftLead: (n: number) => `现有 ${num(n)} 名干部不在这份名册里：`, leftEnd: '作离册处理，其联系到今天为止', undoConfirm: '撤销后，名册恢复到这次导入之前的样子。', same: '名册与现有数据一致，无需写入。', kind: { joined: '新增', moved: '调动', changed: '变更', left: '离册' } as Record<string, string>, phases: {} as Record<string, string> },
    ofHouseholds: {
      imports: '户册导入', lead: '把村里的户册原样上传。先看清每一处问题和每一户的变化，再决定写入；写入之后还可以撤销。电话、困难、健康、收入和未成年人信息加密保存，身份证号不读取。', leftLead: (n: number) => `这些村现有 ${num(n)} 户不在这份户册里：`, leftEnd: '作离村处理',
      undoConfirm: '撤销后，户册恢复到这次导入之前的样子。', same: '户册与现有数据一致，无需写入。', kind: { joined: '新增', moved: '迁移', changed: '变更', left: '离村' } as Record<string, string>, phases: { comparing: '与现有户册比对', counting: '统计户数' } as Record<string, string>,
    },
    ofCases: {
      imports: '导入未办结事项', lead: '把手里没有办结的事项，连同原来的表格一起带进来。先看清每一处问题、哪些会新建、哪些已经在办，再决定写入；没有人办过的可以撤销。电话和身份证号不读取、不保存。', leftLead: () => '', leftEnd: '',
      undoConfirm: '撤销后，还没有人办过的事项会拿掉；已经有人办过的留下，并逐件列出。', same: '表里的事项都已经在办，无需写入。', kind: { new: '新建', alike: '像已有的', same: '已经在办', over: '已办结，不导入', acted: '已有人办，留下' } as Record<string, string>, phases: { comparing: '与户册和在办事项比对', counting: '统计' } as Record<string, string>,
    },
    toCases: '事项', alikeLead: (n: number) => `有 ${num(n)} 件和在办的事项相像：`, alikeMake: '照样导入，以后可以合并办理', alikeSkip: '不导入相像的', notKept: '群众的话和姓名只在预览期间加密存放；写入或放弃之后，导入记录里不再保留。', actedLeft: (n: number) => `有 ${num(n)} 件已经有人办过，没有撤销。`, actedSee: '看是哪些',
    matter: '事项', atRow: '在表里', becomes: '导入之后', looksLike: '像：', household: '户', wholeVillage: '全村', begins: '受理', wanted: '希望办成', due: '期限', overdue: '已超期', asksUnit: (unit: string) => `请${unit}接办，由它答复`, nobody: '待受理', urgent: '急事', thereAs: '已有事项', twice: '与本表另一行相同', rowAt: (sheet: string, row: string) => `《${sheet}》第 ${row} 行`,
    village: '村', sealed: '已封存', sealed_new: '有新内容，封存',
  },
  {
    upload: 'Choose a workbook', uploadHint: 'Or drop an .xlsx file here. Nothing changes while it is read.', template: 'Download the template', uploading: 'Uploading',
    past: 'Earlier imports', file: 'File', state: 'State', rows: 'Rows', by: 'By', at: 'When', none: 'No imports yet.', reading: 'Reading the workbook', committing: 'Writing', undoing: 'Undoing',
    counts: { rows: 'rows', sheets: 'sheets', joined: 'joined', moved: 'moved', changed: 'changed', left: 'left', same: 'unchanged', errors: 'errors', warnings: 'warnings' },
    problems: 'Problems', noProblems: 'No problems found.', sheet: 'Sheet', row: 'Row', column: 'Column', value: 'What it says', detail: 'Problem', mend: 'How to mend it', severity: 'Severity', error: 'Error', warning: 'Warning', marked: 'Download the workbook with problems marked',
    errorsStop: (n: number) => `${count(n, 'error')}. Mend the workbook and upload it again; while one error stands, no row is written.`, changes: 'Changes', noChanges: 'No changes', name: 'Name', unit: 'Unit', place: 'Place', before: 'Before', after: 'After', field: 'Field',
    commit: 'Write all of it', commitLead: 'All rows are written, or none.', leftTitle: 'Who is not in the workbook', leftKeep: 'keep them as they are', discard: 'Discard', discarded: 'Discarded', committed: 'Written', undo: 'Undo this import', undone: 'Undone',
    phases: { waiting: 'waiting', reading: 'reading rows', comparing: 'comparing with the roster', keeping: 'keeping the preview', committing: 'writing', undoing: 'restoring', counting: 'counting coverage' },
    fields: { house: 'House', members: 'People', residents: 'Grown members', standings: 'Standings', name: 'Name', unit_name: 'Unit', gender: 'Gender', staff_no: 'Staff number', phone: 'Phone', home: 'Home', skills: 'Skills', post: 'Post', rank: 'Rank', joined: 'Since' }, gender: { male: 'male', female: 'female' },
    discardConfirm: 'Discard this preview? The file itself is untouched.', refused: 'The file could not be read', again: 'Take another file',
    ofRoster: { imports: 'Import of the roster', lead: 'Upload the workbook as the units sent it. See every problem and every change first, then write it; it can still be undone.', leftLead: (n: number) => `${count(n, 'official')} on the roster ${n === 1 ? 'is' : 'are'} not in this workbook:`, leftEnd: 'they have left; their links end today', undoConfirm: 'The roster goes back to what it was before this import.', same: 'The workbook says what is already known: nothing to write.', kind: { joined: 'joined', moved: 'moved', changed: 'changed', left: 'left' }, phases: {} },
    ofHouseholds: {
      imports: 'Import of households', lead: 'Upload the register as the village keeps it. See every problem and every change first, then write it; it can still be undone. Telephones, hardship, health, money and data about minors are encrypted; identity numbers are not read.', leftLead: (n: number) => `${count(n, 'household')} of these villages ${n === 1 ? 'is' : 'are'} not in this workbook:`, leftEnd: 'they have left the village',
      undoConfirm: 'The register goes back to what it was before this import.', same: 'The workbook says what is already known: nothing to write.', kind: { joined: 'new', moved: 'moved', changed: 'changed', left: 'left' }, phases: { comparing: 'comparing with the register', counting: 'counting households' },
    },
    ofCases: {
      imports: 'Bring in open matters', lead: 'Bring in the matters that are still open in the sheet you keep. See every problem first, what would be made and what is there already, then write it; what nobody has acted upon can be undone. Telephone and identity numbers are neither read nor kept.', leftLead: () => '', leftEnd: '',
      undoConfirm: 'Matters that nobody has acted upon are taken out; the others stay and are listed.', same: 'All of these matters are there already: nothing to write.', kind: { new: 'new', alike: 'look alike', same: 'there already', over: 'finished, left out', acted: 'acted upon, left' }, phases: { comparing: 'comparing with households and cases', counting: 'counting' },
    },
    toCases: 'Cases', alikeLead: (n: number) => `${count(n, 'matter')} ${n === 1 ? 'looks' : 'look'} like a case that is there already:`, alikeMake: 'bring them in; cases can be merged later', alikeSkip: 'leave them out', notKept: 'What residents say and their names are encrypted while this is a preview; once it is written or discarded, nothing of it stays in the import.', actedLeft: (n: number) => `${count(n, 'case')} had been acted upon and ${n === 1 ? 'was' : 'were'} left.`, actedSee: 'See which',
    matter: 'Matter', atRow: 'In the sheet', becomes: 'Becomes', looksLike: 'Looks like:', household: 'Household', wholeVillage: 'the whole village', begins: 'Raised', wanted: 'Wanted by', due: 'Due', overdue: 'overdue', asksUnit: (unit: string) => `${unit} is asked to take it on`, nobody: 'Received', urgent: 'Urgent', thereAs: 'The case', twice: 'the same as another row', rowAt: (sheet: string, row: string) => `${sheet}, row ${row}`,
    village: 'Village', sealed: 'sealed', sealed_new: 'new text, sealed',
  },
)
