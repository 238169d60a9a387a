-- A matter: a need taken on. Of a need there is one at the most. `stage` says whose word is awaited: the office's (`open`), the
-- household's (`asked`) or nobody's (`finished`); `turn` is the unit whose move it is. `due` is the clock's last day, and
-- 9999-12-31 while it stands or the office has done its part. `brought`: the official who heard it.
CREATE TABLE matter (
  county TEXT NOT NULL,
  id ID NOT NULL,
  village TEXT NOT NULL,
  township TEXT NOT NULL,
  need ID,
  household ID,
  brought_county TEXT NOT NULL,
  brought ID,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  theme TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'ordinary', 'complex')),
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  wanted_by TEXT NOT NULL,
  office TEXT NOT NULL CHECK (office IN ('received', 'accepted', 'in_progress', 'done', 'cannot')),
  resident TEXT NOT NULL CHECK (resident IN ('unasked', 'asked', 'solved', 'partly', 'not_solved', 'silent')),
  rung TEXT NOT NULL CHECK (rung IN ('township', 'county', 'city')),
  owner_county TEXT NOT NULL,
  owner ID,
  owner_name TEXT NOT NULL,
  turn ID,
  allowed INTEGER NOT NULL,
  used INTEGER NOT NULL,
  since TEXT NOT NULL,
  spent INTEGER NOT NULL,
  due TEXT NOT NULL,
  round INTEGER NOT NULL,
  pending TEXT NOT NULL,
  closed_by ID,
  asked_on TEXT NOT NULL,
  asked_tries INTEGER NOT NULL,
  answered TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('open', 'asked', 'finished')),
  raised TEXT NOT NULL,
  version INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matter_need ON matter (county, need);
CREATE INDEX matter_stage ON matter (stage, due, id);
CREATE INDEX matter_county ON matter (county, stage, due, id);
CREATE INDEX matter_township ON matter (county, township, stage, due, id);
CREATE INDEX matter_village ON matter (county, village, stage, due, id);
CREATE INDEX matter_turn ON matter (turn, stage, due, id);
CREATE INDEX matter_household ON matter (county, household, id);
CREATE INDEX matter_changed ON matter (county, village, changed_at, id);
CREATE INDEX matter_brought ON matter (brought, changed_at, id);
CREATE INDEX matter_asked ON matter (resident, stage, asked_on, id);
CREATE INDEX matter_board ON matter (county, stage, township, office, due);

-- What was done with it, in its order: `n` is the version that the step made. Names are empty where the household or the
-- clock acted.
CREATE TABLE case_step (
  county TEXT NOT NULL,
  matter ID NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  act TEXT NOT NULL,
  by_account TEXT NOT NULL,
  by_name TEXT NOT NULL,
  unit TEXT NOT NULL,
  words TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (county, matter, n)
) STRICT, WITHOUT ROWID;

-- A household's key to its own matter: of the token only the digest is kept. `made_by`: the account that printed it.
CREATE TABLE slip (
  county TEXT NOT NULL,
  digest BLOB NOT NULL,
  matter ID NOT NULL,
  household ID,
  short_code TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (county, digest)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX slip_digest ON slip (digest);
CREATE INDEX slip_matter ON slip (county, matter);

-- What the household said of it, append-only. `private`: the reason is not for the office.
CREATE TABLE resident_word (
  county TEXT NOT NULL,
  id ID NOT NULL,
  matter ID NOT NULL,
  word TEXT NOT NULL CHECK (word IN ('solved', 'partly', 'not_solved')),
  reason TEXT NOT NULL,
  call_me INTEGER NOT NULL CHECK (call_me IN (0, 1)),
  private INTEGER NOT NULL CHECK (private IN (0, 1)),
  by_slip INTEGER NOT NULL CHECK (by_slip IN (0, 1)),
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resident_word_matter ON resident_word (county, matter, id);
