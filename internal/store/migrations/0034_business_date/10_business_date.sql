CREATE TABLE business_date (
  number INTEGER PRIMARY KEY CHECK (number >= 1),      -- 1, 2, 3 ...
  day    TEXT CHECK (length(day) = 10),                -- NULL: it follows the clock
  set_by TEXT NOT NULL CHECK (set_by <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  set_at TEXT NOT NULL CHECK (length(set_at) = 30)
) STRICT;

CREATE TRIGGER business_date_never_changes BEFORE UPDATE ON business_date
BEGIN SELECT RAISE(ABORT, 'business_date is append-only: no row may change'); END;

CREATE TRIGGER business_date_never_goes BEFORE DELETE ON business_date
BEGIN SELECT RAISE(ABORT, 'business_date is append-only: no row may be deleted'); END;

CREATE TRIGGER business_date_never_replaced BEFORE INSERT ON business_date
WHEN NEW.number <= (SELECT coalesce(max(number), 0) FROM business_date)
BEGIN SELECT RAISE(ABORT, 'business_date is append-only: that row is there already'); END;

CREATE TRIGGER business_date_never_goes_back BEFORE INSERT ON business_date
WHEN NEW.day < (SELECT max(day) FROM business_date)
BEGIN SELECT RAISE(ABORT, 'the business date never goes back'); END;
