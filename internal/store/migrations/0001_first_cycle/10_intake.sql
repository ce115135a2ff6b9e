-- What users gave us: files, participants, their accounts, obligations, and the rows that were refused.

CREATE TABLE input_file (
  sha256   TEXT NOT NULL PRIMARY KEY CHECK (sha256 <> ''), -- the identity: the same bytes are the same file
  name     TEXT NOT NULL,                                  -- as the user called it when it first came
  kind     TEXT NOT NULL,
  bytes    INTEGER NOT NULL CHECK (bytes >= 0),
  taken_at TEXT NOT NULL CHECK (length(taken_at) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER input_file_never_changes BEFORE UPDATE ON input_file
BEGIN SELECT RAISE(ABORT, 'input_file is append-only: no row may change'); END;

CREATE TRIGGER input_file_never_goes BEFORE DELETE ON input_file
BEGIN SELECT RAISE(ABORT, 'input_file is append-only: no row may be deleted'); END;

CREATE TRIGGER input_file_never_replaced BEFORE INSERT ON input_file
WHEN EXISTS (SELECT 1 FROM input_file WHERE sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'input_file is append-only: that row is there already'); END;

CREATE TABLE participant (
  id                  TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
  name                TEXT NOT NULL,
  kind                TEXT NOT NULL CHECK (kind IN ('institution', 'company')),
  bic                 TEXT NOT NULL,
  street              TEXT NOT NULL,
  building            TEXT NOT NULL,
  post_code           TEXT NOT NULL,
  town                TEXT NOT NULL,
  country             TEXT NOT NULL,
  settlement_currency TEXT CHECK (length(settlement_currency) = 3), -- NULL: positions stay as they are
  source_sha256       TEXT REFERENCES input_file (sha256),
  source_line         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE participant_account (
  participant   TEXT NOT NULL REFERENCES participant (id),
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  number        TEXT NOT NULL CHECK (number <> ''),
  iban          INTEGER NOT NULL CHECK (iban IN (0, 1)), -- whether the number is an IBAN
  agent_bic     TEXT NOT NULL,                           -- the bank that keeps it
  source_sha256 TEXT REFERENCES input_file (sha256),
  source_line   INTEGER NOT NULL,
  PRIMARY KEY (participant, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE obligation (
  seq           INTEGER PRIMARY KEY, -- order of acceptance: 1, 2, 3 ...; no row ever goes, so none is given twice
  id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
  payer         TEXT NOT NULL REFERENCES participant (id),
  payee         TEXT NOT NULL REFERENCES participant (id),
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  minor         INTEGER NOT NULL CHECK (minor > 0),
  value_date    TEXT NOT NULL CHECK (length(value_date) = 10),
  reference     TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('accepted', 'netted', 'settled', 'held', 'withdrawn')),
  cycle         TEXT REFERENCES cycle (id), -- NULL until a cycle has taken it
  accepted_at   TEXT NOT NULL CHECK (length(accepted_at) = 30),
  source_sha256 TEXT REFERENCES input_file (sha256),
  source_line   INTEGER NOT NULL,
  CHECK (payer <> payee)
) STRICT;

CREATE INDEX obligation_of_cycle ON obligation (cycle);

CREATE TRIGGER obligation_content_stays BEFORE UPDATE ON obligation
WHEN NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.payer IS NOT OLD.payer OR NEW.payee IS NOT OLD.payee
  OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor OR NEW.value_date IS NOT OLD.value_date
  OR NEW.reference IS NOT OLD.reference OR NEW.accepted_at IS NOT OLD.accepted_at
  OR NEW.source_sha256 IS NOT OLD.source_sha256 OR NEW.source_line IS NOT OLD.source_line
BEGIN SELECT RAISE(ABORT, 'obligation: only its state and its cycle may change'); END;

CREATE TRIGGER obligation_never_goes BEFORE DELETE ON obligation
BEGIN SELECT RAISE(ABORT, 'obligation: no row may be deleted'); END;

CREATE TRIGGER obligation_never_replaced BEFORE INSERT ON obligation
WHEN EXISTS (SELECT 1 FROM obligation WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM obligation WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'obligation: that id or sequence is there already'); END;

-- A row of a file that was refused, one for each field at fault.
CREATE TABLE refusal (
  sha256     TEXT NOT NULL REFERENCES input_file (sha256),
  line       INTEGER NOT NULL, -- 1 is the header
  field      TEXT NOT NULL,
  file       TEXT NOT NULL,
  value      TEXT NOT NULL,
  reason     TEXT NOT NULL,
  remedy     TEXT NOT NULL,
  raw        TEXT NOT NULL, -- the row as it stood in the file
  refused_at TEXT NOT NULL CHECK (length(refused_at) = 30),
  PRIMARY KEY (sha256, line, field)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER refusal_never_changes BEFORE UPDATE ON refusal
BEGIN SELECT RAISE(ABORT, 'refusal is append-only: no row may change'); END;

CREATE TRIGGER refusal_never_goes BEFORE DELETE ON refusal
BEGIN SELECT RAISE(ABORT, 'refusal is append-only: no row may be deleted'); END;

CREATE TRIGGER refusal_never_replaced BEFORE INSERT ON refusal
WHEN EXISTS (SELECT 1 FROM refusal WHERE sha256 = NEW.sha256 AND line = NEW.line AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'refusal is append-only: that row is there already'); END;
