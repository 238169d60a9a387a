-- Households of a village: what stands on its door. Everything more about them is a dated standing or a sealed fact.
CREATE TABLE household (
  county TEXT NOT NULL,
  id ID NOT NULL,
  village TEXT NOT NULL,
  house TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  members INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('present', 'gone', 'erased')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_village ON household (county, village, id);

-- Grown residents of a household; minors stand in sealed facts only.
CREATE TABLE resident (
  county TEXT NOT NULL,
  id ID NOT NULL,
  household ID NOT NULL,
  village TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  relation TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resident_household ON resident (county, household);

-- Public standings with their days and source. Hardship is no standing but a sealed fact; a grievance is never stored.
CREATE TABLE standing (
  county TEXT NOT NULL,
  household ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('old_party_member', 'old_official', 'old_model', 'thriving')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  holder TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (county, household, kind, since)
) STRICT, WITHOUT ROWID;

-- A household's key, wrapped by the installation's: with its row gone, its facts are noise.
CREATE TABLE household_key (
  county TEXT NOT NULL,
  household ID NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (county, household)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_fact (
  county TEXT NOT NULL,
  id ID NOT NULL,
  household ID NOT NULL,
  village TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('contact', 'hardship', 'health', 'money', 'minor')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_fact_household ON sealed_fact (county, household, class);

-- How many households of each kind a place has (village and township rows), kept in the transaction that changes them.
CREATE TABLE household_count (
  county TEXT NOT NULL,
  place TEXT NOT NULL,
  households INTEGER NOT NULL,
  old_party_member INTEGER NOT NULL,
  old_official INTEGER NOT NULL,
  old_model INTEGER NOT NULL,
  hardship INTEGER NOT NULL,
  thriving INTEGER NOT NULL,
  PRIMARY KEY (county, place)
) STRICT, WITHOUT ROWID;
