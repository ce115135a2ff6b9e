DROP TRIGGER break_item_content_stays;

ALTER TABLE break_item ADD COLUMN detail INTEGER NOT NULL DEFAULT 0 CHECK (detail >= 0);   -- of the entry; 0: the entry as a whole
ALTER TABLE break_item ADD COLUMN parent INTEGER REFERENCES break_item (id);     -- the break that it is a part of
ALTER TABLE break_item ADD COLUMN journal TEXT REFERENCES journal_entry (key) DEFERRABLE INITIALLY DEFERRED;   -- which holds its part in suspense

-- The key of a break about a statement is statement:ID:ENTRY:DETAIL:REASON:INSTRUCTION.
UPDATE break_item SET detail = CAST(substr(key, length('statement:' || statement || ':' || entry || ':') + 1) AS INTEGER)
 WHERE statement IS NOT NULL AND substr(key, 1, length('statement:' || statement || ':' || entry || ':')) =
       'statement:' || statement || ':' || entry || ':';

-- What was done about a break. Nothing that is written changes.
CREATE TABLE break_step (
  break          INTEGER NOT NULL REFERENCES break_item (id),
  number         INTEGER NOT NULL CHECK (number >= 1), -- 1, 2, 3 ... of that break
  did            TEXT NOT NULL CHECK (did IN ('assigned', 'noted', 'matched', 'paired', 'split', 'written-off', 'closed',
                                              'reopened', 'resolved')),
  person         TEXT NOT NULL,  -- '' where later evidence ended it by itself
  at             TEXT NOT NULL CHECK (length(at) = 30),
  owner          TEXT NOT NULL,  -- who looks after it from then on; '' where that stays
  note           TEXT NOT NULL,
  currency       TEXT CHECK (length(currency) = 3),
  minor          INTEGER,        -- what was moved, signed; NULL where nothing was
  instruction    TEXT REFERENCES instruction (id), -- to which it was matched, or whose rest was given up
  partner        INTEGER REFERENCES break_item (id), -- the break that it was paired with
  journal        TEXT REFERENCES journal_entry (key) DEFERRABLE INITIALLY DEFERRED, -- the entry that did it
  approval       INTEGER REFERENCES approval_request (number),
  value_currency TEXT CHECK (length(value_currency) = 3),
  value_minor    INTEGER,        -- in the base currency; NULL where no rate was known
  limit_currency TEXT CHECK (length(limit_currency) = 3),
  limit_minor    INTEGER,        -- what one person may do alone
  PRIMARY KEY (break, number)
) STRICT, WITHOUT ROWID;

DROP INDEX entry_match_once;
CREATE UNIQUE INDEX entry_match_once ON entry_match (statement, entry, detail, kind, coalesce(instruction, ''), journal);
