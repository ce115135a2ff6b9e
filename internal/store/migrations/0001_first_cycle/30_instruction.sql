-- Instructions, the releases that people approve, and the files that leave.

CREATE TABLE instruction (
  id              TEXT NOT NULL PRIMARY KEY CHECK (id <> ''), -- also its InstrId and EndToEndId
  uetr            TEXT UNIQUE,
  cycle           TEXT NOT NULL REFERENCES cycle (id),
  participant     TEXT NOT NULL REFERENCES participant (id),
  correspondent   TEXT NOT NULL,
  direction       TEXT NOT NULL CHECK (direction IN ('out', 'in')), -- out: pay-out, in: expected pay-in
  currency        TEXT NOT NULL CHECK (length(currency) = 3),       -- of all amounts of the row
  minor           INTEGER NOT NULL CHECK (minor > 0),
  booked          INTEGER CHECK (booked >= 0),   -- by the bank so far
  returned        INTEGER CHECK (returned >= 0), -- came back so far, charges included
  value_date      TEXT NOT NULL CHECK (length(value_date) = 10),
  state           TEXT NOT NULL CHECK (state IN ('planned', 'written', 'sending', 'unknown', 'sent', 'accepted',
                                                 'settled', 'rejected', 'returned')),
  file            TEXT REFERENCES file_out (name), -- NULL until written
  msg_id          TEXT NOT NULL,
  intents         INTEGER NOT NULL CHECK (intents >= 0),        -- how often the intent to pay was posted
  intent_open     INTEGER NOT NULL CHECK (intent_open IN (0, 1)), -- whether the last of them stands
  return_advised  INTEGER NOT NULL CHECK (return_advised IN (0, 1)),
  advised_charges INTEGER,
  note            TEXT NOT NULL -- why it cannot go on, for people
) STRICT, WITHOUT ROWID;

CREATE INDEX instruction_of_cycle ON instruction (cycle);
CREATE INDEX instruction_at ON instruction (correspondent, currency);

CREATE TRIGGER instruction_content_stays BEFORE UPDATE ON instruction
WHEN NEW.id IS NOT OLD.id OR NEW.uetr IS NOT OLD.uetr OR NEW.cycle IS NOT OLD.cycle
  OR NEW.participant IS NOT OLD.participant OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.direction IS NOT OLD.direction OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor
  OR NEW.value_date IS NOT OLD.value_date
BEGIN SELECT RAISE(ABORT, 'instruction: who is paid, how much, when and where may not change'); END;

CREATE TRIGGER instruction_never_goes BEFORE DELETE ON instruction
BEGIN SELECT RAISE(ABORT, 'instruction: no row may be deleted'); END;

CREATE TRIGGER instruction_never_replaced BEFORE INSERT ON instruction
WHEN EXISTS (SELECT 1 FROM instruction WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM instruction WHERE uetr = NEW.uetr)
BEGIN SELECT RAISE(ABORT, 'instruction: that row is there already'); END;

-- The set of files of a cycle that is approved and sent together.
CREATE TABLE release (
  cycle      TEXT NOT NULL PRIMARY KEY REFERENCES cycle (id),
  digest     TEXT NOT NULL CHECK (digest <> ''), -- of names, sizes and hashes of its files
  maker      TEXT NOT NULL,
  written_at TEXT NOT NULL CHECK (length(written_at) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER release_never_changes BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only: no row may change'); END;

CREATE TRIGGER release_never_goes BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only: no row may be deleted'); END;

CREATE TRIGGER release_never_replaced BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM release WHERE cycle = NEW.cycle)
BEGIN SELECT RAISE(ABORT, 'release is append-only: that row is there already'); END;

CREATE TABLE approval (
  id       INTEGER PRIMARY KEY, -- order in which they were given
  cycle    TEXT NOT NULL REFERENCES release (cycle),
  digest   TEXT NOT NULL CHECK (digest <> ''), -- what the checker saw
  maker    TEXT NOT NULL,
  checker  TEXT NOT NULL,
  reason   TEXT NOT NULL,
  approved INTEGER NOT NULL CHECK (approved IN (0, 1)),
  at       TEXT NOT NULL CHECK (length(at) = 30)
) STRICT;

CREATE TRIGGER approval_never_changes BEFORE UPDATE ON approval
BEGIN SELECT RAISE(ABORT, 'approval is append-only: no row may change'); END;

CREATE TRIGGER approval_never_goes BEFORE DELETE ON approval
BEGIN SELECT RAISE(ABORT, 'approval is append-only: no row may be deleted'); END;

CREATE TRIGGER approval_never_replaced BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM approval WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'approval is append-only: that row is there already'); END;

CREATE TABLE file_out (
  name          TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  cycle         TEXT NOT NULL REFERENCES cycle (id),
  correspondent TEXT NOT NULL,
  message       TEXT NOT NULL, -- pacs.008.001.08 ...
  msg_id        TEXT NOT NULL,
  sha256        TEXT NOT NULL,
  bytes         INTEGER NOT NULL CHECK (bytes >= 0),
  transactions  INTEGER NOT NULL CHECK (transactions >= 0),
  state         TEXT NOT NULL CHECK (state IN ('written', 'sending', 'sent', 'unknown', 'failed')),
  attempts      INTEGER NOT NULL CHECK (attempts >= 0),
  sent_at       TEXT CHECK (length(sent_at) = 30),
  detail        TEXT NOT NULL -- what the last attempt found
) STRICT, WITHOUT ROWID;

CREATE INDEX file_out_of_cycle ON file_out (cycle);

CREATE TRIGGER file_out_content_stays BEFORE UPDATE ON file_out
WHEN NEW.name IS NOT OLD.name OR NEW.cycle IS NOT OLD.cycle OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.message IS NOT OLD.message OR NEW.msg_id IS NOT OLD.msg_id OR NEW.sha256 IS NOT OLD.sha256
  OR NEW.bytes IS NOT OLD.bytes OR NEW.transactions IS NOT OLD.transactions
BEGIN SELECT RAISE(ABORT, 'file_out: its name, its bytes and where it goes may not change'); END;

CREATE TRIGGER file_out_never_goes BEFORE DELETE ON file_out
BEGIN SELECT RAISE(ABORT, 'file_out: no row may be deleted'); END;

CREATE TRIGGER file_out_never_replaced BEFORE INSERT ON file_out
WHEN EXISTS (SELECT 1 FROM file_out WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'file_out: that row is there already'); END;

CREATE TABLE attempt (
  file       TEXT NOT NULL REFERENCES file_out (name),
  number     INTEGER NOT NULL CHECK (number >= 1),
  started_at TEXT NOT NULL CHECK (length(started_at) = 30),
  ended_at   TEXT CHECK (length(ended_at) = 30), -- NULL while it runs, or where it was cut off
  outcome    TEXT NOT NULL CHECK (outcome IN ('written', 'sending', 'sent', 'unknown', 'failed')),
  detail     TEXT NOT NULL,
  PRIMARY KEY (file, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER attempt_ends_once BEFORE UPDATE ON attempt
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.file IS NOT OLD.file OR NEW.number IS NOT OLD.number
  OR NEW.started_at IS NOT OLD.started_at
BEGIN SELECT RAISE(ABORT, 'attempt: only its end may be written, and only once'); END;

CREATE TRIGGER attempt_never_goes BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempt: no row may be deleted'); END;

CREATE TRIGGER attempt_never_replaced BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM attempt WHERE file = NEW.file AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'attempt: that number of the file is there already'); END;
