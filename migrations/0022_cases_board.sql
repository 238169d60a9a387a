-- Unfinished cases by township and by county (`place`), state of the office and last day, kept in the transaction of each act:
-- what a board shows, whichever day it is asked on. Without those that are open and handled together with another. A row is gone
-- when nothing stands there; a village has none, as its few cases are counted themselves.
CREATE TABLE matter_due (
  county TEXT NOT NULL,
  place TEXT NOT NULL,
  office TEXT NOT NULL,
  due TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (county, place, office, due)
) STRICT, WITHOUT ROWID;
INSERT INTO matter_due (county, place, office, due, n) SELECT county, township, office, due, COUNT(*) FROM matter
  WHERE stage IN ('open', 'asked') AND (merged_into IS NULL OR stage <> 'open') GROUP BY county, township, office, due;
INSERT INTO matter_due (county, place, office, due, n) SELECT county, county, office, due, COUNT(*) FROM matter
  WHERE stage IN ('open', 'asked') AND (merged_into IS NULL OR stage <> 'open') GROUP BY county, office, due;

-- Cases from before there was an index of their texts (0019) are put into it when the program is next opened.
INSERT INTO setting (name, value) SELECT 'cases.unindexed', 'begin' WHERE EXISTS (SELECT 1 FROM matter);

-- Lists of a theme have their own order, in the city, a county, a township and of a unit; boards need no index of their own any more.
DROP INDEX matter_board;
CREATE INDEX matter_theme ON matter (stage, theme, due, id);
CREATE INDEX matter_county_theme ON matter (county, stage, theme, due, id);
CREATE INDEX matter_township_theme ON matter (county, township, stage, theme, due, id);
CREATE INDEX matter_turn_theme ON matter (turn, stage, theme, due, id);

-- What is stuck is sorted by what the index itself holds; only the lines of a page are read.
DROP INDEX matter_unclaimed;
DROP INDEX matter_reading;
DROP INDEX matter_unasked;
CREATE INDEX matter_unclaimed ON matter (stage, office, rung, county, due, id, merged_into);
CREATE INDEX matter_reading ON matter (stage, office, turn, county, due, id, merged_into);
CREATE INDEX matter_unasked ON matter (stage, resident, county, due, id, changed_at);
