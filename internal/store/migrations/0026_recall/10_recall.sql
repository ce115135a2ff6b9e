CREATE TABLE recall (
  id            INTEGER PRIMARY KEY CHECK (id >= 1), -- 1, 2, 3 ...
  instruction   TEXT NOT NULL REFERENCES instruction (id),
  correspondent TEXT NOT NULL,
  reason        TEXT NOT NULL CHECK (reason <> ''), -- ExternalCancellationReason1Code
  note          TEXT NOT NULL,
  case_id       TEXT NOT NULL UNIQUE CHECK (case_id <> ''), -- by which the bank answers
  msg_id        TEXT NOT NULL UNIQUE CHECK (msg_id <> ''),
  file          TEXT NOT NULL UNIQUE CHECK (file <> ''), -- its name; it is in file_out once it may leave
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes         INTEGER NOT NULL CHECK (bytes > 0),
  asked_by      TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at      TEXT NOT NULL CHECK (length(asked_at) = 30)
) STRICT;

CREATE INDEX recall_of_instruction ON recall (instruction);

CREATE TABLE recall_step (
  recall INTEGER NOT NULL REFERENCES recall (id),
  number INTEGER NOT NULL CHECK (number >= 1), -- 1, 2, 3 ... of that recall
  state  TEXT NOT NULL CHECK (state IN ('asked', 'withdrawn', 'sent', 'pending', 'agreed', 'rejected', 'recovered')),
  why    TEXT NOT NULL,
  at     TEXT NOT NULL CHECK (length(at) = 30),
  PRIMARY KEY (recall, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE recall_answer (
  id            INTEGER PRIMARY KEY,
  file_in       INTEGER NOT NULL REFERENCES file_in (id),
  correspondent TEXT NOT NULL,
  place         TEXT NOT NULL,
  case_id       TEXT NOT NULL, -- as the bank gave it, as are the next five
  instr_id      TEXT NOT NULL,
  uetr          TEXT NOT NULL,
  code          TEXT NOT NULL, -- ACCR, RJCR, PDCR, or the confirmation CNCL, PECR ...
  reason        TEXT NOT NULL,
  recall        INTEGER REFERENCES recall (id), -- NULL until matched, or where it is about none of ours
  done          INTEGER NOT NULL CHECK (done IN (0, 1))
) STRICT;

CREATE TRIGGER recall_never_changes BEFORE UPDATE ON recall
BEGIN SELECT RAISE(ABORT, 'recall is append-only: no row may change'); END;

CREATE TRIGGER recall_never_goes BEFORE DELETE ON recall
BEGIN SELECT RAISE(ABORT, 'recall is append-only: no row may be deleted'); END;

-- Of one payment one recall is open at a time.
CREATE TRIGGER recall_once BEFORE INSERT ON recall
WHEN EXISTS (SELECT 1 FROM recall WHERE id = NEW.id OR case_id = NEW.case_id OR msg_id = NEW.msg_id OR file = NEW.file)
  OR EXISTS (SELECT 1 FROM recall r JOIN recall_step s ON s.recall = r.id WHERE r.instruction = NEW.instruction
                AND s.number = (SELECT max(number) FROM recall_step WHERE recall = r.id)
                AND s.state IN ('asked', 'sent', 'pending', 'agreed'))
BEGIN SELECT RAISE(ABORT, 'recall is append-only: that recall is there already, or another one of the payment is open'); END;

CREATE TRIGGER recall_step_never_changes BEFORE UPDATE ON recall_step
BEGIN SELECT RAISE(ABORT, 'recall_step is append-only: no row may change'); END;

CREATE TRIGGER recall_step_never_goes BEFORE DELETE ON recall_step
BEGIN SELECT RAISE(ABORT, 'recall_step is append-only: no row may be deleted'); END;

CREATE TRIGGER recall_step_never_replaced BEFORE INSERT ON recall_step
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM recall_step WHERE recall = NEW.recall)
BEGIN SELECT RAISE(ABORT, 'recall_step is append-only: its number must follow the last one of the recall'); END;

CREATE TRIGGER recall_answer_content_stays BEFORE UPDATE ON recall_answer
WHEN OLD.done = 1 OR NEW.id IS NOT OLD.id OR NEW.file_in IS NOT OLD.file_in OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id OR NEW.instr_id IS NOT OLD.instr_id OR NEW.uetr IS NOT OLD.uetr
  OR NEW.code IS NOT OLD.code OR NEW.reason IS NOT OLD.reason
BEGIN SELECT RAISE(ABORT, 'recall_answer: what the bank said may not change'); END;

CREATE TRIGGER recall_answer_never_goes BEFORE DELETE ON recall_answer
BEGIN SELECT RAISE(ABORT, 'recall_answer: no row may be deleted'); END;

CREATE TRIGGER recall_answer_never_replaced BEFORE INSERT ON recall_answer
WHEN EXISTS (SELECT 1 FROM recall_answer WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'recall_answer: that row is there already'); END;

-- The file of a recall leaves only once another person has approved it.
CREATE TRIGGER attempt_of_an_approved_recall BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM recall WHERE file = NEW.file)
  AND NOT EXISTS (SELECT 1 FROM recall AS c JOIN approval_request AS a ON a.kind = 'recall' AND a.subject = 'recall:' || c.id
                   WHERE c.file = NEW.file AND a.state IN ('granted', 'used'))
BEGIN SELECT RAISE(ABORT, 'attempt: no other person has approved the recall'); END;
