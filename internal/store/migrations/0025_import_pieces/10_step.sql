-- A large file of obligations comes in pieces. What is begun and not ended must be ended before a cycle closes.
CREATE TABLE import_step (
  sha256  TEXT NOT NULL REFERENCES input_file (sha256),
  did     TEXT NOT NULL CHECK (did IN ('begun', 'ended')),
  done_at TEXT NOT NULL CHECK (length(done_at) = 30),
  PRIMARY KEY (sha256, did)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER import_step_never_changes BEFORE UPDATE ON import_step
BEGIN SELECT RAISE(ABORT, 'import_step is append-only: no row may change'); END;

CREATE TRIGGER import_step_never_goes BEFORE DELETE ON import_step
BEGIN SELECT RAISE(ABORT, 'import_step is append-only: no row may be deleted'); END;

CREATE TRIGGER import_step_never_replaced BEFORE INSERT ON import_step
WHEN EXISTS (SELECT 1 FROM import_step WHERE sha256 = NEW.sha256 AND did = NEW.did)
BEGIN SELECT RAISE(ABORT, 'import_step is append-only: that row is there already'); END;
