// What is written about minors, on an official's phone: few words of their own, as the phone's budget is small.
import { dictionary } from './lang'

export const minors = dictionary(
  { name: '未成年人', ask: '请两个单位会签', asked: '已请会签。同意后再点“查看”；进展在“我的账号”里。' },
  { name: 'Minors', ask: 'Ask two units to agree', asked: 'Asked. Once they agree, press “Show” again; how it stands is told in “My account”.' },
)
