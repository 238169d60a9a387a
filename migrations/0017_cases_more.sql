-- What was counted of cases by week and theme, in the transaction of each act. `quarter` is that of the week's Thursday, so that
-- every week lies in one. A village has no row: what is counted there is too little to be told.
CREATE TABLE matter_week (
  county TEXT NOT NULL,
  township TEXT NOT NULL,
  quarter TEXT NOT NULL,
  week TEXT NOT NULL,
  theme TEXT NOT NULL,
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
  PRIMARY KEY (county, township, quarter, week, theme)
) STRICT, WITHOUT ROWID;

-- The day on which a case was last finished, where its counts stand; empty while it is not.
ALTER TABLE matter ADD COLUMN finished_on TEXT NOT NULL DEFAULT '';
