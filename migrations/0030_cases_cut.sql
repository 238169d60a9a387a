-- By whom a matter came to light: the tier in which the visit was made that heard the need; `counter` or `sheet` without one.
ALTER TABLE matter ADD COLUMN heard TEXT NOT NULL DEFAULT 'counter';
UPDATE matter SET heard = 'sheet' WHERE need IS NULL AND id IN (SELECT matter FROM import_matter WHERE made = 1);
UPDATE matter SET heard = COALESCE((SELECT v.tier FROM need n JOIN visit v ON v.county = n.county AND v.id = n.visit
  WHERE n.county = matter.county AND n.id = matter.need AND v.tier <> ''), 'counter') WHERE need IS NOT NULL;

-- Counts of cases by township and quarter, once for each cut: by theme and by tier (`part`: its word). The sums of all cuts are alike.
CREATE TABLE matter_cut (
  county TEXT NOT NULL,
  township TEXT NOT NULL,
  cut TEXT NOT NULL CHECK (cut IN ('theme', 'tier')),
  quarter TEXT NOT NULL,
  part TEXT NOT NULL,
  raised INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  solved INTEGER NOT NULL,
  partly INTEGER NOT NULL,
  not_solved INTEGER NOT NULL,
  silent INTEGER NOT NULL,
  cannot INTEGER NOT NULL,
  reopened INTEGER NOT NULL,
  recurred INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  late INTEGER NOT NULL,
  PRIMARY KEY (county, township, cut, quarter, part)
) STRICT, WITHOUT ROWID;
INSERT INTO matter_cut (county, township, cut, quarter, part, raised, finished, solved, partly, not_solved, silent, cannot, reopened,
  recurred, kept, late)
  SELECT county, township, 'theme', quarter, theme, SUM(raised), SUM(finished), SUM(solved), SUM(partly), SUM(not_solved), SUM(silent),
  SUM(cannot), SUM(reopened), SUM(recurred), SUM(kept), SUM(late) FROM matter_week GROUP BY county, township, quarter, theme;
DROP TABLE matter_week;

-- The other cut is counted when the program is next opened, as SQL knows no quarters of weeks.
INSERT INTO setting (name, value) SELECT 'cases.uncut', 'begin' WHERE EXISTS (SELECT 1 FROM matter);
