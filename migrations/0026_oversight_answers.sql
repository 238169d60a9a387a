-- What the public is told of residents' answers: figures released to offices in a quarter, copied once when it is over and never
-- changed. `county` holds the city's code; `body` the figures of the city and its counties.
CREATE TABLE open_answer (
  county TEXT NOT NULL,
  quarter TEXT NOT NULL,
  day TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (county, quarter)
) STRICT, WITHOUT ROWID;
