-- To whom a household addressed its case beside the offices: nobody, or the police of its village.
ALTER TABLE matter ADD COLUMN addressed TEXT NOT NULL DEFAULT '';
CREATE INDEX matter_addressed ON matter (county, village, changed_at, id) WHERE addressed <> '';

-- What waits for any unit of a rung, and what waits for a second reader: departments are told of it by its title.
CREATE INDEX matter_waiting ON matter (rung, stage, due, id) WHERE turn IS NULL AND owner IS NULL;
CREATE INDEX matter_unread ON matter (stage, due, id) WHERE turn IS NULL AND owner IS NOT NULL;

-- What a household lets a seat see: the police of its village or one unit, one class of its facts, until a day. Taken back, it ends on
-- that day. `way`: how it was said, on paper at the counter or by the household's slip; `entered_by`: the account, none for a slip.
CREATE TABLE household_grant (
  county TEXT NOT NULL,
  id ID NOT NULL,
  household ID NOT NULL,
  village TEXT NOT NULL,
  seat TEXT NOT NULL CHECK (seat IN ('police', 'department')),
  unit_county TEXT NOT NULL,
  unit ID,
  unit_name TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('contact', 'hardship', 'health', 'money')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('paper', 'slip')),
  entered_by TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX household_grant_household ON household_grant (county, household, id);
CREATE INDEX household_grant_seat ON household_grant (county, village, seat, until, id);
CREATE INDEX household_grant_unit ON household_grant (unit, until, id);

-- Who is stated to answer for a household's minors, by the keys of their names; where nobody is, its head does.
CREATE TABLE guardian (
  county TEXT NOT NULL,
  household ID NOT NULL,
  name_key TEXT NOT NULL,
  PRIMARY KEY (county, household, name_key)
) STRICT, WITHOUT ROWID;

-- Slips that open nothing any more are forgotten by the clock.
CREATE INDEX slip_expires ON slip (expires);
