-- By which rules statements were matched, and what rules found that may not post.

CREATE TABLE matching_rules (
  digest     TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64), -- SHA-256 of the text
  text       TEXT NOT NULL CHECK (text <> ''),                      -- one rule a line, in their order
  first_used TEXT NOT NULL CHECK (length(first_used) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER matching_rules_never_changes BEFORE UPDATE ON matching_rules
BEGIN SELECT RAISE(ABORT, 'matching_rules is append-only: no row may change'); END;

CREATE TRIGGER matching_rules_never_goes BEFORE DELETE ON matching_rules
BEGIN SELECT RAISE(ABORT, 'matching_rules is append-only: no row may be deleted'); END;

CREATE TRIGGER matching_rules_never_replaced BEFORE INSERT ON matching_rules
WHEN EXISTS (SELECT 1 FROM matching_rules WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'matching_rules is append-only: those rules are there already'); END;

CREATE TABLE statement_matching (
  statement  INTEGER NOT NULL REFERENCES statement (id),
  digest     TEXT NOT NULL REFERENCES matching_rules (digest),
  matched_at TEXT NOT NULL CHECK (length(matched_at) = 30),
  PRIMARY KEY (statement, digest)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER statement_matching_never_changes BEFORE UPDATE ON statement_matching
BEGIN SELECT RAISE(ABORT, 'statement_matching is append-only: no row may change'); END;

CREATE TRIGGER statement_matching_never_goes BEFORE DELETE ON statement_matching
BEGIN SELECT RAISE(ABORT, 'statement_matching is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_matching_never_replaced BEFORE INSERT ON statement_matching
WHEN EXISTS (SELECT 1 FROM statement_matching WHERE statement = NEW.statement AND digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'statement_matching is append-only: that row is there already'); END;

CREATE TABLE match_suggestion (
  statement   INTEGER NOT NULL,
  entry       INTEGER NOT NULL,
  detail      INTEGER NOT NULL,                     -- 0: the entry as a whole
  number      INTEGER NOT NULL CHECK (number >= 1), -- each is another way to explain the booking
  instruction TEXT NOT NULL REFERENCES instruction (id),
  rule        TEXT NOT NULL CHECK (rule <> ''),
  why         TEXT NOT NULL,
  PRIMARY KEY (statement, entry, detail, number, instruction),
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER match_suggestion_never_changes BEFORE UPDATE ON match_suggestion
BEGIN SELECT RAISE(ABORT, 'match_suggestion is append-only: no row may change'); END;

CREATE TRIGGER match_suggestion_never_goes BEFORE DELETE ON match_suggestion
BEGIN SELECT RAISE(ABORT, 'match_suggestion is append-only: no row may be deleted'); END;

CREATE TRIGGER match_suggestion_never_replaced BEFORE INSERT ON match_suggestion
WHEN EXISTS (SELECT 1 FROM match_suggestion WHERE statement = NEW.statement AND entry = NEW.entry
               AND detail = NEW.detail AND number = NEW.number AND instruction = NEW.instruction)
BEGIN SELECT RAISE(ABORT, 'match_suggestion is append-only: that row is there already'); END;
