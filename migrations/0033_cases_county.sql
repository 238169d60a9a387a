-- Counts of cases of a county as a whole stand beside those of its townships: what is told of a city would sum up all of them.
ALTER TABLE matter_cut RENAME COLUMN township TO place;
INSERT INTO matter_cut (county, place, cut, quarter, part, raised, finished, solved, partly, not_solved, silent, cannot, reopened, recurred,
  kept, late)
  SELECT county, county, cut, quarter, part, SUM(raised), SUM(finished), SUM(solved), SUM(partly), SUM(not_solved), SUM(silent),
  SUM(cannot), SUM(reopened), SUM(recurred), SUM(kept), SUM(late) FROM matter_cut GROUP BY county, cut, quarter, part;

-- A village's cases of a theme in their order, as there is one for townships and counties.
CREATE INDEX matter_village_theme ON matter (county, village, stage, theme, due, id);
