-- Neighbouring characters of titles (`kind` t) and, while a case is open, of its words (w): what a search compares. A case's id
-- grows with time, so that the index gives the latest first.
CREATE TABLE matter_gram (
  county TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('t', 'w')),
  gram TEXT NOT NULL,
  matter ID NOT NULL,
  township TEXT NOT NULL,
  PRIMARY KEY (county, kind, gram, matter)
) STRICT, WITHOUT ROWID;

-- Filters of the list of cases that an account keeps under a name, for itself alone.
CREATE TABLE saved_view (
  county TEXT NOT NULL,
  account ID NOT NULL,
  id ID NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (county, account, id)
) STRICT, WITHOUT ROWID;

-- Boards and what is stuck are read off indexes that hold all that they ask.
DROP INDEX matter_board;
CREATE INDEX matter_board ON matter (stage, county, township, office, due, merged_into);
CREATE INDEX matter_unclaimed ON matter (stage, office, rung, county, due);
CREATE INDEX matter_reading ON matter (stage, office, turn, county, due);
CREATE INDEX matter_unasked ON matter (stage, resident, county, due);
