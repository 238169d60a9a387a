import { twoFiles } from './lang'

const zh = {
  fault: {
    title: '没有读到', retry: '重试', offline: '连不上服务器。请检查网络，稍后再试。', unreadable: '服务器的答复读不懂',
    status: (n: number) => `服务器答复 ${n}`,
  },
  more: '再看一些', all: '已全部列出', loading: '正在读取…', none: '没有符合条件的记录', close: '关闭', cancel: '取消', save: '保存', search: '搜索',
  clear: '清除', choose: '请选择', required: '必填', noMatch: '没有找到', back: '返回', any: '不限', yes: '是', no: '否', print: '打印', remove: '移除',
  results: (n: number) => `${n} 个结果`, shown: (n: string) => `已列出 ${n} 条`, optional: '选填', holds: '成立', done: '完成',
  crumbs: '所在位置', source: '来源', sorted: (column: string) => `按${column}排序`, actions: '操作', unsaved: '有改动未保存',
}

export type Words = typeof zh
export const ui = twoFiles(zh, () => import('./ui.en'))
