CREATE TABLE old_entry_match AS SELECT * FROM entry_match;
DROP TABLE entry_match;

CREATE TABLE entry_match (
  id               INTEGER PRIMARY KEY,
  statement        INTEGER NOT NULL,
  entry            INTEGER NOT NULL,
  detail           INTEGER NOT NULL, -- 0: the entry as a whole
  kind             TEXT NOT NULL CHECK (kind = 'pay-out-booked' OR kind = 'pay-in-booked' OR kind = 'returned'
                                     OR kind = 'charge' OR kind = 'unexplained'),
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

INSERT INTO entry_match (id, statement, entry, detail, kind, instruction, currency, minor, charges_currency, charges_minor,
       credit, rule, why, journal)
SELECT id, statement, entry, detail, kind, instruction, currency, minor, charges_currency, charges_minor, credit, rule, why,
       journal
  FROM old_entry_match ORDER BY id;
DROP TABLE old_entry_match;

CREATE INDEX entry_match_of_instruction ON entry_match (instruction);
CREATE UNIQUE INDEX entry_match_once ON entry_match (statement, entry, detail, kind, coalesce(instruction, ''), journal);
CREATE INDEX entry_match_of_journal ON entry_match (journal);
