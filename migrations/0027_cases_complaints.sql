-- By which way a complaint came in: by a household's slip, by the open page, or on paper at a counter. Still nothing names who
-- complains.
ALTER TABLE complaint ADD COLUMN way TEXT NOT NULL DEFAULT 'slip';
