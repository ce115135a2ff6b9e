-- What the banks said, how it was matched, and what does not agree.

CREATE TABLE file_in (
  id            INTEGER PRIMARY KEY, -- order of arrival
  correspondent TEXT NOT NULL,
  name          TEXT NOT NULL,
  sha256        TEXT NOT NULL CHECK (sha256 <> ''),
  bytes         INTEGER NOT NULL CHECK (bytes >= 0),
  fetched_at    TEXT NOT NULL CHECK (length(fetched_at) = 30),
  state         TEXT NOT NULL CHECK (state IN ('fetched', 'read', 'quarantined')),
  message       TEXT NOT NULL, -- camt.053.001.08 ...; '' until read
  detail        TEXT NOT NULL, -- why it lies in quarantine, or warnings
  sightings     INTEGER NOT NULL CHECK (sightings >= 0), -- how often the same bytes arrived
  UNIQUE (correspondent, sha256)
) STRICT;

CREATE INDEX file_in_name ON file_in (correspondent, name);

CREATE TABLE bank_status (
  id            INTEGER PRIMARY KEY,
  file_in       INTEGER NOT NULL REFERENCES file_in (id),
  correspondent TEXT NOT NULL,
  place         TEXT NOT NULL,
  instr_id      TEXT NOT NULL, -- as the bank gave it, as are the next two
  uetr          TEXT NOT NULL,
  msg_id        TEXT NOT NULL,
  code          TEXT NOT NULL,
  reason        TEXT NOT NULL,
  instruction   TEXT REFERENCES instruction (id), -- NULL until matched, or where it is none of ours
  done          INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;

CREATE TABLE bank_return (
  id               INTEGER PRIMARY KEY,
  file_in          INTEGER NOT NULL REFERENCES file_in (id),
  correspondent    TEXT NOT NULL,
  place            TEXT NOT NULL,
  instr_id         TEXT NOT NULL,
  uetr             TEXT NOT NULL,
  currency         TEXT CHECK (length(currency) = 3),
  minor            INTEGER,
  charges_currency TEXT CHECK (length(charges_currency) = 3), -- NULL where none were told
  charges_minor    INTEGER,
  reason           TEXT NOT NULL,
  instruction      TEXT REFERENCES instruction (id),
  done             INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;

CREATE TABLE statement (
  id               INTEGER PRIMARY KEY,
  file_in          INTEGER NOT NULL REFERENCES file_in (id),
  correspondent    TEXT NOT NULL,
  account          TEXT NOT NULL, -- as the bank wrote it
  bank_id          TEXT NOT NULL, -- Stmt/Id
  sequence         INTEGER NOT NULL, -- ElctrncSeqNb; 0 where absent
  currency         TEXT CHECK (length(currency) = 3),
  opening_currency TEXT CHECK (length(opening_currency) = 3), -- NULL where the bank gave no balance
  opening_minor    INTEGER,
  closing_currency TEXT CHECK (length(closing_currency) = 3),
  closing_minor    INTEGER,
  closing_date     TEXT CHECK (length(closing_date) = 10),
  state            TEXT NOT NULL CHECK (state IN ('read', 'proven', 'disputed')),
  detail           TEXT NOT NULL, -- why it is disputed
  proven_at        TEXT CHECK (length(proven_at) = 30)
) STRICT;

-- Amounts are signed: credit +, debit -. They may be in another currency than the statement, which then
-- is disputed.
CREATE TABLE statement_entry (
  statement        INTEGER NOT NULL REFERENCES statement (id),
  number           INTEGER NOT NULL, -- 1, 2, 3 ... in the order of the file
  currency         TEXT CHECK (length(currency) = 3),
  minor            INTEGER,
  booked           INTEGER NOT NULL CHECK (booked IN (0, 1)),
  reversal         INTEGER NOT NULL CHECK (reversal IN (0, 1)),
  booking_date     TEXT CHECK (length(booking_date) = 10),
  value_date       TEXT CHECK (length(value_date) = 10),
  bank_ref         TEXT NOT NULL,
  charges_currency TEXT CHECK (length(charges_currency) = 3),
  charges_minor    INTEGER,
  text             TEXT NOT NULL,
  PRIMARY KEY (statement, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_detail (
  statement        INTEGER NOT NULL,
  entry            INTEGER NOT NULL,
  number           INTEGER NOT NULL,
  msg_id           TEXT NOT NULL,
  instr_id         TEXT NOT NULL,
  end_to_end_id    TEXT NOT NULL,
  uetr             TEXT NOT NULL,
  bank_ref         TEXT NOT NULL,
  currency         TEXT CHECK (length(currency) = 3),
  minor            INTEGER,
  return_reason    TEXT NOT NULL,
  charges_currency TEXT CHECK (length(charges_currency) = 3),
  charges_minor    INTEGER,
  text             TEXT NOT NULL,
  PRIMARY KEY (statement, entry, number),
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER statement_content_stays BEFORE UPDATE ON statement
WHEN NEW.id IS NOT OLD.id OR NEW.file_in IS NOT OLD.file_in OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.account IS NOT OLD.account OR NEW.bank_id IS NOT OLD.bank_id OR NEW.sequence IS NOT OLD.sequence
  OR NEW.currency IS NOT OLD.currency OR NEW.opening_currency IS NOT OLD.opening_currency
  OR NEW.opening_minor IS NOT OLD.opening_minor OR NEW.closing_currency IS NOT OLD.closing_currency
  OR NEW.closing_minor IS NOT OLD.closing_minor OR NEW.closing_date IS NOT OLD.closing_date
BEGIN SELECT RAISE(ABORT, 'statement: what the bank said may not change'); END;

CREATE TRIGGER statement_never_goes BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'statement: no row may be deleted'); END;

CREATE TRIGGER statement_never_replaced BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'statement: that row is there already'); END;

CREATE TRIGGER statement_entry_never_changes BEFORE UPDATE ON statement_entry
BEGIN SELECT RAISE(ABORT, 'statement_entry is append-only: no row may change'); END;

CREATE TRIGGER statement_entry_never_goes BEFORE DELETE ON statement_entry
BEGIN SELECT RAISE(ABORT, 'statement_entry is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_entry_never_replaced BEFORE INSERT ON statement_entry
WHEN EXISTS (SELECT 1 FROM statement_entry WHERE statement = NEW.statement AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'statement_entry is append-only: that row is there already'); END;

CREATE TRIGGER statement_detail_never_changes BEFORE UPDATE ON statement_detail
BEGIN SELECT RAISE(ABORT, 'statement_detail is append-only: no row may change'); END;

CREATE TRIGGER statement_detail_never_goes BEFORE DELETE ON statement_detail
BEGIN SELECT RAISE(ABORT, 'statement_detail is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_detail_never_replaced BEFORE INSERT ON statement_detail
WHEN EXISTS (SELECT 1 FROM statement_detail
              WHERE statement = NEW.statement AND entry = NEW.entry AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'statement_detail is append-only: that row is there already'); END;

-- What one finding of reconciliation did.
CREATE TABLE entry_match (
  id               INTEGER PRIMARY KEY,
  statement        INTEGER NOT NULL,
  entry            INTEGER NOT NULL,
  detail           INTEGER NOT NULL, -- 0: the entry as a whole
  kind             TEXT NOT NULL CHECK (kind IN ('pay-out-booked', 'pay-in-booked', 'returned', 'charge',
                                                 'unexplained')),
  instruction      TEXT REFERENCES instruction (id),
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  minor            INTEGER NOT NULL CHECK (minor > 0),
  charges_currency TEXT CHECK (length(charges_currency) = 3),
  charges_minor    INTEGER,
  credit           INTEGER NOT NULL CHECK (credit IN (0, 1)),
  rule             TEXT NOT NULL,
  why              TEXT NOT NULL,
  journal          TEXT NOT NULL REFERENCES journal_entry (key),
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT;

CREATE UNIQUE INDEX entry_match_once ON entry_match (statement, entry, detail, kind, coalesce(instruction, ''));
CREATE INDEX entry_match_of_instruction ON entry_match (instruction);

CREATE TRIGGER entry_match_never_changes BEFORE UPDATE ON entry_match
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: no row may change'); END;

CREATE TRIGGER entry_match_never_goes BEFORE DELETE ON entry_match
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: no row may be deleted'); END;

CREATE TRIGGER entry_match_never_replaced BEFORE INSERT ON entry_match
WHEN EXISTS (SELECT 1 FROM entry_match WHERE id = NEW.id) OR EXISTS (
  SELECT 1 FROM entry_match WHERE statement = NEW.statement AND entry = NEW.entry AND detail = NEW.detail
    AND kind = NEW.kind AND coalesce(instruction, '') = coalesce(NEW.instruction, ''))
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: that match is there already'); END;

-- A difference that a person must see.
CREATE TABLE break_item (
  id            INTEGER PRIMARY KEY,
  key           TEXT NOT NULL UNIQUE CHECK (key <> ''), -- the same difference is found once
  reason        TEXT NOT NULL CHECK (reason IN ('missing-at-bank', 'unknown-at-us', 'amount-differs',
                                                'currency-differs', 'duplicate', 'returned-unknown',
                                                'rejected-but-booked', 'late', 'statement-gap',
                                                'statement-does-not-add-up')),
  correspondent TEXT NOT NULL,
  cycle         TEXT REFERENCES cycle (id),
  instruction   TEXT REFERENCES instruction (id),
  statement     INTEGER REFERENCES statement (id),
  entry         INTEGER NOT NULL,
  currency      TEXT CHECK (length(currency) = 3),
  minor         INTEGER, -- the difference, signed
  text          TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('open', 'resolved')),
  opened_at     TEXT NOT NULL CHECK (length(opened_at) = 30),
  resolved_at   TEXT CHECK (length(resolved_at) = 30),
  resolution    TEXT NOT NULL
) STRICT;

CREATE TRIGGER break_item_content_stays BEFORE UPDATE ON break_item
WHEN OLD.state = 'resolved' OR NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key OR NEW.reason IS NOT OLD.reason
  OR NEW.correspondent IS NOT OLD.correspondent OR NEW.cycle IS NOT OLD.cycle OR NEW.instruction IS NOT OLD.instruction
  OR NEW.statement IS NOT OLD.statement OR NEW.entry IS NOT OLD.entry OR NEW.currency IS NOT OLD.currency
  OR NEW.minor IS NOT OLD.minor OR NEW.text IS NOT OLD.text OR NEW.opened_at IS NOT OLD.opened_at
BEGIN SELECT RAISE(ABORT, 'break_item: only its resolution may be written, and only once'); END;

CREATE TRIGGER break_item_never_goes BEFORE DELETE ON break_item
BEGIN SELECT RAISE(ABORT, 'break_item: no row may be deleted'); END;

CREATE TRIGGER break_item_never_replaced BEFORE INSERT ON break_item
WHEN EXISTS (SELECT 1 FROM break_item WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM break_item WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'break_item: that row is there already'); END;
