-- Who looked at what about whom, and why: written in the transaction that shows it, and shown to the household.
-- `household` empty: every household of the village (its roster, its talks).
CREATE TABLE access_event (
  county TEXT NOT NULL,
  id ID NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  account TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  actor_unit TEXT NOT NULL,
  role TEXT NOT NULL,
  village TEXT NOT NULL,
  household TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('roster', 'talks', 'contact', 'hardship', 'health', 'money', 'minor', 'copy', 'export')),
  purpose TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_event_of ON access_event (county, village, household, id);
