-- What one finding of reconciliation did, as in 0001: it points to the new journal, and may be written before
-- the entry that it points to.

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
  journal          TEXT NOT NULL REFERENCES journal_entry (key) DEFERRABLE INITIALLY DEFERRED, -- entries may wait
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

INSERT INTO entry_match SELECT * FROM old_entry_match;

DROP TABLE old_entry_match;
-- Children first: dropping a table that others point to would look for its rows there.
DROP TABLE old_posting;
DROP TABLE old_log_leaf;
DROP TABLE old_log_hash;
DROP TABLE old_journal_entry;
