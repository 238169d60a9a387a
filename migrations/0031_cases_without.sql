-- Most cases are merged into none, and what is finished is nobody's move: an index of those that are is small, and cannot be taken
-- for a way to the others.
DROP INDEX matter_merged;
CREATE INDEX matter_merged ON matter (county, merged_into) WHERE merged_into IS NOT NULL;
DROP INDEX matter_turn;
CREATE INDEX matter_turn ON matter (turn, stage, due, id) WHERE turn IS NOT NULL;
DROP INDEX matter_turn_theme;
CREATE INDEX matter_turn_theme ON matter (turn, stage, theme, due, id) WHERE turn IS NOT NULL;
