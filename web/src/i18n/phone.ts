import { twoFiles } from './lang'

const zh = {
  good: '上次同步成功', never: '还没有', waits: '等待发送', waitsNone: '没有。写下的都已送达。', now: '立即同步', left: '没有下载到本机的', done: '首次下载', doneYes: '已完成', doneNo: '未完成',
  trouble: {
    offline: '连不上服务器。写下的都在本机，联网后自动发送。', signed_out: '登录已过期。写下的都在本机，重新登录后自动发送。', revoked: '这部手机已被停用，下载的内容已清除。没发出去的记录还在，可以导出。',
    denied: '服务器不接受这个账号的同步。写下的还在本机。', server: '服务器忙，稍后自动再试。', broken: '服务器的答复读不懂，稍后再试。写下的还在本机。',
  },
  anew: '重新启用这部手机', inbox: '需要您处理', inboxNone: '没有被退回的，也没有冲突。', rejected: '被退回', conflict: '有冲突', mend: '改好再发', dropIt: '放弃这一条', dropSure: '确定放弃？放弃后无法找回。', mineSide: '我写的',
  theirSide: '服务器上的', theirsHidden: '这个村已不是您的联系村，内容不再显示。', keepTheirs: '用服务器上的', sendMine: '把我的作为更正发送', conflictWhy: '同一条记录在服务器上有另一个内容。两边都在下面，由您决定。',
  foreign: (n: number, names: string) => `这部手机上还有 ${n} 条别人没发出去的记录（${names}），本人登录后自动发送。`, export: '导出未发送的', exportLead: '两份文件：一份给系统（JSON），一份给人看（文本）。里面有住户的话，请妥善保管。', exportJson: '导出 JSON',
  exportText: '导出文本', kinds: { visit: '谈话', withdrawal: '撤回', promise_kept: '兑现承诺' }, devices: '我的手机', thisOne: '这一部', revoke: '停用', revokeSure: '确定停用？那部手机下次联网时会清除下载的内容，没发出去的会保留。',
  seen: '上次联网', revokedState: '已停用', pin: '开机密码', pinLead: '六位数字。设了以后，每次打开都要输入，下载的内容只有输入后才能读。忘了就要重新下载；连续错十次会清除下载的内容。', pinSet: '设密码', pinOff: '取消密码', pinNew: '六位数字', pinAgain: '再输一遍',
  pinDiffers: '两次不一样', pinShort: '要六位数字', pinDone: '密码已设好', pinGone: '密码已取消', pinAsk: '请输入六位密码', pinOpen: '打开', pinLeft: (n: number) => `不对，还可以试 ${n} 次`, pinWait: '正在核对…', size: '字号',
  sizeLarge: '大字', sizeNormal: '标准', install: '放到桌面', installLead: '像应用一样从桌面打开，没有网络也能用。', installGo: '安装', installHow: '在浏览器菜单里选“添加到主屏幕”。', installed: '已从桌面打开。', offlineReady: '没有网络也能打开。',
  offlineNot: '没有安全连接（HTTPS），只能在线使用。', newer: '有新版本', newerGo: '现在更新', leave: '退出登录', leaveTitle: '还有没发出去的', leaveLead: (n: number) => `本机上有 ${n} 条记录还没发出去。退出会清除下载的内容；这些记录会留在本机，下次您登录时自动发送。`,
  leaveSync: '先发送', leaveGo: '仍然退出', problemFields: '哪里不对', unsentTitle: '连心 未发送记录', quietly: '别人看不到这里的内容。',
}

export type Words = typeof zh
export const phone = twoFiles(zh, () => import('./phone.en'))
