-- What people decide about files, and what is kept beside them.

CREATE TABLE file_resend (
  file       TEXT NOT NULL REFERENCES file_out (name),
  after      INTEGER NOT NULL CHECK (after >= 0), -- the last attempt before it
  state      TEXT NOT NULL CHECK (state IN ('unknown', 'failed')), -- of the file when it was decided
  maker      TEXT NOT NULL CHECK (maker <> ''), -- who asked
  checker    TEXT NOT NULL CHECK (checker <> '' AND checker <> maker), -- who let it go
  reason     TEXT NOT NULL CHECK (reason <> ''),
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30),
  PRIMARY KEY (file, after)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine_look (
  file_in   INTEGER NOT NULL REFERENCES file_in (id),
  number    INTEGER NOT NULL CHECK (number > 0), -- 1, 2, 3 ... of that file
  looked_by TEXT NOT NULL CHECK (looked_by <> ''),
  looked_at TEXT NOT NULL CHECK (length(looked_at) = 30),
  state     TEXT NOT NULL CHECK (state IN ('read', 'quarantined')), -- what became of it
  detail    TEXT NOT NULL,
  PRIMARY KEY (file_in, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine_drop (
  file_in    INTEGER NOT NULL PRIMARY KEY REFERENCES file_in (id),
  maker      TEXT NOT NULL CHECK (maker <> ''),
  checker    TEXT NOT NULL CHECK (checker <> '' AND checker <> maker),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  dropped_at TEXT NOT NULL CHECK (length(dropped_at) = 30)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_out (
  file         TEXT NOT NULL PRIMARY KEY REFERENCES file_out (name),
  name         TEXT NOT NULL UNIQUE CHECK (name <> ''), -- under which it goes to the bank
  sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes        INTEGER NOT NULL CHECK (bytes > 0),
  encrypted_to TEXT NOT NULL, -- fingerprints of keys; '' where it is not encrypted, or not signed
  signed_by    TEXT NOT NULL,
  sealed_at    TEXT NOT NULL CHECK (length(sealed_at) = 30)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_in (
  correspondent TEXT NOT NULL,
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64), -- of the encrypted bytes
  name          TEXT NOT NULL,
  bytes         INTEGER NOT NULL CHECK (bytes > 0),
  file_in       INTEGER NOT NULL REFERENCES file_in (id), -- the clear text
  signed_by     TEXT NOT NULL,
  opened_at     TEXT NOT NULL CHECK (length(opened_at) = 30),
  PRIMARY KEY (correspondent, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE expected_file (
  correspondent TEXT NOT NULL,
  expectation   TEXT NOT NULL CHECK (expectation <> ''),
  day           TEXT NOT NULL CHECK (length(day) = 10),
  due_at        TEXT NOT NULL CHECK (length(due_at) = 30),
  recorded_at   TEXT NOT NULL CHECK (length(recorded_at) = 30),
  file_in       INTEGER REFERENCES file_in (id), -- NULL until it came
  came_at       TEXT CHECK (length(came_at) = 30),
  excused_by    TEXT NOT NULL, -- '' unless a person has said that it comes no more
  reason        TEXT NOT NULL CHECK ((reason = '') = (excused_by = '')),
  excused_at    TEXT CHECK (length(excused_at) = 30),
  PRIMARY KEY (correspondent, expectation, day),
  CHECK ((file_in IS NULL) = (came_at IS NULL)),
  CHECK ((excused_at IS NULL) = (excused_by = ''))
) STRICT, WITHOUT ROWID;
