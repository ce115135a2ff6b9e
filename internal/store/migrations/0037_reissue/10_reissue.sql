-- A payment that was rejected or came back is paid anew by another instruction, once.

CREATE TABLE reissue (
  instruction TEXT NOT NULL PRIMARY KEY REFERENCES instruction (id), -- which pays anew
  replaces    TEXT NOT NULL UNIQUE REFERENCES instruction (id),      -- which was rejected, or came back
  reason      TEXT NOT NULL CHECK (reason <> ''),
  asked_by    TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at    TEXT NOT NULL CHECK (length(asked_at) = 30),
  CHECK (instruction <> replaces)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reissue_never_changes BEFORE UPDATE ON reissue
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: no row may change'); END;

CREATE TRIGGER reissue_never_goes BEFORE DELETE ON reissue
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: no row may be deleted'); END;

CREATE TRIGGER reissue_once BEFORE INSERT ON reissue
WHEN EXISTS (SELECT 1 FROM reissue WHERE instruction = NEW.instruction OR replaces = NEW.replaces)
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: that payment is paid anew already'); END;

CREATE TRIGGER reissue_of_what_is_owed BEFORE INSERT ON reissue
WHEN NOT EXISTS (
  SELECT 1 FROM instruction AS old JOIN instruction AS new ON new.id = NEW.instruction
   WHERE old.id = NEW.replaces AND old.direction = 'out' AND new.direction = 'out' AND (old.state = 'rejected' OR old.state = 'returned')
     AND new.state = 'planned' AND new.intents = 0 AND new.cycle = old.cycle AND new.participant = old.participant
     AND new.netting_set = old.netting_set AND new.currency = old.currency AND new.minor = old.minor)
BEGIN SELECT RAISE(ABORT, 'reissue: only a pay-out that was rejected or came back is paid anew, by one that is planned, to the same participant, of the same amount'); END;
