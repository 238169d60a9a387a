// Shapes of the API, one name per thing of the glossary.
export type Level = 'city' | 'county' | 'township' | 'village'
export type Tier = 'contact_point' | 'paired_unit' | 'first_secretary' | 'township_charge' | 'police_liaison'
export type UnitKind = 'city_department' | 'county_department' | 'township_government' | 'police_station'
export type Rank = 'city_leader' | 'county_leader' | 'township_leader' | 'section_head' | 'staff' | 'police'
export type Topic = 'farming' | 'water' | 'roads' | 'industry' | 'education' | 'health' | 'law' | 'party'
export type Role = 'administrator' | 'programme_office' | 'township' | 'department' | 'official' | 'auditor' | 'inspector' | 'interviewer'
export type Right =
  | 'own_account' | 'see_places' | 'edit_places' | 'see_people' | 'own_villages' | 'import' | 'see_plans' | 'edit_plans'
  | 'publish_plans' | 'record_visits' | 'see_households' | 'edit_households' | 'export_visits' | 'see_reach' | 'see_burden' | 'prove' | 'see_audit' | 'edit_accounts' | 'answer_suggestions'
  | 'raise_cases' | 'see_cases' | 'handle_cases' | 'second_read' | 'hear_residents' | 'own_cases' | 'see_stuck'
  | 'ask_glass' | 'see_granted' | 'inspect' | 'approve' | 'take_complaints'
  | 'edit_draws' | 'see_draws' | 'witness_draws' | 'interview' | 'see_satisfaction'
export type Part = 'distance' | 'fit' | 'difficulty' | 'move' | 'home'

export const TIERS: readonly Tier[] = ['contact_point', 'paired_unit', 'first_secretary', 'township_charge', 'police_liaison']
export const UNIT_KINDS: readonly UnitKind[] = ['city_department', 'county_department', 'township_government', 'police_station']
export const RANKS: readonly Rank[] = ['city_leader', 'county_leader', 'township_leader', 'section_head', 'staff', 'police']
export const TOPICS: readonly Topic[] = ['farming', 'water', 'roads', 'industry', 'education', 'health', 'law', 'party']
export const ROLES: readonly Role[] = ['administrator', 'programme_office', 'township', 'department', 'official', 'auditor', 'inspector', 'interviewer']
export const PARTS: readonly Part[] = ['distance', 'fit', 'difficulty', 'move', 'home']

export interface Page<T> { items: T[]; next: string | null }
export interface PlaceRef { code: string; name: string; level: Level }
export interface Named { ref: string; name: string }
export interface UnitRef extends Named { kind: UnitKind }
export interface Who extends Named { post: string; rank: Rank; phone: string | null; unit: UnitRef }

export interface TierCount { tier: Tier; villages: number; served: number; short: number; links: number; officials: number; linked: number }
export interface Cover {
  coverage_one: { officials: number; linked: number; holds: boolean }
  coverage_two: { villages: number; covered: number; holds: boolean }
  tiers: TierCount[]
}
export interface PlaceCover { place: PlaceRef; cover: Cover }

// access
/** The unit of a grant is its ref, or its ref and name. */
export interface GrantView { role: Role; place: PlaceRef; unit?: Named | string | null }
export interface Grant { role: Role; place: string; unit?: string | null }
export interface Session {
  signed_in: boolean
  setup_needed: boolean
  csrf: string | null
  account?: { id: string; login: string; name: string; must_change_password: boolean } | null
  grants: GrantView[]
  may: Right[]
  official?: string | null
  city: PlaceRef | null
  synthetic: boolean
}
/** A phone or browser that keeps a copy; `wiped` says that the copy is gone. */
export interface Device { id: string; name: string; state: 'active' | 'revoked' | 'wiped'; made_at: number; seen_at: number }
export interface OpenSession { id: string; agent: string; made_at: number; seen_at: number; current: boolean }
export interface Account {
  id: string; login: string; name: string; state: 'active' | 'disabled'
  grants: GrantView[]; last_seen_at: number | null; official: Named | string | null
}
export interface AuditLine {
  id: string; at: number; actor: string | null; verb: string; place: PlaceRef | string | null; subject: string | null; detail: unknown
}

