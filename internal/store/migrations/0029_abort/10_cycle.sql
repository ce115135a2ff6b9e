-- The table of cycles is made anew with a longer list of states. What points to it waits for the commit.

PRAGMA defer_foreign_keys = 1;
CREATE TABLE old_cycle AS SELECT * FROM cycle;
DROP TABLE cycle;

CREATE TABLE cycle (
  id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''), -- value date and number: 2026-11-24-1
  value_date    TEXT NOT NULL CHECK (length(value_date) = 10),
  state         TEXT NOT NULL CHECK (state IN ('open', 'closed', 'netted', 'converted', 'instructed', 'written',
                                               'approved', 'sent', 'settled', 'aborted')),
  cut_off_at    TEXT NOT NULL CHECK (length(cut_off_at) = 30),
  opened_at     TEXT NOT NULL CHECK (length(opened_at) = 30),
  closed_at     TEXT CHECK (length(closed_at) = 30),
  instructed_at TEXT CHECK (length(instructed_at) = 30), -- dates the messages: writing again gives the same bytes
  last_seq      INTEGER NOT NULL CHECK (last_seq >= 0),  -- highest sequence of acceptance at the close
  aborted_at    TEXT CHECK (length(aborted_at) = 30),
  aborted_from  TEXT CHECK (aborted_from IN ('open', 'closed', 'netted', 'converted', 'instructed', 'written', 'approved')),
  aborted_by    TEXT CHECK (aborted_by <> ''),
  aborted_why   TEXT CHECK (aborted_why <> ''),
  CHECK ((state = 'aborted') = (aborted_at IS NOT NULL) AND (aborted_at IS NULL) = (aborted_from IS NULL)
     AND (aborted_at IS NULL) = (aborted_by IS NULL) AND (aborted_at IS NULL) = (aborted_why IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO cycle (id, value_date, state, cut_off_at, opened_at, closed_at, instructed_at, last_seq)
SELECT id, value_date, state, cut_off_at, opened_at, closed_at, instructed_at, last_seq FROM old_cycle;
DROP TABLE old_cycle;

CREATE TRIGGER cycle_identity_stays BEFORE UPDATE ON cycle
WHEN NEW.id IS NOT OLD.id OR NEW.value_date IS NOT OLD.value_date
BEGIN SELECT RAISE(ABORT, 'cycle: its id and value date may not change'); END;

CREATE TRIGGER cycle_never_goes BEFORE DELETE ON cycle
BEGIN SELECT RAISE(ABORT, 'cycle: no row may be deleted'); END;

CREATE TRIGGER cycle_never_replaced BEFORE INSERT ON cycle
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'cycle: that row is there already'); END;
