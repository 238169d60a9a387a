// What the public is told of residents' answers.
import { dictionary } from './lang'

export const openAnswers = dictionary(
  {
    title: '随机回访：群众怎么说', lead: '随机抽出来的户，由与村里、镇里没有联系的人打电话问。每个数都带着可能的误差；误差重叠的地方，分不出先后。',
    none: (quarter: string, day: string) => `还没有公布过。${quarter}的结果在 ${day} 公布。`, quarter: (quarter: string, day: string) => `${quarter}发布的回访，${day} 公布`, frame: { reached: '问的是干部走访过的户', cases: '问的是有事项办结的户', all: '问的是全部农户' } as Record<string, string>,
    days: (from: string, to: string) => `${from} 至 ${to}`, counties: '各县（市、区）', frozen: '每季公布一次，公布后不再改动。', earlier: '这一季没有回访结果的，显示最近一季的。', data: '同样的数据', link: '向群众公开的回访结果',
  },
  {
    title: 'Random callbacks: what people say', lead: 'Households drawn by chance are called by people without a link to the village or the township. Each figure comes with how far it may be off; where that overlaps nobody is ahead.',
    none: (quarter: string, day: string) => `Nothing is released yet. Those of ${quarter} will be, on ${day}.`, quarter: (quarter: string, day: string) => `Callbacks of ${quarter}, released on ${day}`, frame: { reached: 'Asked: households called upon', cases: 'Asked: households with a finished matter', all: 'Asked: all households' },
    days: (from: string, to: string) => `${from} to ${to}`, counties: 'By county', frozen: 'Released once a quarter and never changed.', earlier: 'Where a quarter has no callbacks, the latest is shown.', data: 'The same as data', link: 'Callbacks as the public sees them',
  },
)
