CREATE TABLE amendment (
  number        INTEGER PRIMARY KEY CHECK (number >= 1), -- 1, 2, 3 ...
  participant   TEXT NOT NULL REFERENCES participant (id),
  currency      TEXT CHECK (length(currency) = 3), -- whose account it changes; NULL: the participant itself
  was           TEXT NOT NULL CHECK (json_valid(was)),
  becomes       TEXT NOT NULL CHECK (json_valid(becomes)),
  reason        TEXT NOT NULL CHECK (reason <> ''),
  asked_by      TEXT NOT NULL CHECK (asked_by <> ''),
  approval      INTEGER NOT NULL UNIQUE REFERENCES approval_request (number),
  amended_at    TEXT NOT NULL CHECK (length(amended_at) = 30),
  source_sha256 TEXT NOT NULL REFERENCES input_file (sha256),
  source_line   INTEGER NOT NULL CHECK (source_line >= 1),
  CHECK (was <> becomes)
) STRICT;

CREATE INDEX amendment_of ON amendment (participant, currency, number);
