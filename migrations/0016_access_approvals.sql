-- What nobody may look at alone: who asked for what and why, and who of other units agreed. `household` empty: a file.
CREATE TABLE approval (
  county TEXT NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('glass', 'minor', 'export', 'order')),
  place TEXT NOT NULL,
  household TEXT NOT NULL,
  detail TEXT NOT NULL,
  persons INTEGER NOT NULL,
  reason TEXT NOT NULL,
  account ID NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'refused')),
  settled_at INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_account ON approval (account, id);
CREATE INDEX approval_state ON approval (state, at);
CREATE INDEX approval_kind ON approval (kind, day, county, state);
CREATE INDEX approval_unit ON approval (unit, kind, state, settled_at);

CREATE TABLE approval_voice (
  county TEXT NOT NULL,
  approval ID NOT NULL,
  account ID NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  agrees INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  words TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (county, approval, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_voice_of ON approval_voice (approval, at);

-- Which roles there are is the program's matter: a new one needs no new table.
ALTER TABLE role_grant RENAME TO role_grant_checked;
CREATE TABLE role_grant (
  account ID NOT NULL,
  role TEXT NOT NULL,
  place TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (account, role, place)
) STRICT, WITHOUT ROWID;
INSERT INTO role_grant (account, role, place, unit) SELECT account, role, place, unit FROM role_grant_checked;
DROP TABLE role_grant_checked;
