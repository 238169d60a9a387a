import { twoFiles } from './lang'

const zh = {
  title: '本机与同步', short: '同步', ok: '已同步', sending: '正在同步…', toSend: (n: number) => `${n} 条待发`, toMend: (n: number) => `${n} 条待处理`, first: '首次下载未完成', trouble: { offline: '离线', signed_out: '登录已过期', revoked: '已停用', denied: '未被接受', server: '服务器忙', broken: '同步出错' }, lockedShort: '已上锁',
  have: '本机上有', haveRows: (h: string, v: string) => `${h} 户，${v} 次谈话`,
  wiped: { old: '超过十四天没有同步，下载的内容已从本机清除。没发出去的记录都还在。', pins: '密码错了十次，下载的内容已从本机清除。没发出去的记录都还在，请重新登录。', revoked: '这部手机已被停用，下载的内容已清除。没发出去的记录都还在。' },
  memory: '当前不是安全连接（HTTPS），或浏览器不允许保存：只能在线使用，下载的内容不会留在本机。', notLasting: '这个浏览器不能保存内容：写下的要等发送成功才算数，请不要提前关闭。', device: (os: string) => `${os}浏览器`,
}

export type Words = typeof zh
export const sync = twoFiles(zh, () => import('./sync.en'))
