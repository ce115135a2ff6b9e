-- What of a deal belongs to which cycle.

CREATE TABLE cover_share (
  deal         TEXT NOT NULL REFERENCES cover_deal (id),
  line         INTEGER NOT NULL CHECK (line > 0),
  cycle        TEXT NOT NULL REFERENCES cycle (id),
  bought_minor INTEGER NOT NULL, -- in the currencies of the deal; both below zero where the cycle was open the other way
  sold_minor   INTEGER NOT NULL,
  PRIMARY KEY (deal, line),
  UNIQUE (deal, cycle)
) STRICT, WITHOUT ROWID;

CREATE INDEX cover_share_of_cycle ON cover_share (cycle);

INSERT INTO cover_share (deal, line, cycle, bought_minor, sold_minor) SELECT id, 1, cycle, bought_minor, sold_minor FROM cover_deal;

CREATE TRIGGER cover_share_never_changes BEFORE UPDATE ON cover_share
BEGIN SELECT RAISE(ABORT, 'cover_share is append-only: no row may change'); END;

CREATE TRIGGER cover_share_never_goes BEFORE DELETE ON cover_share
BEGIN SELECT RAISE(ABORT, 'cover_share is append-only: no row may be deleted'); END;

CREATE TRIGGER cover_share_never_replaced BEFORE INSERT ON cover_share
WHEN EXISTS (SELECT 1 FROM cover_share WHERE deal = NEW.deal AND (line = NEW.line OR cycle = NEW.cycle))
BEGIN SELECT RAISE(ABORT, 'cover_share is append-only: that share is there already'); END;

-- What the bank took of a side, as it states it.
ALTER TABLE cover_leg ADD COLUMN charge_minor INTEGER NOT NULL DEFAULT 0 CHECK (charge_minor >= 0);

-- The last rate of a pair before a day.
CREATE INDEX rate_by_pair ON rate (source, base, quote, date);
