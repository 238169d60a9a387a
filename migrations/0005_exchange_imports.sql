-- Workbooks that came in: what was wrong, what would change, what it was before, so that it can be undone. The workbook
-- itself is never stored: it may hold identity numbers.
CREATE TABLE import (
  county TEXT NOT NULL,
  id ID NOT NULL,
  place TEXT NOT NULL,
  file_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'preview', 'committing', 'committed', 'undoing', 'undone', 'refused', 'discarded')),
  refusal TEXT NOT NULL,
  counts TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_time ON import (id);

CREATE TABLE import_problem (
  county TEXT NOT NULL,
  import ID NOT NULL,
  n INTEGER NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning')),
  sheet TEXT NOT NULL,
  row_no INTEGER NOT NULL,
  col TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  code TEXT NOT NULL,
  args TEXT NOT NULL,
  PRIMARY KEY (county, import, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_change (
  county TEXT NOT NULL,
  import ID NOT NULL,
  n INTEGER NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('unit', 'official', 'village')),
  kind TEXT NOT NULL CHECK (kind IN ('joined', 'moved', 'changed', 'left')),
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (county, import, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_change_kind ON import_change (county, import, what, kind, n);
