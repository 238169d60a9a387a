-- Phones and browsers that keep a copy. Not owned by a county: few rows, read at every push and pull.
CREATE TABLE device (
  id ID NOT NULL,
  account ID NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked', 'wiped')),
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX device_account ON device (account);

-- The order of commits of a county: the counter is bumped last in the writing transaction, so a later number is a later commit.
CREATE TABLE change_counter (
  county TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (county)
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
  county TEXT NOT NULL,
  n INTEGER NOT NULL,
  entity TEXT NOT NULL CHECK (entity IN ('household', 'visit', 'need', 'promise')),
  id ID NOT NULL,
  village TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('put', 'gone')),
  PRIMARY KEY (county, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_village ON change (county, village, n);
