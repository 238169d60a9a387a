-- A second kind of workbook: registers of households. What it changes is sealed with the household's own key, so that an
-- erased household is gone from here too.
ALTER TABLE import ADD COLUMN kind TEXT NOT NULL DEFAULT 'roster';

CREATE TABLE import_household (
  county TEXT NOT NULL,
  import ID NOT NULL,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('joined', 'moved', 'changed', 'left')),
  village TEXT NOT NULL,
  household ID NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (county, import, n)
) STRICT, WITHOUT ROWID;
