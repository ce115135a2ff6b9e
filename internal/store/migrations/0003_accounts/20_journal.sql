-- Accounts, the journal, and what is kept so that a balance need not be added up.

-- An account of the books in one currency. It gets its row when it is first posted to.
CREATE TABLE account (
  id       INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  name     TEXT NOT NULL CONSTRAINT "account is of no known class, or its owner is not 1 to 35 letters, digits or ._-" CHECK (
    name IN ('fx:position', 'fx:spread', 'fx:unrealised', 'rounding', 'reserve')
    OR substr(name, 1, instr(name, ':')) IN ('participant:', 'nostro:', 'transit:', 'suspense:', 'charges:')
      AND length(name) - instr(name, ':') BETWEEN 1 AND 35
      AND substr(name, instr(name, ':') + 1) NOT GLOB '*[^A-Za-z0-9._-]*'),
  currency TEXT NOT NULL CHECK (length(currency) = 3),
  UNIQUE (name, currency)
) STRICT;

-- An entry is written after its postings: when its row comes, the entry is complete, and its trigger lets
-- it in only if it is right. What is in is sealed. Entry number N is leaf N-1 of the transparency log.
CREATE TABLE journal_entry (
  number          INTEGER PRIMARY KEY AUTOINCREMENT, -- 1, 2, 3 ... without a gap; SQLite keeps the last apart
  key             TEXT NOT NULL UNIQUE CHECK (key <> ''), -- the same event has the same key
  kind            TEXT NOT NULL CHECK (kind IN ('opening', 'netting', 'conversion', 'pay-out', 'pay-out-booked',
                                                'pay-in-booked', 'rejection', 'return', 'charge', 'unexplained',
                                                'cover', 'reversal')),
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

-- The account has no REFERENCES: that it exists and has that currency is asked by the trigger of the entry,
-- in the same look-up that adds up its postings.
CREATE TABLE posting (
  entry    INTEGER NOT NULL REFERENCES journal_entry (number) DEFERRABLE INITIALLY DEFERRED,
  currency TEXT NOT NULL,
  account  INTEGER NOT NULL,
  minor    INTEGER NOT NULL, -- debit +, credit -
  balance  INTEGER NOT NULL, -- of the account, with this posting
  line     INTEGER NOT NULL, -- place in the entry: 1, 2, 3 ...
  PRIMARY KEY (entry, currency, account) -- in this order an entry is added up without sorting
) STRICT, WITHOUT ROWID;

CREATE INDEX posting_of_account ON posting (account, entry, balance);

-- What was posted to an account with a value date: the balance by value date is the sum of its days. A total
-- of the postings, kept by the program, proven by nostro check and nostro verify.
CREATE TABLE account_day (
  account    INTEGER NOT NULL REFERENCES account (id),
  value_date TEXT NOT NULL CHECK (length(value_date) = 10),
  minor      INTEGER NOT NULL,
  PRIMARY KEY (account, value_date)
) STRICT, WITHOUT ROWID;

-- The hashes of the subtrees of 256, 65536, ... leaves, so that a proof need not read every leaf.
CREATE TABLE log_tile (
  level INTEGER NOT NULL CHECK (level > 0),  -- 1: over 256 leaves, 2: over 65536, ...
  n     INTEGER NOT NULL CHECK (n >= 0),     -- 0, 1, 2 ... without a gap
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;
