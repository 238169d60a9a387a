-- What the public is told of a quarter: released once when the quarter is over, and never changed, so that no two states of it
-- can be subtracted. `county` holds the city's code; `body` the numbers of the city and its counties, without those withheld.
CREATE TABLE open_figure (
  county TEXT NOT NULL,
  quarter TEXT NOT NULL,
  day TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (county, quarter)
) STRICT, WITHOUT ROWID;
