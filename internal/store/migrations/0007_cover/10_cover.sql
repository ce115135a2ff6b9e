-- Cover trades: what was dealt, who confirmed it, and which bookings of the banks settled it.

CREATE TABLE cover_deal (
  id              TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 35), -- of the trade; the same deal is recorded once
  cycle           TEXT NOT NULL REFERENCES cycle (id),
  base            TEXT NOT NULL CHECK (length(base) = 3),
  quote           TEXT NOT NULL CHECK (length(quote) = 3 AND quote <> base),
  rate            TEXT NOT NULL, -- units of quote for one of base
  bought_currency TEXT NOT NULL CHECK (bought_currency IN (base, quote)),
  bought_minor    INTEGER NOT NULL CHECK (bought_minor > 0),
  sold_currency   TEXT NOT NULL CHECK (sold_currency IN (base, quote) AND sold_currency <> bought_currency),
  sold_minor      INTEGER NOT NULL CHECK (sold_minor > 0),
  trade_date      TEXT NOT NULL CHECK (length(trade_date) = 10),
  value_date      TEXT NOT NULL CHECK (length(value_date) = 10 AND value_date >= trade_date),
  counterparty    TEXT NOT NULL CHECK (counterparty <> ''),
  bought_at       TEXT NOT NULL, -- the correspondent at which it arrives
  sold_at         TEXT NOT NULL, -- the one from which it leaves
  digest          TEXT NOT NULL CHECK (length(digest) = 64), -- of all of the above
  maker           TEXT NOT NULL CHECK (maker <> ''),
  made_at         TEXT NOT NULL CHECK (length(made_at) = 30),
  state           TEXT NOT NULL CHECK (state IN ('recorded', 'confirmed', 'refused', 'settled'))
) STRICT, WITHOUT ROWID;

CREATE INDEX cover_deal_by_cycle ON cover_deal (cycle);

-- What the second person said, of which content. One decision for each deal.
CREATE TABLE cover_decision (
  deal       TEXT NOT NULL PRIMARY KEY REFERENCES cover_deal (id),
  digest     TEXT NOT NULL CHECK (length(digest) = 64),
  maker      TEXT NOT NULL CHECK (maker <> ''),
  checker    TEXT NOT NULL CHECK (checker <> '' AND checker <> maker),
  confirmed  INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  reason     TEXT NOT NULL CHECK (confirmed = 1 OR reason <> ''),
  decided_at TEXT NOT NULL CHECK (length(decided_at) = 30)
) STRICT, WITHOUT ROWID;

-- The booking on a proven statement that is one side of a deal. It lay in suspense until both sides were there.
CREATE TABLE cover_leg (
  deal      TEXT NOT NULL REFERENCES cover_deal (id),
  side      TEXT NOT NULL CHECK (side IN ('bought', 'sold')),
  statement INTEGER NOT NULL,
  entry     INTEGER NOT NULL,
  detail    INTEGER NOT NULL, -- 0: the entry as a whole
  suspense  TEXT NOT NULL REFERENCES journal_entry (key) DEFERRABLE INITIALLY DEFERRED, -- the entry that put it there
  found_by  TEXT NOT NULL CHECK (found_by <> ''), -- the person, or 'reference' where the bank named the deal
  found_at  TEXT NOT NULL CHECK (length(found_at) = 30),
  PRIMARY KEY (deal, side),
  UNIQUE (suspense),
  FOREIGN KEY (statement, entry) REFERENCES statement_entry (statement, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cover_deal_content_stays BEFORE UPDATE ON cover_deal
WHEN NEW.id IS NOT OLD.id OR NEW.cycle IS NOT OLD.cycle OR NEW.base IS NOT OLD.base OR NEW.quote IS NOT OLD.quote
  OR NEW.rate IS NOT OLD.rate OR NEW.bought_currency IS NOT OLD.bought_currency OR NEW.bought_minor IS NOT OLD.bought_minor
  OR NEW.sold_currency IS NOT OLD.sold_currency OR NEW.sold_minor IS NOT OLD.sold_minor
  OR NEW.trade_date IS NOT OLD.trade_date OR NEW.value_date IS NOT OLD.value_date
  OR NEW.counterparty IS NOT OLD.counterparty OR NEW.bought_at IS NOT OLD.bought_at OR NEW.sold_at IS NOT OLD.sold_at
  OR NEW.digest IS NOT OLD.digest OR NEW.maker IS NOT OLD.maker OR NEW.made_at IS NOT OLD.made_at
BEGIN SELECT RAISE(ABORT, 'cover_deal: only its state may change'); END;

CREATE TRIGGER cover_deal_never_goes BEFORE DELETE ON cover_deal
BEGIN SELECT RAISE(ABORT, 'cover_deal: no row may be deleted'); END;

CREATE TRIGGER cover_deal_never_replaced BEFORE INSERT ON cover_deal
WHEN EXISTS (SELECT 1 FROM cover_deal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'cover_deal: that deal is there already'); END;

CREATE TRIGGER cover_decision_never_changes BEFORE UPDATE ON cover_decision
BEGIN SELECT RAISE(ABORT, 'cover_decision is append-only: no row may change'); END;

CREATE TRIGGER cover_decision_never_goes BEFORE DELETE ON cover_decision
BEGIN SELECT RAISE(ABORT, 'cover_decision is append-only: no row may be deleted'); END;

CREATE TRIGGER cover_decision_never_replaced BEFORE INSERT ON cover_decision
WHEN EXISTS (SELECT 1 FROM cover_decision WHERE deal = NEW.deal)
BEGIN SELECT RAISE(ABORT, 'cover_decision is append-only: that deal is decided already'); END;

CREATE TRIGGER cover_leg_never_changes BEFORE UPDATE ON cover_leg
BEGIN SELECT RAISE(ABORT, 'cover_leg is append-only: no row may change'); END;

CREATE TRIGGER cover_leg_never_goes BEFORE DELETE ON cover_leg
BEGIN SELECT RAISE(ABORT, 'cover_leg is append-only: no row may be deleted'); END;

CREATE TRIGGER cover_leg_never_replaced BEFORE INSERT ON cover_leg
WHEN EXISTS (SELECT 1 FROM cover_leg WHERE deal = NEW.deal AND side = NEW.side)
  OR EXISTS (SELECT 1 FROM cover_leg WHERE suspense = NEW.suspense)
BEGIN SELECT RAISE(ABORT, 'cover_leg is append-only: that side, or that booking, is taken already'); END;
