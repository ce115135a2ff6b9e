-- Closed periods: nothing is booked any more with a value date on or before the last of them.

CREATE TABLE period_close (
  until     TEXT NOT NULL PRIMARY KEY CHECK (length(until) = 10), -- the last day of the period
  closed_at TEXT NOT NULL CHECK (length(closed_at) = 30),
  closed_by TEXT NOT NULL CHECK (closed_by <> '')
) STRICT, WITHOUT ROWID;

CREATE TRIGGER period_close_goes_on BEFORE INSERT ON period_close
BEGIN
  SELECT RAISE(ABORT, 'period_close is append-only: a period that ends then or later is closed already')
   WHERE NEW.until <= (SELECT max(until) FROM period_close);
END;

CREATE TRIGGER period_close_never_changes BEFORE UPDATE ON period_close
BEGIN SELECT RAISE(ABORT, 'period_close is append-only: no row may change'); END;

CREATE TRIGGER period_close_never_goes BEFORE DELETE ON period_close
BEGIN SELECT RAISE(ABORT, 'period_close is append-only: no row may be deleted'); END;

CREATE TRIGGER journal_entry_is_after_the_close BEFORE INSERT ON journal_entry
BEGIN
  SELECT RAISE(ABORT, 'journal_entry: its value date lies in a closed period')
   WHERE NEW.value_date <= (SELECT max(until) FROM period_close);
END;

-- For balances as they were: which entries count is told by the index alone.
CREATE INDEX journal_entry_by_value_date ON journal_entry (value_date);
CREATE INDEX journal_entry_by_booking ON journal_entry (booked_at);
