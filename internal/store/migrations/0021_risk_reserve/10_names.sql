-- The two tables with a list of names are made anew with longer lists. What points to them waits for the commit.

PRAGMA defer_foreign_keys = 1;
CREATE INDEX entry_match_journal ON entry_match (journal);
CREATE INDEX cover_leg_suspense ON cover_leg (suspense);
CREATE INDEX break_item_journal ON break_item (journal);
CREATE INDEX break_step_journal ON break_step (journal);

CREATE TABLE old_account AS SELECT * FROM account;
DROP TABLE account;

-- An account of the books in one currency. It gets its row when it is first posted to.
CREATE TABLE account (
  id       INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  name     TEXT NOT NULL CONSTRAINT "account is of no known class, or its owner is not 1 to 35 letters, digits or ._-" CHECK (
    name IN ('fx:position', 'fx:spread', 'fx:unrealised', 'fx:revaluation', 'rounding', 'reserve', 'reserve:risk')
    OR substr(name, 1, instr(name, ':')) IN ('participant:', 'nostro:', 'transit:', 'suspense:', 'charges:')
      AND length(name) - instr(name, ':') BETWEEN 1 AND 35
      AND substr(name, instr(name, ':') + 1) NOT GLOB '*[^A-Za-z0-9._-]*'),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  UNIQUE (name, currency)
) STRICT;

INSERT INTO account SELECT * FROM old_account ORDER BY id;
DROP TABLE old_account;

CREATE TABLE old_journal_entry AS SELECT * FROM journal_entry;
DROP TABLE journal_entry;

-- An entry is written after its postings: when its row comes, the entry is complete, and its trigger lets
-- it in only if it is right. What is in is sealed. Entry number N is leaf N-1 of the transparency log.
CREATE TABLE journal_entry (
  number          INTEGER PRIMARY KEY AUTOINCREMENT, -- 1, 2, 3 ... without a gap; SQLite keeps the last apart
  key             TEXT NOT NULL UNIQUE CHECK (key <> ''), -- the same event has the same key
  kind            TEXT NOT NULL CHECK (kind IN ('opening', 'netting', 'conversion', 'pay-out', 'pay-out-booked',
                                                'pay-in-booked', 'rejection', 'return', 'charge', 'unexplained',
                                                'cover', 'revaluation', 'risk-reserve', 'reversal')),
  value_date      TEXT NOT NULL CHECK (length(value_date) = 10),
  booked_at       TEXT NOT NULL CHECK (length(booked_at) = 30), -- never before that of the entry before it
  evidence_sha256 TEXT NOT NULL, -- the file that proves it; '' where none does
  evidence_place  TEXT NOT NULL, -- where in that file
  reverses        TEXT REFERENCES journal_entry (key), -- the entry that this one undoes
  memo            TEXT NOT NULL,
  postings        INTEGER NOT NULL, -- how many
  leaf            BLOB NOT NULL CHECK (length(leaf) = 32), -- its hash in the transparency log
  tags            BLOB NOT NULL CHECK (length(tags) = 80), -- first 8 bytes of the hash of each of the ten fields
  CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX journal_entry_reversed_once ON journal_entry (reverses) WHERE reverses IS NOT NULL;

INSERT INTO journal_entry SELECT * FROM old_journal_entry ORDER BY number;
DROP TABLE old_journal_entry;
DROP INDEX entry_match_journal;
DROP INDEX cover_leg_suspense;
DROP INDEX break_item_journal;
DROP INDEX break_step_journal;
