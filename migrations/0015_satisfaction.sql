-- A draw of households to be asked: what is fixed before (statement), the commitment to the first secret, the second secret of
-- somebody else. Whatever the frame held when it was fixed stands in draw_frame, so that the draw can be replayed.
CREATE TABLE draw (
  county TEXT NOT NULL,
  id ID NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  frame TEXT NOT NULL CHECK (frame IN ('reached', 'cases', 'all')),
  since TEXT NOT NULL,
  until TEXT NOT NULL,
  strata TEXT NOT NULL CHECK (strata IN ('county', 'township')),
  aim TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'committed', 'drawn', 'closed', 'released', 'withdrawn')),
  units INTEGER NOT NULL,
  completes INTEGER NOT NULL,
  drawn INTEGER NOT NULL,
  statement TEXT NOT NULL,
  commitment BLOB NOT NULL,
  first BLOB NOT NULL,
  second TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  witness TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  committed_at INTEGER NOT NULL,
  drawn_at INTEGER NOT NULL,
  closed_month TEXT NOT NULL,
  released_month TEXT NOT NULL,
  reason TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;

-- The frame, a village of a stratum in each row: ids of households, sixteen bytes each, in rising order.
CREATE TABLE draw_frame (
  county TEXT NOT NULL,
  draw ID NOT NULL,
  n INTEGER NOT NULL,
  stratum TEXT NOT NULL,
  village TEXT NOT NULL,
  units BLOB NOT NULL,
  PRIMARY KEY (county, draw, n)
) STRICT, WITHOUT ROWID;

-- Who was drawn, and how calling them went. Read by interviewers, one at a time; by the offices as counts only.
-- `official`, `visit_day`: whose visit on which day is asked about; empty where none is.
CREATE TABLE draw_unit (
  county TEXT NOT NULL,
  draw ID NOT NULL,
  n INTEGER NOT NULL,
  household ID NOT NULL,
  village TEXT NOT NULL,
  official TEXT NOT NULL,
  official_name TEXT NOT NULL,
  visit_day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done')),
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'completed', 'broken_off', 'refused', 'not_reached', 'wrong_number', 'no_number', 'moved', 'unable')),
  attempts INTEGER NOT NULL,
  due INTEGER NOT NULL,
  held_by TEXT NOT NULL,
  held_until INTEGER NOT NULL,
  PRIMARY KEY (county, draw, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX draw_unit_due ON draw_unit (county, draw, state, due, n);
CREATE INDEX draw_unit_held ON draw_unit (county, draw, held_by, held_until);

CREATE TABLE draw_attempt (
  county TEXT NOT NULL,
  draw ID NOT NULL,
  unit INTEGER NOT NULL,
  n INTEGER NOT NULL,
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  account TEXT NOT NULL,
  PRIMARY KEY (county, draw, unit, n)
) STRICT, WITHOUT ROWID;

-- Answers, sealed, under ids that tell neither when nor of whom: nothing here or elsewhere leads from a household to its answer.
CREATE TABLE draw_answer (
  county TEXT NOT NULL,
  draw ID NOT NULL,
  id ID NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (county, draw, id)
) STRICT, WITHOUT ROWID;

-- Released figures, all that is ever shown of answers: shares in millionths, each of at least five answers.
-- `subject` is a place's code or an official's ref; `like_…` is the share drawn towards those of the neighbours.
CREATE TABLE draw_figure (
  county TEXT NOT NULL,
  draw ID NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('place', 'official')),
  subject TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('took_place', 'listened', 'satisfied')),
  month TEXT NOT NULL,
  answers INTEGER NOT NULL,
  share INTEGER NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER NOT NULL,
  like_share INTEGER NOT NULL,
  like_low INTEGER NOT NULL,
  like_high INTEGER NOT NULL,
  PRIMARY KEY (county, draw, kind, subject, measure)
) STRICT, WITHOUT ROWID;
CREATE INDEX draw_figure_subject ON draw_figure (subject, month);
