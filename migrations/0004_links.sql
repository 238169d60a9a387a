-- A plan proposes links for tiers and a place. The county is the place's county, or the city for a plan of the whole city.
CREATE TABLE plan (
  county TEXT NOT NULL,
  id ID NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  tiers TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('full', 'repair', 'undo')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'solved', 'published', 'withdrawn')),
  as_of TEXT NOT NULL,
  rules TEXT NOT NULL,
  result TEXT NOT NULL,
  document TEXT NOT NULL,
  starts TEXT NOT NULL,
  undoes TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_time ON plan (id);

CREATE TABLE plan_choice (
  county TEXT NOT NULL,
  plan ID NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pin', 'ban')),
  tier TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('official', 'unit')),
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  village TEXT NOT NULL,
  village_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (county, plan, id)
) STRICT, WITHOUT ROWID;

-- What the solver was given and what it answered, so that a run can be made again bit for bit and checked.
CREATE TABLE plan_run (
  county TEXT NOT NULL,
  plan ID NOT NULL,
  at INTEGER NOT NULL,
  program TEXT NOT NULL,
  input BLOB NOT NULL,
  output BLOB NOT NULL,
  PRIMARY KEY (county, plan)
) STRICT;

-- The county is the village's. `official` empty: the unit itself is paired with the village.
CREATE TABLE link (
  county TEXT NOT NULL,
  id ID NOT NULL,
  village TEXT NOT NULL,
  tier TEXT NOT NULL CHECK (tier IN ('contact_point', 'paired_unit', 'first_secretary', 'township_charge', 'police_liaison')),
  official_county TEXT NOT NULL,
  official ID,
  unit_county TEXT NOT NULL,
  unit ID NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  document TEXT NOT NULL,
  plan TEXT NOT NULL,
  ended_by TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_village ON link (county, village, until);
CREATE INDEX link_official ON link (official, until);
CREATE INDEX link_unit ON link (unit, until);
CREATE INDEX link_plan ON link (plan);
CREATE INDEX link_ended ON link (ended_by);

-- Roll-up of today's coverage for every place from the city to the village, kept in the transaction that changes it.
-- tier '' holds both coverages: villages and served (coverage two), officials and linked (coverage one).
CREATE TABLE cover (
  county TEXT NOT NULL,
  place TEXT NOT NULL,
  tier TEXT NOT NULL,
  villages INTEGER NOT NULL,
  served INTEGER NOT NULL,
  short INTEGER NOT NULL,
  links INTEGER NOT NULL,
  officials INTEGER NOT NULL,
  linked INTEGER NOT NULL,
  PRIMARY KEY (county, place, tier)
) STRICT, WITHOUT ROWID;

-- Coverage one's counterexamples of today: officials without a link. Empty when it holds.
CREATE TABLE unlinked (
  county TEXT NOT NULL,
  official ID NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (county, official)
) STRICT, WITHOUT ROWID;
CREATE INDEX unlinked_place ON unlinked (place, official);

CREATE TABLE snapshot (
  county TEXT NOT NULL,
  id ID NOT NULL,
  as_of TEXT NOT NULL,
  digest TEXT NOT NULL,
  summary TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  file BLOB NOT NULL,
  PRIMARY KEY (county, id)
) STRICT;
