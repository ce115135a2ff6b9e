-- The choice of a cycle within the caps of settlement: where its evidence lies in the spool.

CREATE TABLE limit_choice (
  cycle      TEXT NOT NULL PRIMARY KEY REFERENCES cycle (id),
  place      TEXT NOT NULL CHECK (place <> ''),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER limit_choice_never_changes BEFORE UPDATE ON limit_choice
BEGIN SELECT RAISE(ABORT, 'limit_choice is append-only: no row may change'); END;

CREATE TRIGGER limit_choice_never_goes BEFORE DELETE ON limit_choice
BEGIN SELECT RAISE(ABORT, 'limit_choice is append-only: no row may be deleted'); END;

CREATE TRIGGER limit_choice_never_replaced BEFORE INSERT ON limit_choice
WHEN EXISTS (SELECT 1 FROM limit_choice WHERE cycle = NEW.cycle)
BEGIN SELECT RAISE(ABORT, 'limit_choice is append-only: that cycle has chosen already'); END;
