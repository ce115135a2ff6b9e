CREATE TABLE advice (
  id            INTEGER PRIMARY KEY CHECK (id >= 1),
  file_in       INTEGER NOT NULL REFERENCES file_in (id),
  correspondent TEXT NOT NULL,
  account       TEXT NOT NULL, -- as the bank wrote it, as is all that follows
  msg_id        TEXT NOT NULL,
  bank_id       TEXT NOT NULL, -- Ntfctn/Id
  number        INTEGER NOT NULL CHECK (number >= 1), -- of the booking in the notification
  copy          TEXT NOT NULL, -- CpyDplctInd, '' where absent
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  minor         INTEGER NOT NULL, -- signed: credit +, debit -
  booked        INTEGER NOT NULL CHECK (booked IN (0, 1)),
  reversal      INTEGER NOT NULL CHECK (reversal IN (0, 1)),
  booking_date  TEXT CHECK (length(booking_date) = 10),
  value_date    TEXT CHECK (length(value_date) = 10),
  bank_ref      TEXT NOT NULL,
  ref           TEXT NOT NULL, -- NtryRef
  payments      INTEGER NOT NULL CHECK (payments >= 0), -- how many it is of, 0 where the bank does not say
  text          TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'contradicts')),
  statement     INTEGER REFERENCES statement (id), -- with entry, the booking that it is about; NULL until known
  entry         INTEGER CHECK (entry >= 1),
  why           TEXT NOT NULL, -- what it waits for, or what became of it
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT;

CREATE INDEX advice_waiting ON advice (correspondent, currency) WHERE state = 'waiting';

CREATE TABLE advice_detail (
  advice           INTEGER NOT NULL REFERENCES advice (id),
  number           INTEGER NOT NULL CHECK (number >= 1),
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
  PRIMARY KEY (advice, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_batch (
  statement INTEGER NOT NULL,
  entry     INTEGER NOT NULL,
  ref       TEXT NOT NULL, -- NtryRef
  advice    TEXT NOT NULL, -- MsgId of the message that has the payments
  payments  INTEGER NOT NULL CHECK (payments >= 0), -- how many, 0 where the bank does not say
  PRIMARY KEY (statement, entry),
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE statement_detail ADD COLUMN advice INTEGER REFERENCES advice (id); -- that told it; NULL for the statement itself

CREATE TRIGGER advice_content_stays BEFORE UPDATE ON advice
WHEN OLD.state = 'taken' OR NEW.id IS NOT OLD.id OR NEW.file_in IS NOT OLD.file_in OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.account IS NOT OLD.account OR NEW.msg_id IS NOT OLD.msg_id OR NEW.bank_id IS NOT OLD.bank_id OR NEW.number IS NOT OLD.number
  OR NEW.copy IS NOT OLD.copy OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor OR NEW.booked IS NOT OLD.booked
  OR NEW.reversal IS NOT OLD.reversal OR NEW.booking_date IS NOT OLD.booking_date OR NEW.value_date IS NOT OLD.value_date
  OR NEW.bank_ref IS NOT OLD.bank_ref OR NEW.ref IS NOT OLD.ref OR NEW.payments IS NOT OLD.payments OR NEW.text IS NOT OLD.text
BEGIN SELECT RAISE(ABORT, 'advice: what the bank said may not change'); END;

CREATE TRIGGER advice_never_goes BEFORE DELETE ON advice
BEGIN SELECT RAISE(ABORT, 'advice: no row may be deleted'); END;

CREATE TRIGGER advice_never_replaced BEFORE INSERT ON advice
WHEN EXISTS (SELECT 1 FROM advice WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'advice: that row is there already'); END;

CREATE TRIGGER advice_detail_never_changes BEFORE UPDATE ON advice_detail
BEGIN SELECT RAISE(ABORT, 'advice_detail is append-only: no row may change'); END;

CREATE TRIGGER advice_detail_never_goes BEFORE DELETE ON advice_detail
BEGIN SELECT RAISE(ABORT, 'advice_detail is append-only: no row may be deleted'); END;

CREATE TRIGGER advice_detail_never_replaced BEFORE INSERT ON advice_detail
WHEN EXISTS (SELECT 1 FROM advice_detail WHERE advice = NEW.advice AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'advice_detail is append-only: that row is there already'); END;

CREATE TRIGGER statement_batch_never_changes BEFORE UPDATE ON statement_batch
BEGIN SELECT RAISE(ABORT, 'statement_batch is append-only: no row may change'); END;

CREATE TRIGGER statement_batch_never_goes BEFORE DELETE ON statement_batch
BEGIN SELECT RAISE(ABORT, 'statement_batch is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_batch_never_replaced BEFORE INSERT ON statement_batch
WHEN EXISTS (SELECT 1 FROM statement_batch WHERE statement = NEW.statement AND entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'statement_batch is append-only: that row is there already'); END;
