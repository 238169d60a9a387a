import { dictionary } from './lang'

export const oversight = dictionary(
  {
    overview: '覆盖概览', asOf: (day: string) => `截至 ${day}`, map: '县域地图', shade: '着色依据', shadeTwo: '村全覆盖', shadeOne: '干部全覆盖', shadeDensity: '每村联系数', legend: '图例',
    noOutline: '没有轮廓图', replaceMap: '更换轮廓图', replaceLead: '上传本单位的县域轮廓（GeoJSON，每个图形的属性里有区划代码 code 和名称 name）。', mapSource: '来源', mapSourceHint: '显示在地图下方', mapFile: '选择 GeoJSON 文件', mapReplaced: '轮廓图已更换', mapUnreadable: '文件不是 JSON', mapLabel: (name: string, figure: string) => `${name}：${figure}`,
    suggest: '投诉与建议', suggestLead: '由下派办阅办。不必登录也可以提；留下联系方式，才能答复您。', kind: '类别', complaint: '投诉', suggestion: '建议', thanks: '感谢',
    text: '内容', contact: '联系方式', contactHint: '手机号或邮箱，只用于答复', send: '提交', sent: '已收到，谢谢您。', about: '所在页面', reading: '意见受理', readingLead: '群众与干部提交的投诉、建议与感谢。',
    state: '状态', open: '待答复', answered: '已答复', closed: '已办结', answer: '答复', saveAnswer: '答复', close: '办结', reopen: '重新受理', anonymous: '未留联系方式', saved: '已保存', emptyInbox: '没有待看的意见',
  },
  {
    overview: 'Coverage', asOf: (day: string) => `As of ${day}`, map: 'Map of the counties', shade: 'Shaded by', shadeTwo: 'villages covered', shadeOne: 'officials linked', shadeDensity: 'links per village', legend: 'Legend',
    noOutline: 'Without an outline', replaceMap: 'Replace the outlines', replaceLead: 'Upload your own outlines (GeoJSON; each feature carries its place code and name).', mapSource: 'Source', mapSourceHint: 'Shown under the map', mapFile: 'Choose a GeoJSON file', mapReplaced: 'The outlines are replaced', mapUnreadable: 'The file is not JSON', mapLabel: (name: string, figure: string) => `${name}: ${figure}`,
    suggest: 'Complaints and suggestions', suggestLead: 'Read by the programme office. You need not sign in; leave a contact if you want an answer.', kind: 'Kind', complaint: 'Complaint', suggestion: 'Suggestion', thanks: 'Thanks',
    text: 'What you want to say', contact: 'Contact', contactHint: 'Phone or mail, used for the answer only', send: 'Send', sent: 'Received. Thank you.', about: 'From the page', reading: 'Suggestions', readingLead: 'Complaints, suggestions and thanks from residents and officials.',
    state: 'State', open: 'Open', answered: 'Answered', closed: 'Closed', answer: 'Answer', saveAnswer: 'Answer', close: 'Close', reopen: 'Open again', anonymous: 'No contact left', saved: 'Saved', emptyInbox: 'Nothing to read',
  },
)
