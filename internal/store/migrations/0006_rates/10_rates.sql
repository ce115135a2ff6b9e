-- Where rates come from, and what a person decided about them.

DROP TRIGGER fixing_never_changes;

ALTER TABLE fixing ADD COLUMN fixed_at TEXT CHECK (length(fixed_at) = 30); -- where the source says it
ALTER TABLE fixing ADD COLUMN fetched_by TEXT;                            -- who brought the file

UPDATE fixing SET fetched_by = (SELECT started_by FROM run WHERE stage = 'rates' AND started_at <= fixing.fetched_at
                                 ORDER BY started_at DESC, id DESC LIMIT 1);

CREATE TRIGGER fixing_never_changes BEFORE UPDATE ON fixing
BEGIN SELECT RAISE(ABORT, 'fixing is append-only: no row may change'); END;

ALTER TABLE rate ADD COLUMN per_units INTEGER NOT NULL DEFAULT 1 CHECK (per_units IN (1, 10, 100, 1000, 10000));

-- A file that says something else of a fixing that is known.
CREATE TABLE rate_conflict (
  number     INTEGER PRIMARY KEY,
  source     TEXT NOT NULL,
  date       TEXT NOT NULL,
  raw_sha256 TEXT NOT NULL REFERENCES input_file (sha256),
  found_at   TEXT NOT NULL CHECK (length(found_at) = 30),
  found_by   TEXT NOT NULL,
  UNIQUE (source, date, raw_sha256),
  FOREIGN KEY (source, date) REFERENCES fixing (source, date)
) STRICT;

-- The pairs of which they differ. A side that has no such rate is NULL.
CREATE TABLE rate_offer (
  conflict  INTEGER NOT NULL REFERENCES rate_conflict (number),
  base      TEXT NOT NULL CHECK (length(base) = 3),
  quote     TEXT NOT NULL CHECK (length(quote) = 3),
  known_bid TEXT,
  known_mid TEXT,
  known_ask TEXT,
  bid       TEXT, -- what the file offers
  mid       TEXT,
  ask       TEXT,
  per_units INTEGER NOT NULL CHECK (per_units IN (1, 10, 100, 1000, 10000)),
  PRIMARY KEY (conflict, base, quote),
  CHECK (known_mid IS NOT NULL OR mid IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- What a person decided, and for what. One decision for each key.
CREATE TABLE rate_decision (
  key        TEXT NOT NULL PRIMARY KEY CHECK (key <> ''),
  kind       TEXT NOT NULL CHECK (kind IN ('conflict', 'age', 'missing', 'move', 'incoherent')),
  accepted   INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  what       TEXT NOT NULL,                           -- in words, what was decided about
  source     TEXT NOT NULL,
  date       TEXT NOT NULL,
  base       TEXT,
  quote      TEXT,
  cycle      TEXT REFERENCES cycle (id),              -- where it counts for one cycle only
  conflict   INTEGER REFERENCES rate_conflict (number),
  maker      TEXT NOT NULL CHECK (maker <> ''),       -- who brought the file
  checker    TEXT NOT NULL CHECK (checker <> '' AND checker <> maker),
  reason     TEXT NOT NULL CHECK (reason <> ''),
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30),
  FOREIGN KEY (source, date) REFERENCES fixing (source, date),
  CHECK ((kind = 'conflict') = (conflict IS NOT NULL)),
  CHECK ((kind IN ('age', 'missing')) = (cycle IS NOT NULL)),
  CHECK ((kind IN ('missing', 'move')) = (base IS NOT NULL AND quote IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX rate_decision_by_conflict ON rate_decision (conflict) WHERE conflict IS NOT NULL;

-- One visit to a source.
CREATE TABLE rate_fetch (
  number        INTEGER PRIMARY KEY,
  feed          TEXT NOT NULL CHECK (feed <> ''), -- its name in nostro.yaml
  place         TEXT NOT NULL,                    -- where it was fetched
  fetched_at    TEXT NOT NULL CHECK (length(fetched_at) = 30),
  fetched_by    TEXT NOT NULL,
  outcome       TEXT NOT NULL CHECK (outcome IN ('taken', 'unchanged', 'refused', 'failed')),
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  raw_sha256    TEXT REFERENCES input_file (sha256),
  detail        TEXT NOT NULL
) STRICT;

CREATE INDEX rate_fetch_by_place ON rate_fetch (place, number);

-- What refuses UPDATE, DELETE and replacing.

CREATE TRIGGER rate_conflict_never_changes BEFORE UPDATE ON rate_conflict
BEGIN SELECT RAISE(ABORT, 'rate_conflict is append-only: no row may change'); END;

CREATE TRIGGER rate_conflict_never_goes BEFORE DELETE ON rate_conflict
BEGIN SELECT RAISE(ABORT, 'rate_conflict is append-only: no row may be deleted'); END;

CREATE TRIGGER rate_conflict_never_replaced BEFORE INSERT ON rate_conflict
WHEN EXISTS (SELECT 1 FROM rate_conflict WHERE number = NEW.number)
  OR EXISTS (SELECT 1 FROM rate_conflict WHERE source = NEW.source AND date = NEW.date AND raw_sha256 = NEW.raw_sha256)
BEGIN SELECT RAISE(ABORT, 'rate_conflict is append-only: that row is there already'); END;

CREATE TRIGGER rate_offer_never_changes BEFORE UPDATE ON rate_offer
BEGIN SELECT RAISE(ABORT, 'rate_offer is append-only: no row may change'); END;

CREATE TRIGGER rate_offer_never_goes BEFORE DELETE ON rate_offer
BEGIN SELECT RAISE(ABORT, 'rate_offer is append-only: no row may be deleted'); END;

CREATE TRIGGER rate_offer_never_replaced BEFORE INSERT ON rate_offer
WHEN EXISTS (SELECT 1 FROM rate_offer WHERE conflict = NEW.conflict AND base = NEW.base AND quote = NEW.quote)
BEGIN SELECT RAISE(ABORT, 'rate_offer is append-only: that pair is there already'); END;

CREATE TRIGGER rate_decision_never_changes BEFORE UPDATE ON rate_decision
BEGIN SELECT RAISE(ABORT, 'rate_decision is append-only: no row may change'); END;

CREATE TRIGGER rate_decision_never_goes BEFORE DELETE ON rate_decision
BEGIN SELECT RAISE(ABORT, 'rate_decision is append-only: no row may be deleted'); END;

CREATE TRIGGER rate_decision_never_replaced BEFORE INSERT ON rate_decision
WHEN EXISTS (SELECT 1 FROM rate_decision WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'rate_decision is append-only: that key is there already'); END;

CREATE TRIGGER rate_fetch_never_changes BEFORE UPDATE ON rate_fetch
BEGIN SELECT RAISE(ABORT, 'rate_fetch is append-only: no row may change'); END;

CREATE TRIGGER rate_fetch_never_goes BEFORE DELETE ON rate_fetch
BEGIN SELECT RAISE(ABORT, 'rate_fetch is append-only: no row may be deleted'); END;

CREATE TRIGGER rate_fetch_never_replaced BEFORE INSERT ON rate_fetch
WHEN EXISTS (SELECT 1 FROM rate_fetch WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'rate_fetch is append-only: that row is there already'); END;