// places
export interface PlaceFound extends PlaceRef { path: string }
export interface Profile {
  difficulty: number; households: number; residents: number
  needs: Partial<Record<Topic, number>>; contact_name: string | null; contact_phone: string | null
}
export interface PastName { name: string; since: string; until: string | null; document: string | null }
export interface PlaceView { place: PlaceRef; ancestors: PlaceRef[]; children: PlaceRef[]; names: PastName[]; profile?: Profile | null }
export interface VillageLink {
  ref: string; tier: Tier; who: Who | null; unit: UnitRef | null; since: string; until?: string | null; document: string | null; plan?: string | null; phone?: string | null
}
export interface Village {
  place: PlaceRef; ancestors: PlaceRef[]; profile: Profile | null; links: VillageLink[]; ended: VillageLink[]; names: PastName[]
  successor?: PlaceRef | null; since: string | null; until: string | null
}
export interface Outline {
  type: 'Feature'
  properties: { code: string; name: string }
  geometry: { type: 'Polygon'; coordinates: number[][][] } | { type: 'MultiPolygon'; coordinates: number[][][][] }
}
export interface Outlines { type: 'FeatureCollection'; features: Outline[]; source?: string; origin?: string }
export interface Overview { place: PlaceRef; ancestors: PlaceRef[]; as_of: string; cover: Cover; children: PlaceCover[] }

// people
export interface OfficialLine extends Named {
  post: string; rank: Rank; unit: UnitRef; place: PlaceRef; tier: Tier | '' | null; villages: number
}
export interface OfficialLink {
  ref: string; tier: Tier; village: PlaceRef; path: string; since: string; until: string | null; document: string | null
}
export interface Official extends Who {
  skills: Topic[]; home: PlaceRef | null; joined: string | null; left: string | null
  posts: { unit: string; title: string; rank: Rank; since: string | null; until: string | null }[]
  links: OfficialLink[]
}
export interface MyVillages {
  official: Who
  villages: {
    tier: Tier; village: PlaceRef; path: string; since: string; document: string | null; profile: Profile | null
    others: (Who & { tier: Tier })[]
  }[]
}
export interface UnitLine extends UnitRef { place: PlaceRef; officials: number; villages: number }
export interface Unit extends UnitLine {
  strengths: Partial<Record<Topic, number>>; area: PlaceRef[]
  links: { ref: string; tier: Tier; village: PlaceRef; path: string; since: string; until?: string | null; document: string | null }[]
}

// exchange
export type ImportState = 'reading' | 'preview' | 'committing' | 'committed' | 'undoing' | 'undone' | 'refused' | 'discarded'
export interface Import {
  ref: string; kind: string; file_name: string; state: ImportState; phase: string | null; done: number; total: number
  counts: { rows: number; sheets: number; joined: number; moved: number; changed: number; left: number; same: number; errors: number; warnings: number; alike: number; over: number; acted: number }
  refusal?: { code: string; detail: string } | null
  made_by: string; made_at: number; committed_at: number | null; can_undo: boolean
}
export interface RowProblem {
  n: number; severity: 'error' | 'warning'; sheet: string; row: number; column: string | null; field: string | null
  value: string | null; code: string; detail: string; mend: string | null
}
export type ChangeKind = 'joined' | 'moved' | 'changed' | 'left'
/** What becomes of a row of an office's sheet of open matters. */
export type MatterKind = 'new' | 'alike' | 'same' | 'over' | 'acted'
export interface RowChange {
  n: number; kind: ChangeKind | MatterKind; name: string; unit: string | null; place: string | null
  /** The ref of what it changes, or became; may be empty. */
  subject: string
  before?: Record<string, unknown> | null; after?: Record<string, unknown> | null
}

