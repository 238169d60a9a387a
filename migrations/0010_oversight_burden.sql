-- How long a record takes, as the phone measured it: only counts per band of seconds, nobody's name, no single value.
CREATE TABLE burden_week (
  county TEXT NOT NULL,
  week TEXT NOT NULL,
  form TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (county, week, form, seconds)
) STRICT, WITHOUT ROWID;

-- What becomes of each field of a form: how often it was filled, how often anybody read it.
CREATE TABLE field_use (
  county TEXT NOT NULL,
  form TEXT NOT NULL,
  field TEXT NOT NULL,
  month TEXT NOT NULL,
  records INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  read INTEGER NOT NULL,
  PRIMARY KEY (county, form, field, month)
) STRICT, WITHOUT ROWID;
