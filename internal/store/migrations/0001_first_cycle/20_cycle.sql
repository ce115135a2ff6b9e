-- Cycles, what they netted, the rates, and what they converted.

CREATE TABLE cycle (
  id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''), -- value date and number: 2026-11-24-1
  value_date    TEXT NOT NULL CHECK (length(value_date) = 10),
  state         TEXT NOT NULL CHECK (state IN ('open', 'closed', 'netted', 'converted', 'instructed', 'written',
                                               'approved', 'sent', 'settled')),
  cut_off_at    TEXT NOT NULL CHECK (length(cut_off_at) = 30),
  opened_at     TEXT NOT NULL CHECK (length(opened_at) = 30),
  closed_at     TEXT CHECK (length(closed_at) = 30),
  instructed_at TEXT CHECK (length(instructed_at) = 30), -- dates the messages: writing again gives the same bytes
  last_seq      INTEGER NOT NULL CHECK (last_seq >= 0)   -- highest sequence of acceptance at the close
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cycle_identity_stays BEFORE UPDATE ON cycle
WHEN NEW.id IS NOT OLD.id OR NEW.value_date IS NOT OLD.value_date
BEGIN SELECT RAISE(ABORT, 'cycle: its id and value date may not change'); END;

CREATE TRIGGER cycle_never_goes BEFORE DELETE ON cycle
BEGIN SELECT RAISE(ABORT, 'cycle: no row may be deleted'); END;

CREATE TRIGGER cycle_never_replaced BEFORE INSERT ON cycle
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'cycle: that row is there already'); END;

-- An obligation that a cycle left for a later one, and why.
CREATE TABLE deferral (
  cycle      TEXT NOT NULL REFERENCES cycle (id),
  obligation TEXT NOT NULL REFERENCES obligation (id),
  reason     TEXT NOT NULL,
  PRIMARY KEY (cycle, obligation)
) STRICT, WITHOUT ROWID;

-- A net position before conversion; + we owe the participant.
CREATE TABLE position (
  cycle       TEXT NOT NULL REFERENCES cycle (id),
  participant TEXT NOT NULL REFERENCES participant (id),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  gross_in    INTEGER NOT NULL CHECK (gross_in >= 0),  -- to receive
  gross_out   INTEGER NOT NULL CHECK (gross_out >= 0), -- to pay
  net         INTEGER NOT NULL CHECK (net = gross_in - gross_out),
  obligations INTEGER NOT NULL CHECK (obligations >= 0), -- how many
  PRIMARY KEY (cycle, participant, currency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER position_never_changes BEFORE UPDATE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only: no row may change'); END;

CREATE TRIGGER position_never_goes BEFORE DELETE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only: no row may be deleted'); END;

CREATE TRIGGER position_never_replaced BEFORE INSERT ON position
WHEN EXISTS (SELECT 1 FROM position
              WHERE cycle = NEW.cycle AND participant = NEW.participant AND currency = NEW.currency)
BEGIN SELECT RAISE(ABORT, 'position is append-only: that row is there already'); END;

CREATE TABLE fixing (
  source     TEXT NOT NULL CHECK (source <> ''),
  date       TEXT NOT NULL CHECK (length(date) = 10),
  raw_sha256 TEXT REFERENCES input_file (sha256), -- the file that it was read from
  fetched_at TEXT NOT NULL CHECK (length(fetched_at) = 30),
  ignored    TEXT NOT NULL CHECK (json_valid(ignored)), -- JSON list of the rows that cannot be used, with reasons
  PRIMARY KEY (source, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE rate (
  source TEXT NOT NULL,
  date   TEXT NOT NULL,
  base   TEXT NOT NULL CHECK (length(base) = 3),
  quote  TEXT NOT NULL CHECK (length(quote) = 3),
  bid    TEXT NOT NULL, -- exact decimals: units of quote for one unit of base
  mid    TEXT NOT NULL,
  ask    TEXT NOT NULL,
  PRIMARY KEY (source, date, base, quote),
  FOREIGN KEY (source, date) REFERENCES fixing (source, date),
  CHECK (base <> quote)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER fixing_never_changes BEFORE UPDATE ON fixing
BEGIN SELECT RAISE(ABORT, 'fixing is append-only: no row may change'); END;

CREATE TRIGGER fixing_never_goes BEFORE DELETE ON fixing
BEGIN SELECT RAISE(ABORT, 'fixing is append-only: no row may be deleted'); END;

CREATE TRIGGER fixing_never_replaced BEFORE INSERT ON fixing
WHEN EXISTS (SELECT 1 FROM fixing WHERE source = NEW.source AND date = NEW.date)
BEGIN SELECT RAISE(ABORT, 'fixing is append-only: that source and date is there already'); END;

CREATE TRIGGER rate_never_changes BEFORE UPDATE ON rate
BEGIN SELECT RAISE(ABORT, 'rate is append-only: no row may change'); END;

CREATE TRIGGER rate_never_goes BEFORE DELETE ON rate
BEGIN SELECT RAISE(ABORT, 'rate is append-only: no row may be deleted'); END;

CREATE TRIGGER rate_never_replaced BEFORE INSERT ON rate
WHEN EXISTS (SELECT 1 FROM rate
              WHERE source = NEW.source AND date = NEW.date AND base = NEW.base AND quote = NEW.quote)
BEGIN SELECT RAISE(ABORT, 'rate is append-only: that pair is there already'); END;

-- A position turned into the participant's settlement currency; signs as in position.
CREATE TABLE conversion (
  cycle         TEXT NOT NULL REFERENCES cycle (id),
  participant   TEXT NOT NULL REFERENCES participant (id),
  from_currency TEXT NOT NULL CHECK (length(from_currency) = 3),
  from_minor    INTEGER NOT NULL,
  to_currency   TEXT NOT NULL CHECK (length(to_currency) = 3), -- of all four amounts that follow
  to_minor      INTEGER NOT NULL,
  mid           INTEGER NOT NULL,
  spread        INTEGER NOT NULL CHECK (spread >= 0), -- what we earn
  residual      INTEGER NOT NULL,                     -- what rounding left
  spread_bp     INTEGER NOT NULL CHECK (spread_bp >= 0),
  mid_rate      TEXT NOT NULL, -- for people and messages, rounded
  client_rate   TEXT NOT NULL,
  derivation    TEXT NOT NULL, -- from which rates, in words
  source        TEXT NOT NULL,
  fixing_date   TEXT NOT NULL,
  raw_sha256    TEXT NOT NULL,
  PRIMARY KEY (cycle, participant, from_currency),
  FOREIGN KEY (source, fixing_date) REFERENCES fixing (source, date),
  CHECK (from_currency <> to_currency),
  CHECK (to_minor = mid - spread - residual)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER conversion_never_changes BEFORE UPDATE ON conversion
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: no row may change'); END;

CREATE TRIGGER conversion_never_goes BEFORE DELETE ON conversion
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: no row may be deleted'); END;

CREATE TRIGGER conversion_never_replaced BEFORE INSERT ON conversion
WHEN EXISTS (SELECT 1 FROM conversion
              WHERE cycle = NEW.cycle AND participant = NEW.participant AND from_currency = NEW.from_currency)
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: that row is there already'); END;
