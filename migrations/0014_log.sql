-- The log of what was written and who looked: every line of `audit` and `access_event` in one order, under a Merkle tree.
-- One row: how many entries there are, and a number that grows with every append and every erasure.
CREATE TABLE log_state (
  id INTEGER NOT NULL CHECK (id = 1),
  size INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT;

-- An entry and the row that it stands for. `entry` holds keyed commitments only; `secret` and `about` name the keys.
CREATE TABLE log_entry (
  n INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('begin', 'audit', 'access_event')),
  county TEXT NOT NULL,
  id ID NOT NULL,
  secret ID,
  about ID,
  entry BLOB NOT NULL,
  PRIMARY KEY (n)
) STRICT;
CREATE UNIQUE INDEX log_entry_of ON log_entry (id, county, source);

-- What commitments are made with: one for a county's month, one for each household. With its row gone nobody can open them.
CREATE TABLE log_secret (
  county TEXT NOT NULL,
  owner TEXT NOT NULL,
  id ID NOT NULL,
  secret BLOB NOT NULL,
  PRIMARY KEY (county, owner)
) STRICT, WITHOUT ROWID;

-- The tree, in tiles of 256 hashes; a tile that is not full yet is replaced as it grows.
CREATE TABLE log_tile (
  level INTEGER NOT NULL,
  place INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, place)
) STRICT;

-- What the log was at some time, signed.
CREATE TABLE log_checkpoint (
  size INTEGER NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (size)
) STRICT;

-- Other offices that cosign, by the name of their key.
CREATE TABLE log_witness (
  name TEXT NOT NULL,
  vkey TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- Their cosignatures; `at` is the time that the witness signed.
CREATE TABLE log_cosignature (
  witness TEXT NOT NULL,
  size INTEGER NOT NULL,
  at INTEGER NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (witness, size)
) STRICT, WITHOUT ROWID;

-- Whoever acts or looks sees their own acts.
CREATE INDEX audit_actor ON audit (actor, id);
CREATE INDEX access_event_account ON access_event (account, id);

-- The log reads the newest events by id.
CREATE INDEX access_event_time ON access_event (id);
