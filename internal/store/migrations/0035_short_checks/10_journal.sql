-- Three tables are made anew whose lists of names had more than two: SQLite builds such a list anew for each row that it
-- checks, a chain of OR it compares. What points to them waits for the commit; where it has no index, it gets one meanwhile.

PRAGMA defer_foreign_keys = 1;
CREATE TABLE old_journal_entry AS SELECT * FROM journal_entry;
DROP TABLE journal_entry;

CREATE TABLE journal_entry (
  number          INTEGER PRIMARY KEY AUTOINCREMENT, -- 1, 2, 3 ... without a gap; SQLite keeps the last apart
  key             TEXT NOT NULL UNIQUE CHECK (key <> ''), -- the same event has the same key
  kind            TEXT NOT NULL CHECK (kind = 'opening' OR kind = 'netting' OR kind = 'conversion' OR kind = 'pay-out'
                                    OR kind = 'pay-out-booked' OR kind = 'pay-in-booked' OR kind = 'rejection'
                                    OR kind = 'return' OR kind = 'charge' OR kind = 'unexplained' OR kind = 'cover'
                                    OR kind = 'revaluation' OR kind = 'risk-reserve' OR kind = 'reversal'),
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

INSERT INTO journal_entry (number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo,
       postings, leaf, tags)
SELECT number, key, kind, value_date, booked_at, evidence_sha256, evidence_place, reverses, memo, postings, leaf, tags
  FROM old_journal_entry ORDER BY number;
DROP TABLE old_journal_entry;

CREATE UNIQUE INDEX journal_entry_reversed_once ON journal_entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX journal_entry_came_back ON journal_entry (booked_at) WHERE kind IN ('rejection', 'return');
