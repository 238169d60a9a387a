import { twoFiles } from './lang'

const zh = {
  name: '连心', tagline: '干部联系村', loading: '正在打开…', skip: '跳到正文', nav: '主导航', menu: '菜单', closeMenu: '关闭菜单',
  overview: '覆盖概览', openFigures: '向群众公开的数', mine: '我的联系村', next: '下一户', talk: '记一次', outcomes: '回音', rhythm: '我的节奏', myCases: '我的事项', phone: '本机与同步', groupHomes: '入户',
  account: '我的账号', signOut: '退出', signIn: '登录',
  suggest: '投诉与建议', about: '关于与文档', langOther: 'English', langLabel: '切换语言：English', synthetic: '演示数据：所有人员均为虚构',
  offline: '网络已断开。已打开的内容仍可查看，改动要等恢复连接后再做。', pageBroken: '页面没有打开', find: '查村、乡镇',
  findHint: '名称、拼音、首字母或代码',
  notFound: '没有这个页面', notFoundText: '地址可能写错了，或者这里的内容不在您的管辖范围内。', goHome: '回到首页',
  ownAnswers: '乡亲怎么说',
  mustChange: '这是初始密码，请先修改。', mustChangeGo: '去修改',
}

export type Words = typeof zh
export const shell = twoFiles(zh, () => import('./shell.en'))
