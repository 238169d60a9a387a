-- Answers that a unit owes a household: why somebody read its record (`event`), or its wish for a copy, a correction or an
-- erasure. `unit` is the name by which the household knows who owes it; `looker` is for that unit alone.
CREATE TABLE owed_answer (
  county TEXT NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('why', 'copy', 'correct', 'erase')),
  village TEXT NOT NULL,
  household ID NOT NULL,
  event ID,
  event_at INTEGER NOT NULL,
  looker TEXT NOT NULL,
  unit TEXT NOT NULL,
  class TEXT NOT NULL,
  purpose TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  due TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_unit TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX owed_answer_event ON owed_answer (county, household, event);
CREATE INDEX owed_answer_of ON owed_answer (county, answered_on, unit, due, id);

-- The code on a slip's paper finds it again within its county.
CREATE INDEX slip_code ON slip (county, short_code);
