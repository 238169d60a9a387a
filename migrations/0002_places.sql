-- Divisions from city to village, one row for each span of days in which a code meant one thing.
CREATE TABLE place (
  county TEXT NOT NULL,
  code TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('city', 'county', 'township', 'village')),
  parent TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  successor TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (county, code, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_code ON place (code, until);
CREATE INDEX place_parent ON place (parent, until, code);
CREATE INDEX place_name ON place (until, name);
CREATE INDEX place_initials ON place (until, initials);

-- What a village is like, as the office knows it: no fact about a person but the village's public contact.
CREATE TABLE village_profile (
  county TEXT NOT NULL,
  village TEXT NOT NULL,
  difficulty INTEGER NOT NULL,
  households INTEGER NOT NULL,
  residents INTEGER NOT NULL,
  needs TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  PRIMARY KEY (county, village)
) STRICT, WITHOUT ROWID;

-- The outlines on the map; an office may replace them by its own file.
CREATE TABLE outline (
  county TEXT NOT NULL,
  source TEXT NOT NULL,
  geojson TEXT NOT NULL,
  PRIMARY KEY (county)
) STRICT;
