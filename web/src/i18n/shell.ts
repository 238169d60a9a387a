import { twoFiles } from './lang'

const zh = {
  name: '连心', tagline: '干部联系村', loading: '正在打开…', skip: '跳到正文', nav: '主导航', menu: '菜单', closeMenu: '关闭菜单',
  overview: '覆盖概览', reach: '走访成效', takehome: '导出走访', resolution: '事项成效', stuck: '卡住的事项', report: '月报', openFigures: '向群众公开的数', burden: '填报负担', mine: '我的联系村', next: '下一户', talk: '记一次', outcomes: '回音', rhythm: '我的节奏', cases: '事项', myCases: '我的事项', phone: '本机与同步', groupHomes: '入户', officials: '干部', units: '单位', plans: '联系方案', proof: '覆盖核验', imports: '名册导入', registers: '户册导入',
  accounts: '账号', audit: '审计', log: '记录与核验', approvals: '会签', suggestions: '意见受理', account: '我的账号', signOut: '退出', signIn: '登录',
  suggest: '投诉与建议', about: '关于与文档', langOther: 'English', langLabel: '切换语言：English', synthetic: '演示数据：所有人员均为虚构',
  offline: '网络已断开。已打开的内容仍可查看，改动要等恢复连接后再做。', pageBroken: '页面没有打开', find: '查村、乡镇',
  findHint: '名称、拼音、首字母或代码', groupSee: '查看', groupWork: '编制', groupOffice: '管理',
  notFound: '没有这个页面', notFoundText: '地址可能写错了，或者这里的内容不在您的管辖范围内。', goHome: '回到首页',
  satisfaction: '群众满意', draws: '抽样回访', granted: '授权查看', calls: '打回访', ownAnswers: '乡亲怎么说',
  mustChange: '这是初始密码，请先修改。', mustChangeGo: '去修改',
}

export type Words = typeof zh
export const shell = twoFiles(zh, () => import('./shell.en'))
