CREATE TABLE statement_exchange (
  statement INTEGER NOT NULL,
  entry     INTEGER NOT NULL,
  number    INTEGER NOT NULL,
  currency  TEXT CHECK (length(currency) = 3),      -- what was instructed, in another currency; NULL where the bank does not say
  minor     INTEGER,
  source    TEXT NOT NULL,                          -- the currencies and the rate as the bank writes them
  target    TEXT NOT NULL,
  unit      TEXT NOT NULL,
  rate      TEXT NOT NULL,
  PRIMARY KEY (statement, entry, number),
  FOREIGN KEY (statement, entry, number) REFERENCES statement_detail (statement, entry, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER statement_exchange_never_changes BEFORE UPDATE ON statement_exchange
BEGIN SELECT RAISE(ABORT, 'statement_exchange is append-only: no row may change'); END;

CREATE TRIGGER statement_exchange_never_goes BEFORE DELETE ON statement_exchange
BEGIN SELECT RAISE(ABORT, 'statement_exchange is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_exchange_never_replaced BEFORE INSERT ON statement_exchange
WHEN EXISTS (SELECT 1 FROM statement_exchange WHERE statement = NEW.statement AND entry = NEW.entry AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'statement_exchange is append-only: that row is there already'); END;
