CREATE TABLE safeguarding_record (
  day     TEXT NOT NULL CHECK (length(day) = 10),
  number  INTEGER NOT NULL CHECK (number >= 1), -- 1, 2 ... of that day: the last one counts
  made_at TEXT NOT NULL CHECK (length(made_at) = 30),
  made_by TEXT NOT NULL CHECK (made_by <> ''),
  content TEXT NOT NULL CHECK (json_valid(content)),
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64), -- of the content
  PRIMARY KEY (day, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER safeguarding_record_never_changes BEFORE UPDATE ON safeguarding_record
BEGIN SELECT RAISE(ABORT, 'safeguarding_record is append-only: no row may change'); END;

CREATE TRIGGER safeguarding_record_never_goes BEFORE DELETE ON safeguarding_record
BEGIN SELECT RAISE(ABORT, 'safeguarding_record is append-only: no row may be deleted'); END;

CREATE TRIGGER safeguarding_record_never_replaced BEFORE INSERT ON safeguarding_record
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM safeguarding_record WHERE day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'safeguarding_record is append-only: its number must follow the last one of the day'); END;
