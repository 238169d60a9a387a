import { twoFiles } from './lang'

const zh = {
  aboutTitle: '关于连心', aboutText: '连心用于组织干部联系村：把联系关系编得公道，讲得清楚，查得到底。',
  aboutPoints: [
    '联系关系由精确优化求得，每一条都能说明为什么是他、下一个是谁、改动至少要多付出多少。',
    '干部全覆盖与村全覆盖可按任意日期核验，缺在哪里，指名道姓。',
    '系统里没有打卡、轨迹、积分、在线时长，也不要求拍照。',
    '群众的事以群众的话为准。对系统或对人有意见，每一页下方都可以提。',
  ],
  docs: '使用文档', api: '接口文档', apiFile: '接口描述（OpenAPI）', licence: '许可证：Apache-2.0', mapSource: '区划来源：国家统计局 2023 年统计用区划代码',
}

export type Words = typeof zh
export const about = twoFiles(zh, () => import('./about.en'))
