-- Complaints and suggestions about the program itself, from anyone, read and answered by the office.
CREATE TABLE suggestion (
  county TEXT NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('complaint', 'suggestion', 'thanks')),
  text TEXT NOT NULL,
  page TEXT NOT NULL,
  contact TEXT NOT NULL,
  account TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  answer TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestion_state ON suggestion (state, id);
