-- What waits for any unit, read off indexes that hold all that is asked of them: a theme's are found without a look at the others.
DROP INDEX matter_waiting;
CREATE INDEX matter_waiting ON matter (rung, stage, due, id, village, theme, office, merged_into, county, turn, owner)
  WHERE turn IS NULL AND owner IS NULL;
DROP INDEX matter_unread;
CREATE INDEX matter_unread ON matter (stage, due, id, village, theme, office, merged_into, county, turn, owner)
  WHERE turn IS NULL AND owner IS NOT NULL;
