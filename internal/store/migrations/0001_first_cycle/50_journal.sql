-- The journal, and the runs of the stages.

-- An entry is written after its postings: when its row comes, the entry is complete, and the trigger below
-- lets it in only if it is right. What is in is sealed.
CREATE TABLE journal_entry (
  number          INTEGER PRIMARY KEY, -- 1, 2, 3 ... without a gap
  key             TEXT NOT NULL UNIQUE CHECK (key <> ''), -- the same event has the same key
  kind            TEXT NOT NULL CHECK (kind IN ('opening', 'netting', 'conversion', 'pay-out', 'pay-out-booked',
                                                'pay-in-booked', 'rejection', 'return', 'charge', 'unexplained',
                                                'cover', 'reversal')),
  value_date      TEXT NOT NULL CHECK (length(value_date) = 10),
  booked_at       TEXT NOT NULL CHECK (length(booked_at) = 30),
  evidence_sha256 TEXT NOT NULL, -- the file that proves it; '' where none does
  evidence_place  TEXT NOT NULL, -- where in that file
  reverses        TEXT UNIQUE REFERENCES journal_entry (key), -- the entry that this one undoes
  memo            TEXT NOT NULL,
  postings        INTEGER NOT NULL, -- how many
  content_hash    TEXT NOT NULL CHECK (length(content_hash) = 64), -- SHA-256 of the canonical form, in hex
  CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
) STRICT;

CREATE TABLE posting (
  entry    INTEGER NOT NULL REFERENCES journal_entry (number) DEFERRABLE INITIALLY DEFERRED,
  account  TEXT NOT NULL,
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  minor    INTEGER NOT NULL, -- debit +, credit -
  line     INTEGER NOT NULL, -- place in the entry: 1, 2, 3 ...
  PRIMARY KEY (entry, account, currency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER posting_is_right BEFORE INSERT ON posting
BEGIN
  SELECT RAISE(ABORT, 'posting: the entry is in the journal and sealed')
   WHERE EXISTS (SELECT 1 FROM journal_entry WHERE number = NEW.entry);
  SELECT RAISE(ABORT, 'posting: an amount of zero is no posting') WHERE NEW.minor = 0;
  SELECT RAISE(ABORT, 'posting: the account is of no known class, or its owner is not 1 to 35 letters, digits or ._-')
   WHERE NEW.account NOT IN ('fx:position', 'fx:spread', 'fx:unrealised', 'rounding', 'reserve')
     AND (instr(NEW.account, ':') = 0
       OR substr(NEW.account, 1, instr(NEW.account, ':') - 1)
            NOT IN ('participant', 'nostro', 'transit', 'suspense', 'charges')
       OR length(NEW.account) - instr(NEW.account, ':') NOT BETWEEN 1 AND 35
       OR substr(NEW.account, instr(NEW.account, ':') + 1) GLOB '*[^A-Za-z0-9._-]*');
END;

CREATE TRIGGER journal_entry_is_right BEFORE INSERT ON journal_entry
BEGIN
  SELECT RAISE(ABORT, 'journal_entry: its number must follow the last one without a gap')
   WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM journal_entry);
  SELECT RAISE(ABORT, 'journal_entry: that key is in the journal already')
   WHERE EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.key);
  SELECT RAISE(ABORT, 'journal_entry: it has fewer than 2 postings')
   WHERE (SELECT count(*) FROM posting WHERE entry = NEW.number) < 2;
  SELECT RAISE(ABORT, 'journal_entry: it does not have as many postings as it says')
   WHERE (SELECT count(*) FROM posting WHERE entry = NEW.number) IS NOT NEW.postings;
  SELECT RAISE(ABORT, 'journal_entry: its postings do not sum to zero in each currency')
   WHERE EXISTS (SELECT 1 FROM posting WHERE entry = NEW.number GROUP BY currency HAVING sum(minor) <> 0);
END;

CREATE TRIGGER journal_entry_reverses_all BEFORE INSERT ON journal_entry WHEN NEW.reverses IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'journal_entry: the entry that it reverses is not in the journal')
   WHERE NOT EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.reverses);
  SELECT RAISE(ABORT, 'journal_entry: the entry that it reverses is reversed already')
   WHERE EXISTS (SELECT 1 FROM journal_entry WHERE reverses = NEW.reverses);
  SELECT RAISE(ABORT, 'journal_entry: it is not the opposite of the entry that it reverses')
   WHERE NEW.postings IS NOT (SELECT postings FROM journal_entry WHERE key = NEW.reverses)
      OR EXISTS (SELECT account, currency, -minor FROM posting
                  WHERE entry = (SELECT number FROM journal_entry WHERE key = NEW.reverses)
                 EXCEPT SELECT account, currency, minor FROM posting WHERE entry = NEW.number);
END;

CREATE TRIGGER journal_entry_never_changes BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only: no row may change; post an entry that reverses it'); END;

CREATE TRIGGER journal_entry_never_goes BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only: no row may be deleted; post an entry that reverses it'); END;

CREATE TRIGGER posting_never_changes BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'posting is append-only: no row may change; post an entry that reverses it'); END;

CREATE TRIGGER posting_never_goes BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'posting is append-only: no row may be deleted; post an entry that reverses it'); END;

-- One execution of a stage, kept also where it found nothing to do.
CREATE TABLE run (
  id         INTEGER PRIMARY KEY,
  stage      TEXT NOT NULL,
  cycle      TEXT NOT NULL, -- as it was asked for, so it may name none; '' for stages that serve all cycles
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL CHECK (length(started_at) = 30),
  outcome    TEXT NOT NULL CHECK (outcome <> ''),
  summary    TEXT NOT NULL
) STRICT;

CREATE TRIGGER run_never_changes BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'run is append-only: no row may change'); END;

CREATE TRIGGER run_never_goes BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'run is append-only: no row may be deleted'); END;

CREATE TRIGGER run_never_replaced BEFORE INSERT ON run
WHEN EXISTS (SELECT 1 FROM run WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'run is append-only: that row is there already'); END;
