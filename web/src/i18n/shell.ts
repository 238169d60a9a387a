import { dictionary } from './lang'

export const shell = dictionary(
  {
    name: '连心', tagline: '干部联系村', loading: '正在打开…', skip: '跳到正文', nav: '主导航', menu: '菜单', closeMenu: '关闭菜单',
    overview: '覆盖概览', mine: '我的联系村', officials: '干部', units: '单位', plans: '联系方案', proof: '覆盖核验', imports: '名册导入',
    accounts: '账号', audit: '审计', suggestions: '意见受理', account: '我的账号', signOut: '退出', signIn: '登录',
    suggest: '投诉与建议', about: '关于与文档', langOther: 'English', langLabel: '切换语言：English', synthetic: '演示数据：所有人员均为虚构',
    offline: '网络已断开。已打开的内容仍可查看，改动要等恢复连接后再做。', pageBroken: '页面没有打开', find: '查村、乡镇',
    findHint: '名称、拼音、首字母或代码', groupSee: '查看', groupWork: '编制', groupOffice: '管理',
    notFound: '没有这个页面', notFoundText: '地址可能写错了，或者这里的内容不在您的管辖范围内。', goHome: '回到首页',
    mustChange: '这是初始密码，请先修改。', mustChangeGo: '去修改',
    aboutTitle: '关于连心', aboutText: '连心用于组织干部联系村：把联系关系编得公道，讲得清楚，查得到底。',
    aboutPoints: [
      '联系关系由精确优化求得，每一条都能说明为什么是他、下一个是谁、改动至少要多付出多少。',
      '干部全覆盖与村全覆盖可按任意日期核验，缺在哪里，指名道姓。',
      '系统里没有打卡、轨迹、积分、在线时长，也不要求拍照。',
      '群众的事以群众的话为准。对系统或对人有意见，每一页下方都可以提。',
    ],
    docs: '使用文档', api: '接口文档', apiFile: '接口描述（OpenAPI）', licence: '许可证：Apache-2.0', mapSource: '区划来源：国家统计局 2023 年统计用区划代码',
  },
  {
    name: 'Lianxin', tagline: 'Officials linked to villages', loading: 'Opening…', skip: 'Skip to content', nav: 'Main', menu: 'Menu', closeMenu: 'Close menu',
    overview: 'Coverage', mine: 'My villages', officials: 'Officials', units: 'Units', plans: 'Plans', proof: 'Proof', imports: 'Import',
    accounts: 'Accounts', audit: 'Audit', suggestions: 'Suggestions', account: 'My account', signOut: 'Sign out', signIn: 'Sign in',
    suggest: 'Complaints and suggestions', about: 'About and documentation', langOther: '中文', langLabel: 'Switch language: 中文', synthetic: 'Demo data: every person here is invented',
    offline: 'No network. What is open can still be read; changes have to wait for the connection.', pageBroken: 'The page did not open', find: 'Find a village or township',
    findHint: 'Name, pinyin, initials or code', groupSee: 'See', groupWork: 'Plan', groupOffice: 'Manage',
    notFound: 'There is no such page', notFoundText: 'The address may be wrong, or what is here lies outside your jurisdiction.', goHome: 'Go to the start',
    mustChange: 'This is the first password. Please change it.', mustChangeGo: 'Change it',
    aboutTitle: 'About Lianxin', aboutText: 'Lianxin organises how officials are linked to villages: planned fairly, explained plainly, checked to the last record.',
    aboutPoints: [
      'Links come from an exact optimiser. Each one says why this official, who was next, and what a change would cost at least.',
      'Both coverages can be proved for any date; what is missing is named.',
      'There is no check-in, no track, no points, no online time and no compulsory photo.',
      'Residents’ matters are settled by the residents’ word. Complaints and suggestions can be sent from every page.',
    ],
    docs: 'User documentation', api: 'API documentation', apiFile: 'API description (OpenAPI)', licence: 'Licence: Apache-2.0', mapSource: 'Divisions: National Bureau of Statistics, codes of 2023',
  },
)
