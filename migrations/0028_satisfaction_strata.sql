-- Frames are cut by tier and by kind too.
ALTER TABLE draw RENAME TO draw_before;
CREATE TABLE draw (
  county TEXT NOT NULL,
  id ID NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  frame TEXT NOT NULL CHECK (frame IN ('reached', 'cases', 'all')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  strata TEXT NOT NULL CHECK (strata IN ('county', 'township', 'tier', 'kind')),
  aim TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'committed', 'drawn', 'closed', 'released', 'withdrawn')),
  units INTEGER NOT NULL,
  completes INTEGER NOT NULL,
  drawn INTEGER NOT NULL,
  statement TEXT NOT NULL,
  commitment BLOB NOT NULL,
  first BLOB NOT NULL,
  second TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  witness TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  drawn_at INTEGER NOT NULL,
  closed_month TEXT NOT NULL,
  released_month TEXT NOT NULL,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
INSERT INTO draw (county, id, name, place, frame, since, until, strata, aim, state, units, completes, drawn, statement, commitment, first, second,
  made_by, made_by_name, witness, made_at, committed_at, drawn_at, closed_month, released_month, reason, version)
  SELECT county, id, name, place, frame, since, until, strata, aim, state, units, completes, drawn, statement, commitment, first, second,
  made_by, made_by_name, witness, made_at, committed_at, drawn_at, closed_month, released_month, reason, version
  FROM draw_before;
DROP TABLE draw_before;

-- From which stratum of the statement somebody was drawn, from 0: answers of a stratum stand for all of it.
ALTER TABLE draw_unit ADD COLUMN stratum INTEGER NOT NULL DEFAULT 0;