// links
export type Reach = 'own_township' | 'own_county' | 'station_area' | 'own_place' | 'anywhere'
export const REACHES: readonly Reach[] = ['own_township', 'own_county', 'station_area', 'own_place', 'anywhere']
/** How the cost is shared among those who are linked. */
export type Sharing = 'sum' | 'worst_first' | 'leximin'
export const SHARINGS: readonly Sharing[] = ['sum', 'worst_first', 'leximin']
export interface TierRules {
  enabled: boolean
  eligible: { ranks: Rank[]; unit_kinds: UnitKind[] }
  reach: Reach
  per_official: { least: number; most: number }
  per_village: { least: number; most: number | null }
  even: boolean
  weights: Record<Part, number>
  avoid_home_village: boolean
  /** Paired units: a unit takes one village for so many officials. */
  officials_per_village?: number | null
  sharing: Sharing
  /** At most so many links that do not hold today. */
  most_moves?: number | null
}
export interface RuleSet { tiers: Record<Tier, TierRules>; demand: Partial<Record<Tier, number>> }
export type SubjectKind = 'official' | 'unit'
export interface Subject extends Named { kind: SubjectKind }
export interface Choice {
  id: string; kind: 'pin' | 'ban'; tier: Tier; subject: Subject; village: PlaceRef; reason: string; made_by: string; made_at: number
}
export interface TierResult {
  tier: Tier; objective: number; links: number; agents: number; villages: number; parts: Record<Part, number>
  /** Links per village, the mean in hundredths. */
  least: number; most: number; mean_hundredths: number
  /** Links to a home village that could not be avoided. */
  at_home: number
  sharing: Sharing
  /** What sharing adds to the least sum. */
  price: number
  worst: number; tenth_worst: number; percentile_99: number; median: number
  /** Links that do not hold today, the limit on them, and the bonus for staying that keeps it. */
  moves: number; most_moves: number | null; bonus: number
}
export interface WhatIf { extra: number | null; delta: Delta | null; infeasible: Infeasible | null }
export interface Compared { ms: number; tiers: TierResult[] }
export interface Result {
  solved_ms: number; objective: number; links: number; certified: boolean; tiers: TierResult[]
  moves: { start: number; end: number; keep: number }
}
/** `rule_path` is empty where choices rather than a rule stand in the way. */
export interface Relaxation { code: 'raise_most' | 'lower_least' | 'widen_reach' | 'raise_moves' | 'drop_choices'; rule_path: string; from: unknown; to: unknown }
export interface Infeasible {
  tier: Tier; kind: 'too_few_places' | 'too_few_people' | 'too_few_moves'; need: number; have: number
  people: Subject[]; villages: PlaceRef[]; people_count: number; village_count: number; relax: Relaxation[]
  /** Decisions that exclude each other. */
  conflict: { id: string; kind: 'pin' | 'ban'; subject: Subject; village: PlaceRef }[]
}
export type PlanState = 'draft' | 'solving' | 'solved' | 'published' | 'withdrawn'
export interface PlanLine {
  ref: string; name: string; place: PlaceRef; tiers: Tier[]; mode: 'full' | 'repair' | 'undo'; state: PlanState; as_of: string
  document: string; starts: string | null; undoes: string | null; made_by: string; made_at: number; version: number
}
export interface Plan extends PlanLine {
  rules: RuleSet; choices: Choice[]; result: Result | null; infeasible: Infeasible | null
}
export interface Progress {
  state: 'none' | 'running' | 'done' | 'failed' | 'cancelled'; phase: string; done: number; total: number
  error?: { code: string; detail: string } | null
}
export interface DeltaLine { tier: Tier; subject: Subject; from: PlaceRef | null; to: PlaceRef | null }
export interface Delta { ms: number; objective_before: number; objective_after: number; changed: DeltaLine[] }
export interface PlanLink {
  tier: Tier; subject: Subject; unit: string; village: PlaceRef; path?: string; cost: number
  parts: Record<Part, number>; pinned: boolean; new: boolean
}
/** `cost` is the mean of the village's links. */
export interface WorstVillage { village: PlaceRef; path?: string; tier: Tier; cost: number; links: number }
export interface Rival { subject: Subject; unit: string; village: PlaceRef; path?: string; cost: number; parts: Record<Part, number>; at_least: number | null }
export interface Why {
  subject: Subject; village: PlaceRef; tier: Tier; planned: boolean; cost: number
  /** Already weighted: they add up to the cost. */
  parts: Record<Part, number>
  price: number; at_least: number | null; next_for_village: Rival[]; next_for_subject: Rival[]; choice: Choice | null
}
export interface Move { kind: 'start' | 'end'; tier: Tier; subject: Subject; unit: string; village: PlaceRef; path?: string }

// proof
export interface Proof {
  as_of: string; place: PlaceRef; cover: Cover; children: PlaceCover[]; counterexamples: { one: number; two: number }
}
export interface Counterexample {
  kind: 'one' | 'two'; official?: { ref: string; name: string; unit: string; rank: Rank } | null; village?: PlaceRef | null; path: string; tier?: Tier | null; short?: number | null
}
export interface Snapshot {
  ref: string; as_of: string; made_at: number; made_by: string; digest: string; holds_one: boolean; holds_two: boolean
  officials: number; villages: number; links: number; size: number
}
export interface Verdict { ok: boolean; why?: string | null; as_of?: string | null; name?: string | null; signer?: string | null; own: boolean; cover?: Cover | null }

// oversight
export interface Suggestion {
  ref: string; kind: 'complaint' | 'suggestion' | 'thanks'; text: string; page: string; contact: string
  state: 'open' | 'answered' | 'closed'; answer: string; at: number; account: string; answered_at: number; answered_by: string
}

