-- Counts of cases of a county as a whole stand beside those of its townships: what is told of a city would sum up all of them.
ALTER TABLE matter_cut RENAME COLUMN township TO place;
INSERT INTO matter_cut (county, place, cut, quarter, part, raised, finished, solved, partly, not_solved, silent, cannot, reopened, recurred,
  kept, late)
  SELECT county, county, cut, quarter, part, SUM(raised), SUM(finished), SUM(solved), SUM(partly), SUM(not_solved), SUM(silent),
  SUM(cannot), SUM(reopened), SUM(recurred), SUM(kept), SUM(late) FROM matter_cut GROUP BY county, cut, quarter, part;

-- A village's cases of a theme are found in the index, before any of their rows is read.
DROP INDEX matter_village;
CREATE INDEX matter_village ON matter (county, village, stage, due, id, theme);
