-- One payment may be paid anew by several: in parts, or again after what was to pay it was withdrawn.

CREATE TABLE old_reissue AS SELECT * FROM reissue;
DROP TABLE reissue;

CREATE TABLE reissue (
  instruction TEXT NOT NULL PRIMARY KEY REFERENCES instruction (id), -- which pays anew
  replaces    TEXT NOT NULL REFERENCES instruction (id),             -- which was rejected, or came back, or a part of which did
  reason      TEXT NOT NULL CHECK (reason <> ''),
  asked_by    TEXT NOT NULL CHECK (asked_by <> ''),
  asked_at    TEXT NOT NULL CHECK (length(asked_at) = 30),
  CHECK (instruction <> replaces)
) STRICT, WITHOUT ROWID;

INSERT INTO reissue (instruction, replaces, reason, asked_by, asked_at)
SELECT instruction, replaces, reason, asked_by, asked_at FROM old_reissue;
DROP TABLE old_reissue;

CREATE INDEX reissue_of ON reissue (replaces);

CREATE TABLE reissue_withdrawn (
  instruction  TEXT NOT NULL PRIMARY KEY REFERENCES reissue (instruction), -- which pays nothing anew any more
  person       TEXT NOT NULL CHECK (person <> ''),
  reason       TEXT NOT NULL CHECK (reason <> ''),
  withdrawn_at TEXT NOT NULL CHECK (length(withdrawn_at) = 30)
) STRICT, WITHOUT ROWID;
