-- What servers said.

ALTER TABLE attempt ADD COLUMN replies TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(replies));

-- A try to fetch a file that a correspondent offers, where it brought something new or failed.
CREATE TABLE fetch_attempt (
  id            INTEGER PRIMARY KEY, -- order in which they ended
  correspondent TEXT NOT NULL,
  name          TEXT NOT NULL, -- as the server lists it
  started_at    TEXT NOT NULL CHECK (length(started_at) = 30),
  ended_at      TEXT NOT NULL CHECK (length(ended_at) = 30),
  file          INTEGER REFERENCES file_in (id), -- what it brought; NULL where it failed
  detail        TEXT NOT NULL, -- why it failed, or what is unusual
  replies       TEXT NOT NULL CHECK (json_valid(replies))
) STRICT;

CREATE TRIGGER fetch_attempt_never_changes BEFORE UPDATE ON fetch_attempt
BEGIN SELECT RAISE(ABORT, 'fetch_attempt is append-only: no row may change'); END;

CREATE TRIGGER fetch_attempt_never_goes BEFORE DELETE ON fetch_attempt
BEGIN SELECT RAISE(ABORT, 'fetch_attempt is append-only: no row may be deleted'); END;

CREATE TRIGGER fetch_attempt_never_replaced BEFORE INSERT ON fetch_attempt
WHEN EXISTS (SELECT 1 FROM fetch_attempt WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'fetch_attempt is append-only: that row is there already'); END;
