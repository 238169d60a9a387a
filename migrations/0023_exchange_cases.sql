-- A third kind of workbook: an office's own sheet of open matters. What a row says is sealed while it is a preview (with its
-- household's key, or with the import's own) and emptied when the import is committed, discarded or undone; what stays is which
-- case a row became or was, and the villages that the sheet names (`named`). `known`: the case that is there already, or looks alike. `version`: that with which it was made.
CREATE TABLE import_matter (
  county TEXT NOT NULL,
  import ID NOT NULL,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('new', 'alike', 'same', 'over', 'acted', 'named')),
  sheet TEXT NOT NULL,
  row_no INTEGER NOT NULL,
  village TEXT NOT NULL,
  household ID,
  matter ID,
  known ID,
  version INTEGER NOT NULL,
  made INTEGER NOT NULL CHECK (made IN (0, 1)),
  sealed BLOB NOT NULL,
  PRIMARY KEY (county, import, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_matter_kind ON import_matter (county, import, kind, n);

-- The key of a preview, wrapped by the installation's; gone with the preview.
CREATE TABLE import_key (
  county TEXT NOT NULL,
  import ID NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (county, import)
) STRICT, WITHOUT ROWID;
