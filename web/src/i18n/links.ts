import { dictionary } from './lang'
import { count, num } from './format'

export const coverage = dictionary(
  {
    officialsLinked: '名在册干部有联系村', villagesCovered: '个村各层面联系齐备', holds: '全覆盖成立', missingOfficials: (n: number) => `尚有 ${num(n)} 名干部没有联系村`,
    missingVillages: (n: number) => `尚有 ${num(n)} 个村层面不全`, none: '尚无在册对象', tiers: '各层面', tier: '层面', villages: '应覆盖村', served: '已覆盖', short: '尚缺',
    links: '联系数', officials: '应联系干部', linked: '已联系', share: '比例', children: { city: '各县（市、区）', county: '各乡镇（街道）', township: '各村（社区）', village: '' },
    place: '区划', headOne: '干部全覆盖', headTwo: '村全覆盖', noDemand: '不作要求', emptyPlace: '这里还没有区划数据', full: '齐备', lacking: '不全',
  },
  {
    officialsLinked: 'officials on the roster have a village', villagesCovered: 'villages have every tier they must have', holds: 'Full coverage holds', missingOfficials: (n: number) => `${count(n, 'official')} without a village`,
    missingVillages: (n: number) => `${count(n, 'village')} short of a tier`, none: 'Nobody to cover yet', tiers: 'Tier by tier', tier: 'Tier', villages: 'Villages', served: 'Covered', short: 'Short',
    links: 'Links', officials: 'officials', linked: 'Linked', share: 'Share', children: { city: 'Counties', county: 'Townships', township: 'Villages', village: '' },
    place: 'Place', headOne: 'Officials', headTwo: 'Villages', noDemand: 'not demanded', emptyPlace: 'No places here yet', full: 'complete', lacking: 'incomplete',
  },
)

