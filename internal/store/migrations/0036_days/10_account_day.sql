ALTER TABLE account_day ADD COLUMN first_entry INTEGER NOT NULL DEFAULT 0; -- of the journal, that posted to the account with the date
ALTER TABLE account_day ADD COLUMN last_entry INTEGER NOT NULL DEFAULT 0;

UPDATE account_day SET first_entry = d.first_entry, last_entry = d.last_entry
  FROM (SELECT p.account, e.value_date, min(p.entry) AS first_entry, max(p.entry) AS last_entry
          FROM posting AS p CROSS JOIN journal_entry AS e ON e.number = p.entry GROUP BY p.account, e.value_date) AS d
 WHERE d.account = account_day.account AND d.value_date = account_day.value_date;
