-- Complaints about an official or a body, sealed: whom they are about and what they say is readable with the complaint's own key
-- alone, by an inspector and by order. `level` is that of whoever is complained of. Nothing here names who complains: of the
-- receipt, by which the answer is read, only the digest is kept.
CREATE TABLE complaint (
  county TEXT NOT NULL,
  id ID NOT NULL,
  village TEXT NOT NULL,
  township TEXT NOT NULL,
  about TEXT NOT NULL CHECK (about IN ('official', 'body')),
  level TEXT NOT NULL CHECK (level IN ('village', 'township', 'county')),
  key BLOB NOT NULL,
  accused BLOB NOT NULL,
  words BLOB NOT NULL,
  receipt BLOB NOT NULL,
  day TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX complaint_receipt ON complaint (receipt);
CREATE INDEX complaint_of ON complaint (county, township, answered_on, id);
