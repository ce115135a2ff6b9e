-- A release gets a number. Nothing refers to the old table once its approvals are copied.

DROP TABLE approval;
ALTER TABLE release RENAME TO old_release;

CREATE TABLE release (
  cycle      TEXT NOT NULL REFERENCES cycle (id),
  number     INTEGER NOT NULL CHECK (number >= 1), -- 1, 2 ...: only the last one can be sent
  digest     TEXT NOT NULL CHECK (digest <> ''),   -- of names, sizes and hashes of its files
  maker      TEXT NOT NULL,
  written_at TEXT NOT NULL CHECK (length(written_at) = 30),
  PRIMARY KEY (cycle, number)
) STRICT, WITHOUT ROWID;

INSERT INTO release (cycle, number, digest, maker, written_at) SELECT cycle, 1, digest, maker, written_at FROM old_release;

DROP TABLE old_release;

-- A release that was refused before anything of it had left.
CREATE TABLE release_withdrawn (
  cycle        TEXT NOT NULL,
  number       INTEGER NOT NULL,
  person       TEXT NOT NULL CHECK (person <> ''),
  reason       TEXT NOT NULL CHECK (reason <> ''),
  withdrawn_at TEXT NOT NULL CHECK (length(withdrawn_at) = 30),
  PRIMARY KEY (cycle, number),
  FOREIGN KEY (cycle, number) REFERENCES release (cycle, number)
) STRICT, WITHOUT ROWID;

ALTER TABLE file_out ADD COLUMN release INTEGER NOT NULL DEFAULT 1 CHECK (release >= 1);

-- Who imported a file counts as a maker of the releases that it leads to. Of older files it is not known.
ALTER TABLE input_file ADD COLUMN taken_by TEXT NOT NULL DEFAULT '';

CREATE INDEX run_of_cycle ON run (cycle);
CREATE INDEX instruction_to ON instruction (participant, currency);