// households
export type StandingKind = 'old_party_member' | 'old_official' | 'old_model' | 'thriving'
export const STANDINGS: readonly StandingKind[] = ['old_party_member', 'old_official', 'old_model', 'thriving']
export type FactClass = 'contact' | 'hardship' | 'health' | 'money' | 'minor'
export const FACT_CLASSES: readonly FactClass[] = ['contact', 'hardship', 'health', 'money', 'minor']
export type SeenClass = FactClass | 'roster' | 'talks' | 'copy' | 'export'
export interface Standing { kind: StandingKind; since: string; until: string | null; holder: string; source: string }
export interface HouseholdLine { ref: string; house: string; name: string; members: number; standings: Standing[]; since: string }
export interface Resident { id: string; name: string; relation: string }
export interface SealedFact { id: string; class: FactClass; since: string; until: string | null }
export interface Household {
  ref: string; village: PlaceRef; house: string; name: string; members: number; state: 'present' | 'gone'; since: string; until: string | null
  residents: Resident[]; guardians: string[]; standings: Standing[]; facts: SealedFact[]
}
export interface RevealedFact { id: string; since: string; until: string | null; text: string }
export interface AccessEvent { id: string; at: number; day: string; name: string; unit: string; role: Role; class: SeenClass; whole_village: boolean; purpose: string }
export interface HouseholdCopy {
  household: Household; classes: { class: FactClass; facts: RevealedFact[] }[]; minors_left_out: number; minors_why: 'not_guardian' | 'needs_approval' | null; asked_by: string; events: AccessEvent[]; day: string
  granted: { items: { id: string; seat: 'police' | 'department'; unit: string; class: FactClass; until: string; holds: boolean }[] }
  talks: { day: string; by: string; state: string; kept: number; statements: { words: string }[]; needs: { words: string }[]; promises: { words: string; due: string }[] }[]
  cases: { title: string; words: string; raised: string; office: 'received' | 'accepted' | 'in_progress' | 'done' | 'cannot'; resident: string; steps: { day: string; act: string; unit: string; words: string }[]; heard: { day: string; word: 'solved' | 'partly' | 'not_solved'; reason: string; private: boolean }[]; documents: { name: string; added_on: string }[] }[]
  asked: { kind: 'why' | 'copy' | 'correct' | 'erase'; unit: string; words: string; asked_on: string; answer: string; answered_on: string }[]
}

// reach and burden
/** A number of a place; none where it is withheld, as it is small or would give a small one away. */
export interface Figure { n: number | null; withheld: boolean }
/** Households of a kind in a quarter. */
export interface Share { there: Figure; reached: Figure; unmet: Figure }
export type Kind = 'old_party_member' | 'old_official' | 'old_model' | 'hardship' | 'thriving'
export type ReachTier = Exclude<Tier, 'police_liaison'>
export const KINDS: readonly Kind[] = ['old_party_member', 'old_official', 'old_model', 'hardship', 'thriving']
export const REACH_TIERS: readonly ReachTier[] = ['contact_point', 'paired_unit', 'first_secretary', 'township_charge']
export interface Figures {
  households: Share; by_leaders: Figure; tiers: Record<ReachTier, Figure>; kinds: Record<Kind, Share>; overdue: Figure
  /** Open needs; villages only. */
  needs: Figure | null
}
export interface PlaceFigures { place: PlaceRef; figures: Figures }
export type Measure = 'visits' | 'by_leaders' | 'in_person' | 'phone' | 'meeting' | 'work' | 'eat' | 'stay' | 'statements' | 'needs' | 'promises' | 'due' | 'kept'
export type WeekFigures = Record<Measure, Figure> & { week: string; starts: string }
export interface ReachOf {
  place: PlaceRef; ancestors: PlaceRef[]; as_of: string; quarter: string; quarters: string[]; now: Figures; children: PlaceFigures[]; weeks: WeekFigures[]
}
export interface Unmet { place: PlaceRef; quarter: string; items: PlaceFigures[]; next: string | null }
export interface BurdenWeek { week: string; starts: string; n: number | null; withheld: boolean; median: number | null; slow: number | null }
export interface FieldUse { field: string; records: number; filled: number; read: number }
export interface BurdenOf {
  place: PlaceRef; ancestors: PlaceRef[]; form: string; n: number | null; withheld: boolean; bands: { seconds: number; n: number }[]
  median: number | null; slow: number | null; weeks: BurdenWeek[]; fields: FieldUse[]
}
