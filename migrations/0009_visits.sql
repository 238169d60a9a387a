-- One contact each, append-only: a correction names what it corrects, a withdrawal what it withdraws. No coordinates, no
-- picture, no duration. `household` empty: the village as a whole. `digest` tells a repeated record from a conflict.
CREATE TABLE visit (
  county TEXT NOT NULL,
  id ID NOT NULL,
  village TEXT NOT NULL,
  household ID,
  day TEXT NOT NULL,
  week TEXT NOT NULL,
  quarter TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('in_person', 'phone', 'meeting', 'work')),
  did TEXT NOT NULL,
  tier TEXT NOT NULL,
  leader INTEGER NOT NULL CHECK (leader IN (0, 1)),
  official_county TEXT NOT NULL,
  official ID NOT NULL,
  official_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('stands', 'corrected', 'withdrawn')),
  corrects ID,
  made_at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_village ON visit (county, village, day, id);
CREATE INDEX visit_household ON visit (county, household, day, id);

-- Whose own visit it was: joint visits have several.
CREATE TABLE visit_official (
  county TEXT NOT NULL,
  official ID NOT NULL,
  visit ID NOT NULL,
  official_county TEXT NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY (county, official, visit)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_official_visit ON visit_official (county, visit);

CREATE TABLE statement (
  county TEXT NOT NULL,
  visit ID NOT NULL,
  n INTEGER NOT NULL,
  village TEXT NOT NULL,
  words TEXT NOT NULL,
  consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
  quotable INTEGER NOT NULL CHECK (quotable IN (0, 1)),
  PRIMARY KEY (county, visit, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE need (
  county TEXT NOT NULL,
  id ID NOT NULL,
  visit ID NOT NULL,
  village TEXT NOT NULL,
  household ID,
  words TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
  raised TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX need_village ON need (county, village, state, id);
CREATE INDEX need_visit ON need (county, visit);

-- `kept_by`: the visit that says so; empty when it was said without a visit.
CREATE TABLE promise (
  county TEXT NOT NULL,
  id ID NOT NULL,
  visit ID NOT NULL,
  village TEXT NOT NULL,
  household ID,
  words TEXT NOT NULL,
  due TEXT NOT NULL,
  due_week TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'withdrawn')),
  official_county TEXT NOT NULL,
  official ID NOT NULL,
  official_name TEXT NOT NULL,
  kept_on TEXT NOT NULL,
  kept_by ID,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_village ON promise (county, village, state, due, id);
CREATE INDEX promise_visit ON promise (county, visit);

-- A visit taken back by its author: a record of its own, with the reason.
CREATE TABLE withdrawal (
  county TEXT NOT NULL,
  id ID NOT NULL,
  visit ID NOT NULL,
  village TEXT NOT NULL,
  official_county TEXT NOT NULL,
  official ID NOT NULL,
  reason TEXT NOT NULL,
  received INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;

-- Roll-ups, written in the transaction of the visit from what it really added. Townships by week; `work` counts
-- working together however one met, the other three columns how one met:
CREATE TABLE visit_week (
  county TEXT NOT NULL,
  township TEXT NOT NULL,
  week TEXT NOT NULL,
  visits INTEGER NOT NULL,
  by_leaders INTEGER NOT NULL,
  in_person INTEGER NOT NULL,
  phone INTEGER NOT NULL,
  meeting INTEGER NOT NULL,
  work INTEGER NOT NULL,
  eat INTEGER NOT NULL,
  stay INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  needs INTEGER NOT NULL,
  promises INTEGER NOT NULL,
  PRIMARY KEY (county, township, week)
) STRICT, WITHOUT ROWID;

-- Promises by the week in which they are due: open = due - kept - withdrawn.
CREATE TABLE promise_week (
  county TEXT NOT NULL,
  township TEXT NOT NULL,
  week TEXT NOT NULL,
  due INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  PRIMARY KEY (county, township, week)
) STRICT, WITHOUT ROWID;

-- What a household was reached as in a quarter, as bits; the bits are named in `lianxin_domain::visits::reach`.
CREATE TABLE household_reach (
  county TEXT NOT NULL,
  village TEXT NOT NULL,
  household ID NOT NULL,
  quarter TEXT NOT NULL,
  bits INTEGER NOT NULL,
  last_day TEXT NOT NULL,
  PRIMARY KEY (county, household, quarter)
) STRICT, WITHOUT ROWID;

-- Households reached in a quarter, each counted once in each column; a row for the village and one for its township.
CREATE TABLE reach (
  county TEXT NOT NULL,
  place TEXT NOT NULL,
  quarter TEXT NOT NULL,
  households INTEGER NOT NULL,
  by_leaders INTEGER NOT NULL,
  contact_point INTEGER NOT NULL,
  paired_unit INTEGER NOT NULL,
  first_secretary INTEGER NOT NULL,
  township_charge INTEGER NOT NULL,
  old_party_member INTEGER NOT NULL,
  old_official INTEGER NOT NULL,
  old_model INTEGER NOT NULL,
  hardship INTEGER NOT NULL,
  thriving INTEGER NOT NULL,
  PRIMARY KEY (county, place, quarter)
) STRICT, WITHOUT ROWID;
