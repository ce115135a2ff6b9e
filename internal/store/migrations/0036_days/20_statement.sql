ALTER TABLE statement ADD COLUMN first_day TEXT CHECK (length(first_day) = 10); -- the value dates of its entries
ALTER TABLE statement ADD COLUMN last_day TEXT CHECK (length(last_day) = 10);

UPDATE statement SET (first_day, last_day) =
  (SELECT min(coalesce(e.value_date, statement.closing_date)), max(coalesce(e.value_date, statement.closing_date))
     FROM statement_entry AS e WHERE e.statement = statement.id);

CREATE TRIGGER statement_days_stay BEFORE UPDATE OF first_day, last_day ON statement
WHEN NEW.first_day IS NOT OLD.first_day OR NEW.last_day IS NOT OLD.last_day
BEGIN SELECT RAISE(ABORT, 'statement: what the bank said may not change'); END;
