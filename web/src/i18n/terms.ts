// The words of the glossary: closed sets that every area shows.
import type { Level, Part, Rank, Reach, Role, Tier, Topic, UnitKind, PlanState, ImportState } from '@/api/types'
import { dictionary } from './lang'

interface Terms {
  tier: Record<Tier, string>
  tierLong: Record<Tier, string>
  rank: Record<Rank, string>
  kind: Record<UnitKind, string>
  topic: Record<Topic, string>
  level: Record<Level, string>
  role: Record<Role, string>
  part: Record<Part, string>
  reach: Record<Reach, string>
  plan: Record<PlanState, string>
  import: Record<ImportState, string>
  one: string
  two: string
}

export const terms = dictionary<Terms>(
  {
    tier: { contact_point: '领导联系点', paired_unit: '机关联建', first_secretary: '第一书记', township_charge: '乡镇包村', police_liaison: '民警联村' },
    tierLong: {
      contact_point: '领导班子成员联系点', paired_unit: '机关党组织联建村', first_secretary: '选派第一书记驻村',
      township_charge: '乡镇领导班子成员包村', police_liaison: '公安民警联村',
    },
    rank: { city_leader: '市级领导', county_leader: '县级领导', township_leader: '乡镇领导', section_head: '科级', staff: '一般干部', police: '民警' },
    kind: { city_department: '市直部门', county_department: '县直部门', township_government: '乡镇政府', police_station: '派出所' },
    topic: { farming: '农业技术', water: '水利', roads: '道路交通', industry: '产业项目', education: '教育', health: '医疗卫生', law: '法律调解', party: '党建' },
    level: { city: '市', county: '县', township: '乡镇', village: '村' },
    role: { administrator: '系统管理员', programme_office: '下派办', township: '乡镇工作人员', department: '部门经办', official: '联系干部', auditor: '审计员', inspector: '纪检督查员', interviewer: '回访员' },
    part: { distance: '路程', fit: '匹配', difficulty: '难度', move: '变动', home: '家乡' },
    reach: { own_township: '本乡镇', own_county: '本县', station_area: '派出所辖区', own_place: '单位所在层级', anywhere: '全市' },
    plan: { draft: '草稿', solving: '求解中', solved: '已求解', published: '已发布', withdrawn: '已撤回' },
    import: { reading: '读取中', preview: '待确认', committing: '写入中', committed: '已导入', undoing: '撤销中', undone: '已撤销', refused: '未能读取', discarded: '已放弃' },
    one: '干部全覆盖',
    two: '村全覆盖',
  },
  {
    tier: { contact_point: 'Contact point', paired_unit: 'Paired unit', first_secretary: 'First secretary', township_charge: 'Township charge', police_liaison: 'Police liaison' },
    tierLong: {
      contact_point: 'Leaders’ contact points', paired_unit: 'Units paired with villages', first_secretary: 'First secretaries in villages',
      township_charge: 'Township leaders in charge', police_liaison: 'Police officers linked to villages',
    },
    rank: { city_leader: 'City leader', county_leader: 'County leader', township_leader: 'Township leader', section_head: 'Section head', staff: 'Staff', police: 'Police officer' },
    kind: { city_department: 'City department', county_department: 'County department', township_government: 'Township government', police_station: 'Police station' },
    topic: { farming: 'Farming', water: 'Water', roads: 'Roads', industry: 'Industry', education: 'Education', health: 'Health', law: 'Law', party: 'Party work' },
    level: { city: 'City', county: 'County', township: 'Township', village: 'Village' },
    role: { administrator: 'Administrator', programme_office: 'Programme office', township: 'Township staff', department: 'Department handler', official: 'Linked official', auditor: 'Auditor', inspector: 'Inspector', interviewer: 'Interviewer' },
    part: { distance: 'Distance', fit: 'Fit', difficulty: 'Difficulty', move: 'Change', home: 'Home' },
    reach: { own_township: 'own township', own_county: 'own county', station_area: 'the station’s area', own_place: 'the unit’s own place', anywhere: 'anywhere in the city' },
    plan: { draft: 'Draft', solving: 'Solving', solved: 'Solved', published: 'Published', withdrawn: 'Withdrawn' },
    import: { reading: 'Reading', preview: 'To confirm', committing: 'Writing', committed: 'Imported', undoing: 'Undoing', undone: 'Undone', refused: 'Not readable', discarded: 'Discarded' },
    one: 'Every official linked',
    two: 'Every village covered',
  },
)
