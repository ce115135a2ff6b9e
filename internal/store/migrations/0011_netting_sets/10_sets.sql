-- Positions, conversions and instructions of more than one model of netting.

DROP TRIGGER position_never_changes;
DROP TRIGGER position_never_goes;
DROP TRIGGER position_never_replaced;
ALTER TABLE position RENAME TO old_position;

-- A net position before conversion; + we owe the participant.
CREATE TABLE position (
  cycle       TEXT NOT NULL REFERENCES cycle (id),
  participant TEXT NOT NULL REFERENCES participant (id),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  netting_set TEXT NOT NULL CHECK (netting_set = '' OR netting_set GLOB 'multilateral/*' OR netting_set GLOB 'bilateral/*'
                                   OR netting_set GLOB 'gross/*'),
  gross_in    INTEGER NOT NULL CHECK (gross_in >= 0),  -- to receive
  gross_out   INTEGER NOT NULL CHECK (gross_out >= 0), -- to pay
  net         INTEGER NOT NULL CHECK (net = gross_in - gross_out),
  obligations INTEGER NOT NULL CHECK (obligations >= 0), -- how many
  PRIMARY KEY (cycle, participant, currency, netting_set)
) STRICT, WITHOUT ROWID;

INSERT INTO position SELECT cycle, participant, currency, '', gross_in, gross_out, net, obligations FROM old_position;
DROP TABLE old_position;

CREATE TRIGGER position_never_changes BEFORE UPDATE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only: no row may change'); END;

CREATE TRIGGER position_never_goes BEFORE DELETE ON position
BEGIN SELECT RAISE(ABORT, 'position is append-only: no row may be deleted'); END;

CREATE TRIGGER position_never_replaced BEFORE INSERT ON position
WHEN EXISTS (SELECT 1 FROM position WHERE cycle = NEW.cycle AND participant = NEW.participant
                AND currency = NEW.currency AND netting_set = NEW.netting_set)
BEGIN SELECT RAISE(ABORT, 'position is append-only: that row is there already'); END;

DROP TRIGGER conversion_never_changes;
DROP TRIGGER conversion_never_goes;
DROP TRIGGER conversion_never_replaced;
ALTER TABLE conversion RENAME TO old_conversion;

-- A position turned into the participant's settlement currency; signs as in position.
CREATE TABLE conversion (
  cycle         TEXT NOT NULL REFERENCES cycle (id),
  participant   TEXT NOT NULL REFERENCES participant (id),
  from_currency TEXT NOT NULL CHECK (length(from_currency) = 3),
  netting_set   TEXT NOT NULL, -- of the position
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
  PRIMARY KEY (cycle, participant, from_currency, netting_set),
  FOREIGN KEY (source, fixing_date) REFERENCES fixing (source, date),
  CHECK (from_currency <> to_currency),
  CHECK (to_minor = mid - spread - residual)
) STRICT, WITHOUT ROWID;

INSERT INTO conversion SELECT cycle, participant, from_currency, '', from_minor, to_currency, to_minor, mid, spread, residual,
  spread_bp, mid_rate, client_rate, derivation, source, fixing_date, raw_sha256 FROM old_conversion;
DROP TABLE old_conversion;

CREATE TRIGGER conversion_never_changes BEFORE UPDATE ON conversion
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: no row may change'); END;

CREATE TRIGGER conversion_never_goes BEFORE DELETE ON conversion
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: no row may be deleted'); END;

CREATE TRIGGER conversion_never_replaced BEFORE INSERT ON conversion
WHEN EXISTS (SELECT 1 FROM conversion WHERE cycle = NEW.cycle AND participant = NEW.participant
                AND from_currency = NEW.from_currency AND netting_set = NEW.netting_set)
BEGIN SELECT RAISE(ABORT, 'conversion is append-only: that row is there already'); END;

ALTER TABLE instruction ADD COLUMN netting_set TEXT NOT NULL DEFAULT ''; -- of the positions that it settles

DROP TRIGGER instruction_content_stays;
CREATE TRIGGER instruction_content_stays BEFORE UPDATE ON instruction
WHEN NEW.id IS NOT OLD.id OR NEW.uetr IS NOT OLD.uetr OR NEW.cycle IS NOT OLD.cycle
  OR NEW.participant IS NOT OLD.participant OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.direction IS NOT OLD.direction OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor
  OR NEW.value_date IS NOT OLD.value_date OR NEW.netting_set IS NOT OLD.netting_set
BEGIN SELECT RAISE(ABORT, 'instruction: who is paid, how much, when and where may not change'); END;
