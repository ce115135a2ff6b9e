-- The terms by which a cycle nets, and what people held, released and withdrew.

-- JSON: {"default": MODEL or "refuse", "agreements": [{"name", "model", "participants", "currencies", "from", "until"}]}.
-- A cycle without a row nets everything multilaterally.
CREATE TABLE netting_terms (
  cycle TEXT NOT NULL PRIMARY KEY REFERENCES cycle (id),
  terms TEXT NOT NULL CHECK (json_valid(terms))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER netting_terms_never_changes BEFORE UPDATE ON netting_terms
BEGIN SELECT RAISE(ABORT, 'netting_terms is append-only: no row may change'); END;

CREATE TRIGGER netting_terms_never_goes BEFORE DELETE ON netting_terms
BEGIN SELECT RAISE(ABORT, 'netting_terms is append-only: no row may be deleted'); END;

CREATE TRIGGER netting_terms_never_replaced BEFORE INSERT ON netting_terms
WHEN EXISTS (SELECT 1 FROM netting_terms WHERE cycle = NEW.cycle)
BEGIN SELECT RAISE(ABORT, 'netting_terms is append-only: that row is there already'); END;

CREATE TABLE obligation_move (
  number     INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  obligation TEXT NOT NULL REFERENCES obligation (id),
  from_state TEXT NOT NULL CHECK (from_state IN ('accepted', 'held')),
  to_state   TEXT NOT NULL CHECK (to_state IN ('accepted', 'held', 'withdrawn') AND to_state <> from_state),
  moved_by   TEXT NOT NULL CHECK (moved_by <> ''),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  moved_at   TEXT NOT NULL CHECK (length(moved_at) = 30)
) STRICT;

CREATE INDEX obligation_move_of ON obligation_move (obligation);

CREATE TRIGGER obligation_move_never_changes BEFORE UPDATE ON obligation_move
BEGIN SELECT RAISE(ABORT, 'obligation_move is append-only: no row may change'); END;

CREATE TRIGGER obligation_move_never_goes BEFORE DELETE ON obligation_move
BEGIN SELECT RAISE(ABORT, 'obligation_move is append-only: no row may be deleted'); END;

CREATE TRIGGER obligation_move_never_replaced BEFORE INSERT ON obligation_move
WHEN EXISTS (SELECT 1 FROM obligation_move WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'obligation_move is append-only: that row is there already'); END;

CREATE TABLE participant_move (
  number      INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  participant TEXT NOT NULL REFERENCES participant (id),
  from_state  TEXT NOT NULL CHECK (from_state IN ('active', 'held')),
  to_state    TEXT NOT NULL CHECK (to_state IN ('active', 'held', 'withdrawn') AND to_state <> from_state),
  moved_by    TEXT NOT NULL CHECK (moved_by <> ''),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  moved_at    TEXT NOT NULL CHECK (length(moved_at) = 30)
) STRICT;

CREATE INDEX participant_move_of ON participant_move (participant);

CREATE TRIGGER participant_move_never_changes BEFORE UPDATE ON participant_move
BEGIN SELECT RAISE(ABORT, 'participant_move is append-only: no row may change'); END;

CREATE TRIGGER participant_move_never_goes BEFORE DELETE ON participant_move
BEGIN SELECT RAISE(ABORT, 'participant_move is append-only: no row may be deleted'); END;

CREATE TRIGGER participant_move_never_replaced BEFORE INSERT ON participant_move
WHEN EXISTS (SELECT 1 FROM participant_move WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'participant_move is append-only: that row is there already'); END;
