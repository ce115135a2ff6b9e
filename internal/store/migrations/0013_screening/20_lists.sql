-- Sanctions lists, what was screened against them, and what people said of the hits.

-- A version of a list that was read. One that is much smaller than the last waits until a person accepts it.
CREATE TABLE screening_list (
  number   INTEGER PRIMARY KEY, -- 1, 2, 3 ...
  list     TEXT NOT NULL CHECK (list <> ''),
  format   TEXT NOT NULL CHECK (format <> ''),
  digest   TEXT NOT NULL CHECK (length(digest) = 64), -- of its files by name, size and hash
  entries  INTEGER NOT NULL CHECK (entries > 0),
  names    INTEGER NOT NULL CHECK (names >= 0),
  ignored  TEXT NOT NULL, -- what of the files is not used, and how often, as JSON
  taken_at TEXT NOT NULL CHECK (length(taken_at) = 30),
  taken_by TEXT NOT NULL CHECK (taken_by <> ''),
  waits    TEXT NOT NULL  -- why a person must accept it before it counts; '' where nobody must
) STRICT;

CREATE INDEX screening_list_by_name ON screening_list (list, number);

-- The files of a version. Their bytes lie in the spool by hash.
CREATE TABLE screening_file (
  version INTEGER NOT NULL REFERENCES screening_list (number),
  part    INTEGER NOT NULL CHECK (part >= 0), -- in the order of the format
  name    TEXT NOT NULL CHECK (name <> ''),
  sha256  TEXT NOT NULL REFERENCES input_file (sha256),
  PRIMARY KEY (version, part)
) STRICT, WITHOUT ROWID;

-- Every visit to the place of a file of a list.
CREATE TABLE screening_visit (
  number        INTEGER PRIMARY KEY,
  list          TEXT NOT NULL CHECK (list <> ''),
  place         TEXT NOT NULL CHECK (place <> ''),
  fetched_at    TEXT NOT NULL CHECK (length(fetched_at) = 30),
  fetched_by    TEXT NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('taken', 'unchanged', 'refused', 'failed')),
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  version       INTEGER REFERENCES screening_list (number), -- the version that the visit confirmed or brought
  sha256        TEXT REFERENCES input_file (sha256),        -- of the bytes of this place in that version
  detail        TEXT NOT NULL
) STRICT;

CREATE INDEX screening_visit_by_place ON screening_visit (place, number);
CREATE INDEX screening_visit_by_list ON screening_visit (list, number);

-- One screening: of the instructions of a cycle, or of all participants.
CREATE TABLE screening_run (
  number  INTEGER PRIMARY KEY,
  cycle   TEXT REFERENCES cycle (id), -- NULL: all participants
  run_at  TEXT NOT NULL CHECK (length(run_at) = 30),
  run_by  TEXT NOT NULL CHECK (run_by <> ''),
  parties INTEGER NOT NULL CHECK (parties >= 0),
  hits    INTEGER NOT NULL CHECK (hits >= 0)
) STRICT;

CREATE INDEX screening_run_of_cycle ON screening_run (cycle);

-- The versions of the lists that it used.
CREATE TABLE screening_run_list (
  run     INTEGER NOT NULL REFERENCES screening_run (number),
  version INTEGER NOT NULL REFERENCES screening_list (number),
  PRIMARY KEY (run, version)
) STRICT, WITHOUT ROWID;

-- The instructions whose creditor it looked at, and what it saw of the creditor.
CREATE TABLE screening_subject (
  run         INTEGER NOT NULL REFERENCES screening_run (number),
  instruction TEXT NOT NULL REFERENCES instruction (id),
  digest      TEXT NOT NULL CHECK (length(digest) = 64), -- of name, countries, BICs and accounts
  PRIMARY KEY (run, instruction)
) STRICT, WITHOUT ROWID;

CREATE INDEX screening_subject_of ON screening_subject (instruction, run);

-- A question: is this participant that entry? The same name and the same entry are the same question.
CREATE TABLE screening_hit (
  id           TEXT NOT NULL PRIMARY KEY CHECK (id GLOB 'H-*'),
  participant  TEXT NOT NULL REFERENCES participant (id),
  field        TEXT NOT NULL CHECK (field IN ('name', 'country', 'bic', 'account_bic', 'account_country')),
  value        TEXT NOT NULL, -- as it stands with us
  compared     TEXT NOT NULL, -- as it was compared
  list         TEXT NOT NULL,
  version      INTEGER NOT NULL REFERENCES screening_list (number), -- in which it was found first
  entry        TEXT NOT NULL, -- id within the list
  entry_digest TEXT NOT NULL CHECK (length(entry_digest) = 64), -- of all that the entry says
  entry_kind   TEXT NOT NULL,
  programme    TEXT NOT NULL,
  listed       TEXT NOT NULL, -- the name, country or BIC of the entry
  score        INTEGER NOT NULL CHECK (score BETWEEN 1 AND 10000), -- basis points
  found_at     TEXT NOT NULL CHECK (length(found_at) = 30),
  found_by     TEXT NOT NULL CHECK (found_by <> '')
) STRICT, WITHOUT ROWID;

CREATE INDEX screening_hit_of_participant ON screening_hit (participant);

-- Which hits a run found.
CREATE TABLE screening_found (
  run INTEGER NOT NULL REFERENCES screening_run (number),
  hit TEXT NOT NULL REFERENCES screening_hit (id),
  PRIMARY KEY (run, hit)
) STRICT, WITHOUT ROWID;

-- What a second person said of a hit. The last one counts.
CREATE TABLE screening_decision (
  number     INTEGER PRIMARY KEY,
  hit        TEXT NOT NULL REFERENCES screening_hit (id),
  cleared    INTEGER NOT NULL CHECK (cleared IN (0, 1)), -- 1: another person or thing; 0: confirmed
  maker      TEXT NOT NULL CHECK (maker <> ''),
  checker    TEXT NOT NULL CHECK (checker <> '' AND checker <> maker),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30)
) STRICT;

CREATE INDEX screening_decision_of ON screening_decision (hit, number);

-- What a second person accepted about a list.
CREATE TABLE screening_acceptance (
  key         TEXT NOT NULL PRIMARY KEY CHECK (key <> ''), -- names what was accepted
  what        TEXT NOT NULL CHECK (what <> ''),
  maker       TEXT NOT NULL CHECK (maker <> ''),
  checker     TEXT NOT NULL CHECK (checker <> '' AND checker <> maker),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  accepted_at TEXT NOT NULL CHECK (length(accepted_at) = 30)
) STRICT, WITHOUT ROWID;
