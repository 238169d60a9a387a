-- What other units do of a case: `parts` as the domain knows them, `parts_due` the first day by which one of them is due whose
-- unit has the move, and 9999-12-31 where none has.
ALTER TABLE matter ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE matter ADD COLUMN parts_due TEXT NOT NULL DEFAULT '9999-12-31';
CREATE INDEX matter_parts ON matter (stage, parts_due, id);

-- A part with its words, one of a case and unit: what is asked, and what the unit said of it last. `since`: of its state.
CREATE TABLE case_part (
  county TEXT NOT NULL,
  matter ID NOT NULL,
  unit ID NOT NULL,
  unit_county TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'open', 'done', 'refused', 'back', 'withdrawn')),
  due TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  since TEXT NOT NULL,
  words TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (county, matter, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_part_unit ON case_part (unit, state, due, matter);

-- The official of the owner's unit who works on it.
ALTER TABLE matter ADD COLUMN handler_county TEXT NOT NULL DEFAULT '';
ALTER TABLE matter ADD COLUMN
  handler ID;
ALTER TABLE matter ADD COLUMN handler_name TEXT NOT NULL DEFAULT '';
CREATE INDEX matter_handler ON matter (handler, changed_at, id);

-- What it costs, in cents of a yuan, and -1 while it is not known; `funds` is empty until the owner says so.
ALTER TABLE matter ADD COLUMN cost_planned INTEGER NOT NULL DEFAULT -1;
ALTER TABLE matter ADD COLUMN cost_spent INTEGER NOT NULL DEFAULT -1;
ALTER TABLE matter ADD COLUMN funds TEXT NOT NULL DEFAULT '';

-- A file of a case: name and bytes are sealed with the household's key, or with the case's own where there is none (`key`, wrapped).
-- `taken_on`: the day on which whoever added it took it away; its bytes are gone then.
CREATE TABLE case_document (
  county TEXT NOT NULL,
  id ID NOT NULL,
  matter ID NOT NULL,
  key BLOB NOT NULL,
  name BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('pdf', 'jpeg', 'png', 'doc', 'docx', 'xls', 'xlsx')),
  size INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  added_name TEXT NOT NULL,
  unit TEXT NOT NULL,
  added_on TEXT NOT NULL,
  taken_name TEXT NOT NULL,
  taken_on TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_document_of ON case_document (county, matter, id);

-- Its bytes, in pieces.
CREATE TABLE case_chunk (
  county TEXT NOT NULL,
  document ID NOT NULL,
  n INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (county, document, n)
) STRICT, WITHOUT ROWID;
