import { dictionary } from './lang'
import { count, num } from './format'

export const people = dictionary(
  {
    officials: '干部', official: '干部', units: '单位', unit: '单位', search: '姓名', searchHint: '姓名、拼音或首字母，如 zhangwei、zw', place: '区划', placeHint: '市、县或乡镇', tier: '层面', linked: '联系情况',
    linkedYes: '已有联系村', linkedNo: '尚无联系村', name: '姓名', post: '职务', rank: '职级', villages: '联系村', noTier: '不在各层面', allPlaces: '全部', kind: '类别', searchUnits: '单位名称',
    officialsCount: '干部数', villagesCount: '联系村数', phone: '电话', skills: '特长', home: '家乡', joined: '入册', left: '离册', posts: '任职', links: '联系的村', past: '以前联系的村',
    since: '自', until: '至', document: '文件', noLinks: '目前没有联系村。', noSkills: '未登记', noPhone: '未登记', call: (name: string) => `给${name}打电话`, strengths: '单位特长', area: '辖区', unitLinks: '联建的村',
    seeOfficials: '查看本单位干部', mine: '我的联系村', mineLead: (n: number) => `共 ${num(n)} 个村`, mineNone: '您目前没有联系村。如有疑问，请与下派办联系，或从下方“投诉与建议”告诉我们。', needs: '村里的需要',
    difficulty: '难度', households: '户', residents: '人', contact: '村里联系人', others: '同村的联系干部', clearUnit: '查看全部单位', onlyUnit: '只看一个单位的干部', village: '村', profileNone: '还没有村情资料',
    retired: '已离册', present: '至今', size: (h: string, r: string) => `${h} 户，${r} 人`, difficultyOf: (n: number) => `难度 ${n}/100`,
  },
  {
    officials: 'Officials', official: 'Official', units: 'Units', unit: 'Unit', search: 'Name', searchHint: 'Name, pinyin or initials, such as zhangwei or zw', place: 'Place', placeHint: 'City, county or township', tier: 'Tier', linked: 'Linked',
    linkedYes: 'has a village', linkedNo: 'has no village', name: 'Name', post: 'Post', rank: 'Rank', villages: 'Villages', noTier: 'in no tier', allPlaces: 'All', kind: 'Kind', searchUnits: 'Name of the unit',
    officialsCount: 'Officials', villagesCount: 'Villages', phone: 'Phone', skills: 'Skills', home: 'Home', joined: 'On the roster since', left: 'Left', posts: 'Posts', links: 'Linked villages', past: 'Linked before',
    since: 'Since', until: 'until', document: 'Document', noLinks: 'No linked village at present.', noSkills: 'none recorded', noPhone: 'none recorded', call: (name: string) => `Call ${name}`, strengths: 'Strengths', area: 'Area', unitLinks: 'Paired villages',
    seeOfficials: 'See the unit’s officials', mine: 'My villages', mineLead: (n: number) => count(n, 'village'), mineNone: 'You have no linked village at present. Ask the programme office, or tell us through “Complaints and suggestions” below.', needs: 'What the village needs',
    difficulty: 'Difficulty', households: 'households', residents: 'residents', contact: 'Contact in the village', others: 'Others linked to this village', clearUnit: 'All units', onlyUnit: 'Officials of one unit', village: 'Village', profileNone: 'No profile yet',
    retired: 'left the roster', present: 'now', size: (h: string, r: string) => `${h} households, ${r} residents`, difficultyOf: (n: number) => `Difficulty ${n}/100`,
  },
)