export const links = dictionary(
  {
    plans: '联系方案', plansLead: '方案先编后发：草稿、求解、核对、发布。发布之前，现有联系一条也不动。', newPlan: '新建方案', name: '方案名称', place: '范围', tiers: '层面', mode: '方式', full: '整体编制', repair: '局部调整',
    fullHint: '按规则为范围内全部对象重新求最优，现有联系作为变动成本计入。', repairHint: '只补缺口：新来的、离开的、合并的村。其余联系保持不动。', asOf: '以哪一天的名册为准', roster: (day: string) => `名册截至 ${day}`, make: '建立方案', made: '方案已建立', needTier: '至少选一个层面',
    state: '状态', madeBy: '编制', noPlans: '还没有方案。', defaultName: (place: string, day: string) => `${place}联系方案（${day}）`,
    steps: { rules: '规则', result: '求解与结果', links: '联系', choices: '指定与回避', compare: '对比现状' }, starts: '起始日', document: '文件号', undoes: '此方案用于恢复之前的联系',
    solve: '求解', solveAgain: '重新求解', cancel: '停止', solving: '正在求解', cancelled: '已停止求解', solvedIn: (t: string) => `用时 ${t}`, notSolved: '还没有求解。规则核对无误后即可开始。',
    certified: '最优性已核验', certifiedHint: '求解后另有一遍独立核对：按每个村、每名干部的影子价格逐条验证，没有任何改动能让总代价更低。', notCertified: '未通过最优性核验',
    objective: '总代价', objectiveHint: '各部分代价乘以规则中的权重后相加，越低越好。只可在同一规则下比较。', parts: '代价构成', perTier: '各层面', agents: '对象', villages: '村', linksCount: '联系数', load: '每村或每人承担', loadText: (least: string, mean: string, most: string) => `最少 ${least}，平均 ${mean}，最多 ${most}`,
    worst: '匹配最吃力的村', worstLead: '这些村在本方案中代价最高。规则或名册有遗漏时，往往先在这里显出来。', cost: '代价', movesHead: '与今天相比',
    starts_n: (n: number) => `新建 ${num(n)}`, ends_n: (n: number) => `结束 ${num(n)}`, keeps_n: (n: number) => `保持 ${num(n)}`, start: '新建的联系', end: '结束的联系', keep: '保持不变', noMoves: '没有变动',
    subject: '干部或单位', village: '村', unit: '单位', isNew: '新', kept: '原有', pinnedMark: '指定', why: '为什么是他', whyUnit: '为什么是这个单位', search: '姓名、单位或村',
    whyTitle: (who: string, where: string) => `${who} → ${where}`, partOf: '部分', value: '分值', weight: '权重', price: '此村的影子价格', priceHint: '给这个村再腾出一个名额，总代价至少能降这么多；为零说明此村不紧张。',
    nextForVillage: '这个村的下几个人选', nextForSubject: '他的下几个去处', atLeast: '改动至少多付出', noOther: '按规则没有别的可选。', zero: '不增加',
    pin: '指定', ban: '回避', pinThis: '指定这一条', banThis: '回避这一条', switchTo: '改用', reason: '理由', reasonHint: '会留在方案里，也会进审计。', needReason: '请写明理由', removeChoice: '取消', choices: '指定与回避', noChoices: '还没有指定或回避。在“联系”里点“为什么是他”即可添加。', choiceBy: '提出',
    delta: '重新求解完毕', deltaLine: (before: string, after: string) => `总代价 ${before} → ${after}`, deltaNone: '联系没有变化', deltaChanged: (n: number) => `${num(n)} 处联系变动`, from: '原来', to: '改为', none: '无',
    refused: '做不到，方案未改动', infeasible: '规则下无解', needHave: (need: string, have: string) => `需要 ${need}，只有 ${have}`, tooFewPlaces: '下列对象能去的村，名额不够分：', tooFewPeople: '下列的村，能来的人不够：', people: '对象', andMore: (n: number) => `等共 ${num(n)} 个`, relax: '可以这样放宽', applyRelax: '采用并重新求解', change: (from: string, to: string) => `${from} → ${to}`,
    publish: '发布', publishTitle: '发布方案', publishLead: '发布是一次写入：结束的联系到起始日前一天为止，新的联系从起始日开始。', doPublish: '确认发布', published: '已发布', publishing: '正在发布', withdraw: '撤回', withdrawConfirm: '撤回后此方案不能再发布。', withdrawn: '方案已撤回', undo: '恢复到发布之前', undoLead: '生成一个新方案，内容为发布之前的联系；核对后再发布。', undone: '已生成恢复方案', excel: 'Excel 导出', excelLead: '每县一本，每个层面一张表。', documentHint: '如：济下派〔2026〕3 号',
    rulesLead: '规则是数据，改了就重新求解。每一项都写明它管什么。', enabled: '本方案编制此层面', eligible: '哪些人参加', ranks: '职级', kinds: '单位类别', reach: '可以去哪里', perOfficial: '每名干部（或单位）联系几个村', perVillage: '每个村有几个', least: '最少', most: '最多', unlimited: '不限', even: '各家负担尽量一样多', avoidHome: '不联系本人家乡所在的村', weights: '好匹配看什么', weightsHint: '权重越大，越看重这一条；0 表示不看。', perVillageUnit: '单位每有几名干部，配一个村',
    weightHint: { distance: '单位与村的行政远近：同乡镇 0，同县 400，同市 1000', fit: '村的需要与干部特长、单位特长的差距', difficulty: '把人用在难处：村越难，分值越低', move: '换人的代价：今天已联系为 0，否则 1000', home: '不在家乡乡镇联系的代价' } as Record<string, string>,
    demand: '村全覆盖的要求', demandHint: '每个村在各层面至少要有几条联系；0 表示不作要求。缺一条就是一个反例。', saveRules: '保存规则', rulesSaved: '规则已保存，请重新求解', reset: '恢复默认', wrongBounds: '最少不能大于最多', wrongWeight: '权重须为 0 到 100 的整数', frozen: '方案已发布或撤回，规则只供查看。', anyone: '不勾选即不限', share: '占比',
    tierExplain: {
      contact_point: '市、县领导每人一个联系村，一村至多一位领导；先挑最难的村。', paired_unit: '先为单位配村：按单位人数多少分村，每村至少一个单位；再把单位里的干部分到这些村，每人一个。', first_secretary: '派到村里任职的第一书记。本期只有层面，暂不编制。', township_charge: '每个村恰有一名本乡镇领导包村，各人负担均匀。', police_liaison: '每个村至少一名辖区派出所民警，每名民警至少一个村，负担均匀。',
    } as Record<string, string>,
    proof: '覆盖核验', proofLead: '任选一天，当场核验两项覆盖；缺在哪里，指名道姓。', asOfDay: '截至哪一天', counter: '反例', counterOne: '没有联系村的干部', counterTwo: '层面不全的村', noneOne: '没有反例：每一名在册干部都有联系村。', noneTwo: '没有反例：每一个村的各层面都已联系。', lacks: '缺', shortBy: (n: number) => `差 ${num(n)}`, perPlace: '各区划',
    snapshots: '快照', snapshotsLead: '快照是签了名的核验结果，装得下全部依据；换一台机器也能复核。', makeSnapshot: '生成快照', snapshotMade: '快照已生成', download: '下载', digest: '摘要', size: '大小', madeAt: '生成时间', verify: '复核快照文件', verifyHint: '选择快照文件', verified: '复核通过：内容与签名、数字与依据一致。', refusedSnapshot: '复核不通过', signer: '签发', bothHold: '两项成立', notHold: '未全成立', noSnapshots: '还没有快照。', place_all: '全部', kind: '哪一项',
  },
  {
    plans: 'Plans', plansLead: 'A plan is drafted, solved, checked, then published. Until then no present link changes.', newPlan: 'New plan', name: 'Name of the plan', place: 'Place', tiers: 'Tiers', mode: 'Mode', full: 'Whole', repair: 'Repair',
    fullHint: 'Finds the best for everybody in the place; a change from today’s links has a cost.', repairHint: 'Fills gaps only: who joined, who left, which village merged. All other links stay.', asOf: 'Roster as of', roster: (day: string) => `roster as of ${day}`, make: 'Make the plan', made: 'The plan is made', needTier: 'Choose at least one tier',
    state: 'State', madeBy: 'Made', noPlans: 'No plans yet.', defaultName: (place: string, day: string) => `Links of ${place}, ${day}`,
    steps: { rules: 'Rules', result: 'Solve and result', links: 'Links', choices: 'Pins and bans', compare: 'Compare with today' }, starts: 'Starts', document: 'Document', undoes: 'This plan restores the links from before',
    solve: 'Solve', solveAgain: 'Solve again', cancel: 'Stop', solving: 'Solving', cancelled: 'Stopped', solvedIn: (t: string) => `in ${t}`, notSolved: 'Not solved yet. Start when the rules are right.',
    certified: 'Proved optimal', certifiedHint: 'After solving, a second and independent pass checks every link against the price of each village and official: no change makes the total cheaper.', notCertified: 'Not proved optimal',
    objective: 'Total cost', objectiveHint: 'Parts times their weights, added up; lower is better. Compare only under the same rules.', parts: 'What it is made of', perTier: 'Tier by tier', agents: 'Who', villages: 'Villages', linksCount: 'Links', load: 'Load', loadText: (least: string, mean: string, most: string) => `least ${least}, mean ${mean}, most ${most}`,
    worst: 'Villages served worst', worstLead: 'These cost the most in this plan. A gap in rules or roster often shows here first.', cost: 'Cost', movesHead: 'Against today',
    starts_n: (n: number) => `${num(n)} start`, ends_n: (n: number) => `${num(n)} end`, keeps_n: (n: number) => `${num(n)} stay`, start: 'Links that start', end: 'Links that end', keep: 'Unchanged', noMoves: 'Nothing moves',
    subject: 'Official or unit', village: 'Village', unit: 'Unit', isNew: 'new', kept: 'as today', pinnedMark: 'pinned', why: 'Why this one', whyUnit: 'Why this unit', search: 'Name, unit or village',
    whyTitle: (who: string, where: string) => `${who} → ${where}`, partOf: 'Part', value: 'Value', weight: 'Weight', price: 'Price of this village', priceHint: 'One more place here would lower the total by at least this much; zero means that nobody competes for it.',
    nextForVillage: 'Who was next for this village', nextForSubject: 'Where else this one could go', atLeast: 'Costs at least', noOther: 'The rules allow nobody else.', zero: 'nothing more',
    pin: 'Pin', ban: 'Ban', pinThis: 'Pin this link', banThis: 'Ban this link', switchTo: 'Use instead', reason: 'Reason', reasonHint: 'Kept with the plan and in the audit.', needReason: 'Give a reason', removeChoice: 'Take back', choices: 'Pins and bans', noChoices: 'No pins or bans yet. Open “Why this one” in the links to add one.', choiceBy: 'By',
    delta: 'Solved again', deltaLine: (before: string, after: string) => `Total ${before} → ${after}`, deltaNone: 'No link changes', deltaChanged: (n: number) => `${count(n, 'link')} changed`, from: 'From', to: 'To', none: 'none',
    refused: 'Impossible; the plan is unchanged', infeasible: 'No solution under these rules', needHave: (need: string, have: string) => `${need} needed, ${have} there`, tooFewPlaces: 'These have too little room in the villages they may go to:', tooFewPeople: 'Too few people may come to these villages:', people: 'Who', andMore: (n: number) => `${num(n)} in all`, relax: 'What could be relaxed', applyRelax: 'Apply and solve again', change: (from: string, to: string) => `${from} → ${to}`,
    publish: 'Publish', publishTitle: 'Publish the plan', publishLead: 'Publishing is one write: ended links run to the day before the start, new ones begin on it.', doPublish: 'Publish now', published: 'Published', publishing: 'Publishing', withdraw: 'Withdraw', withdrawConfirm: 'A withdrawn plan cannot be published.', withdrawn: 'The plan is withdrawn', undo: 'Restore what was before', undoLead: 'Makes a new plan with the links from before this one; check it, then publish.', undone: 'A restoring plan is made', excel: 'Excel', excelLead: 'One workbook per county, one sheet per tier.', documentHint: 'Such as No. 3 (2026)',
    rulesLead: 'Rules are data: change them and solve again. Each says what it governs.', enabled: 'Plan this tier', eligible: 'Who takes part', ranks: 'Ranks', kinds: 'Kinds of units', reach: 'Where they may go', perOfficial: 'Villages per official (or unit)', perVillage: 'How many per village', least: 'Least', most: 'Most', unlimited: 'no limit', even: 'Loads as even as can be', avoidHome: 'Nobody is linked to the home village', weights: 'What makes a good match', weightsHint: 'The greater the weight, the more it counts; 0 means not at all.', perVillageUnit: 'One village for so many officials of a unit',
    weightHint: { distance: 'from unit to village: same township 0, same county 400, same city 1000', fit: 'what the village needs and neither official nor unit has', difficulty: 'people go where it is hard: the harder the village, the lower', move: 'the cost of a change: linked today 0, otherwise 1000', home: 'the cost of a link in the home township' },
    demand: 'What full village coverage demands', demandHint: 'How many links each village must have in each tier; 0 means none. One short makes a counterexample.', saveRules: 'Save rules', rulesSaved: 'Rules saved; solve again', reset: 'Default', wrongBounds: 'Least cannot exceed most', wrongWeight: 'A weight is a whole number from 0 to 100', frozen: 'The plan is published or withdrawn: rules can only be read.', anyone: 'nothing ticked means anyone', share: 'Share',
    tierExplain: {
      contact_point: 'Each city or county leader has one village, each village at most one leader; the hardest come first.', paired_unit: 'First units get villages in proportion to their headcount, every village at least one unit; then a unit’s officials are spread over its villages, one each.', first_secretary: 'First secretaries live in the village. The tier exists; it is not planned yet.', township_charge: 'Each village has exactly one leader of its own township in charge; loads even.', police_liaison: 'Each village has at least one officer of the station that covers it, each officer at least one village; loads even.',
    },
    proof: 'Proof of coverage', proofLead: 'Both coverages, checked now for any day; what is missing is named.', asOfDay: 'As of', counter: 'Counterexamples', counterOne: 'Officials without a village', counterTwo: 'Villages short of a tier', noneOne: 'No counterexample: every official on the roster has a village.', noneTwo: 'No counterexample: every village has every tier it must have.', lacks: 'lacks', shortBy: (n: number) => `${num(n)} short`, perPlace: 'Place by place',
    snapshots: 'Snapshots', snapshotsLead: 'A snapshot is a signed proof that holds all it rests on; any other machine can check it.', makeSnapshot: 'Make a snapshot', snapshotMade: 'The snapshot is made', download: 'Download', digest: 'Digest', size: 'Size', madeAt: 'Made', verify: 'Verify a snapshot file', verifyHint: 'Choose a snapshot file', verified: 'Verified: signature, facts and figures agree.', refusedSnapshot: 'Refused', signer: 'Signed by', bothHold: 'both hold', notHold: 'not both hold', noSnapshots: 'No snapshots yet.', place_all: 'All', kind: 'Which',
  },
)
