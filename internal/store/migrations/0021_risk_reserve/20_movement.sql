-- A movement of the risk reserve. Its entry in the journal has the key risk-reserve:CURRENCY:NUMBER.

CREATE TABLE reserve_movement (
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  number       INTEGER NOT NULL CHECK (number > 0), -- 1, 2, 3 ... of the currency
  act          TEXT NOT NULL CHECK (act IN ('fund', 'release', 'use')),
  minor        INTEGER NOT NULL CHECK (minor > 0),
  participant  TEXT REFERENCES participant (id), -- whose debt a use bears, or who pays that back by a fund
  value_date   TEXT NOT NULL CHECK (length(value_date) = 10),
  reason       TEXT NOT NULL CHECK (reason <> ''),
  moved_by     TEXT NOT NULL CHECK (moved_by <> ''), -- who asked for it
  approval     INTEGER REFERENCES approval_request (number), -- none where one person may do it alone
  moved_at     TEXT NOT NULL CHECK (length(moved_at) = 30),
  PRIMARY KEY (currency, number),
  CHECK (act = 'fund' OR (act = 'use') = (participant IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER reserve_movement_never_changes BEFORE UPDATE ON reserve_movement
BEGIN SELECT RAISE(ABORT, 'reserve_movement is append-only: no row may change; move it back'); END;

CREATE TRIGGER reserve_movement_never_goes BEFORE DELETE ON reserve_movement
BEGIN SELECT RAISE(ABORT, 'reserve_movement is append-only: no row may be deleted; move it back'); END;

CREATE TRIGGER reserve_movement_never_replaced BEFORE INSERT ON reserve_movement
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM reserve_movement WHERE currency = NEW.currency)
BEGIN SELECT RAISE(ABORT, 'reserve_movement is append-only: its number must follow the last one of its currency'); END;

CREATE TRIGGER reserve_movement_never_negative BEFORE INSERT ON reserve_movement
WHEN NEW.act <> 'fund' AND NEW.minor > (
  SELECT coalesce(sum(CASE act WHEN 'fund' THEN minor ELSE -minor END), 0) FROM reserve_movement WHERE currency = NEW.currency)
BEGIN SELECT RAISE(ABORT, 'reserve_movement: the risk reserve does not hold that much'); END;
