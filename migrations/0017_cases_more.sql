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

-- The case together with which the office handles it. Each keeps its own household's word.
ALTER TABLE matter ADD COLUMN
  merged_into ID;
CREATE INDEX matter_merged ON matter (county, merged_into);

-- The first life of a matter that came back, as a person confirmed.
ALTER TABLE matter ADD COLUMN
  recurrence_of ID;
