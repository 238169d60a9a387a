-- Who signs in, with which rights, and what was done. Not owned by a county: few rows, read on every request.
CREATE TABLE account (
  id ID NOT NULL,
  login TEXT NOT NULL,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
  must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
  official TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_login ON account (login);

CREATE TABLE role_grant (
  account ID NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'programme_office', 'township', 'department', 'official', 'auditor')),
  place TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (account, role, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  digest BLOB NOT NULL,
  id ID NOT NULL,
  account ID NOT NULL,
  csrf TEXT NOT NULL,
  agent TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account);

-- One line for every write; the place says who may read it.
CREATE TABLE audit (
  county TEXT NOT NULL,
  id ID NOT NULL,
  at INTEGER NOT NULL,
  day TEXT NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  verb TEXT NOT NULL,
  place TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (county, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_time ON audit (id);
CREATE INDEX audit_verb ON audit (verb, id);

-- Facts of the installation: its name, whether its people are synthetic.
CREATE TABLE setting (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
