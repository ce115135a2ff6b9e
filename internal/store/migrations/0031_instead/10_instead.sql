ALTER TABLE statement ADD COLUMN copy TEXT NOT NULL DEFAULT ''; -- CpyDplctInd
ALTER TABLE statement ADD COLUMN page INTEGER NOT NULL DEFAULT 0 CHECK (page >= 0); -- 0: it is whole
ALTER TABLE statement ADD COLUMN last_page INTEGER NOT NULL DEFAULT 0 CHECK (last_page IN (0, 1));
ALTER TABLE statement ADD COLUMN instead INTEGER REFERENCES statement (id); -- that counts in place of this one

CREATE TABLE statement_page (
  statement   INTEGER NOT NULL REFERENCES statement (id),
  page        INTEGER NOT NULL CHECK (page >= 1),
  first_entry INTEGER NOT NULL CHECK (first_entry >= 1), -- of the statement, that is on the page
  file_in     INTEGER NOT NULL REFERENCES file_in (id),
  PRIMARY KEY (statement, page)
) STRICT, WITHOUT ROWID;

DROP TRIGGER statement_content_stays;
CREATE TRIGGER statement_content_stays BEFORE UPDATE ON statement
WHEN NEW.id IS NOT OLD.id OR NEW.file_in IS NOT OLD.file_in OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.account IS NOT OLD.account OR NEW.bank_id IS NOT OLD.bank_id OR NEW.sequence IS NOT OLD.sequence
  OR NEW.currency IS NOT OLD.currency OR NEW.opening_currency IS NOT OLD.opening_currency
  OR NEW.opening_minor IS NOT OLD.opening_minor OR NEW.closing_currency IS NOT OLD.closing_currency
  OR NEW.closing_minor IS NOT OLD.closing_minor OR NEW.closing_date IS NOT OLD.closing_date
  OR NEW.copy IS NOT OLD.copy OR NEW.page IS NOT OLD.page OR NEW.last_page IS NOT OLD.last_page
  OR OLD.instead IS NOT NULL AND NEW.instead IS NOT OLD.instead
BEGIN SELECT RAISE(ABORT, 'statement: what the bank said may not change'); END;

CREATE TRIGGER statement_page_never_changes BEFORE UPDATE ON statement_page
BEGIN SELECT RAISE(ABORT, 'statement_page is append-only: no row may change'); END;

CREATE TRIGGER statement_page_never_goes BEFORE DELETE ON statement_page
BEGIN SELECT RAISE(ABORT, 'statement_page is append-only: no row may be deleted'); END;

CREATE TRIGGER statement_page_never_replaced BEFORE INSERT ON statement_page
WHEN EXISTS (SELECT 1 FROM statement_page WHERE statement = NEW.statement AND page = NEW.page)
BEGIN SELECT RAISE(ABORT, 'statement_page is append-only: that row is there already'); END;
