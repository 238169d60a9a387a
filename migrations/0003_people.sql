-- Units and the townships that a police station covers.
CREATE TABLE unit (
  county TEXT NOT NULL,
  id ID NOT NULL,
  place TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('city_department', 'county_department', 'township_government', 'police_station')),
  strengths TEXT NOT NULL,
  phone TEXT NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_place ON unit (place, until, name, id);
CREATE INDEX unit_name ON unit (until, name, id);

CREATE TABLE unit_area (
  county TEXT NOT NULL,
  unit ID NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (county, unit, place)
) STRICT, WITHOUT ROWID;

-- Officials as they are today; `post` holds what they were. An identity number is never stored, only its keyed digest.
CREATE TABLE official (
  county TEXT NOT NULL,
  id ID NOT NULL,
  staff_no TEXT NOT NULL,
  id_digest TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  pinyin TEXT NOT NULL,
  initials TEXT NOT NULL,
  gender TEXT NOT NULL,
  phone TEXT NOT NULL,
  home TEXT NOT NULL,
  skills TEXT NOT NULL,
  unit ID NOT NULL,
  place TEXT NOT NULL,
  post TEXT NOT NULL,
  rank TEXT NOT NULL CHECK (rank IN ('city_leader', 'county_leader', 'township_leader', 'section_head', 'staff', 'police')),
  tier TEXT NOT NULL,
  joined TEXT NOT NULL,
  left_on TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX official_place ON official (left_on, place, name_key, id);
CREATE INDEX official_tier ON official (left_on, tier, place, name_key, id);
CREATE INDEX official_unit ON official (unit, left_on, name_key, id);
CREATE INDEX official_name ON official (left_on, name_key, id);
CREATE INDEX official_initials ON official (left_on, initials, id);
CREATE INDEX official_pinyin ON official (left_on, pinyin, id);
CREATE INDEX official_id ON official (id);

CREATE TABLE post (
  county TEXT NOT NULL,
  official ID NOT NULL,
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  unit ID NOT NULL,
  title TEXT NOT NULL,
  rank TEXT NOT NULL,
  PRIMARY KEY (county, official, since)
) STRICT, WITHOUT ROWID;
