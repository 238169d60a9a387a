// Names of ways that only desks have: phones do not load them.
import { dictionary } from './lang'

export const desks = dictionary(
  {
    accounts: '账号', approvals: '会签', audit: '审计', burden: '填报负担', calls: '打回访', cases: '事项', draws: '抽样回访', granted: '授权查看', groupOffice: '管理', groupSee: '查看', groupWork: '办理', imports: '名册导入', log: '记录与核验', officials: '干部', plans: '联系方案', proof: '覆盖核验', reach: '走访成效', registers: '户册导入', report: '月报', resolution: '事项成效', satisfaction: '群众满意', stuck: '卡住的事项', suggestions: '意见受理', takehome: '导出走访', units: '单位',
    answers: '欠群众的答复', complaints: '密封举报', takeComplaint: '代收举报',
  },
  {
    accounts: 'Accounts', approvals: 'Countersigning', audit: 'Audit', burden: 'Burden', calls: 'Calls', cases: 'Cases', draws: 'Callbacks', granted: 'Granted to us', groupOffice: 'Manage', groupSee: 'See', groupWork: 'Work', imports: 'Import', log: 'Records and proof', officials: 'Officials', plans: 'Plans', proof: 'Proof', reach: 'Reach', registers: 'Households import', report: 'Monthly report', resolution: 'How cases go', satisfaction: 'Satisfaction', stuck: 'What is stuck', suggestions: 'Suggestions', takehome: 'Export visits', units: 'Units',
    answers: 'Answers owed', complaints: 'Sealed complaints', takeComplaint: 'Take a complaint',
  },
)
