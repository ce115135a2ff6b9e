-- The rules of both tables went with them, and come back word for word.

CREATE TRIGGER account_never_changes BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only: no row may change'); END;

CREATE TRIGGER account_never_goes BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account is append-only: no row may be deleted'); END;

CREATE TRIGGER account_never_replaced BEFORE INSERT ON account
WHEN EXISTS (SELECT 1 FROM account WHERE name = NEW.name AND currency = NEW.currency)
  OR EXISTS (SELECT 1 FROM account WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'account is append-only: that account is there already'); END;

CREATE TRIGGER journal_entry_is_right BEFORE INSERT ON journal_entry
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM journal_entry)
  OR NEW.booked_at < (SELECT booked_at FROM journal_entry WHERE number = NEW.number - 1)
  OR NEW.value_date <= (SELECT max(until) FROM period_close)
  OR NEW.reverses IS NOT NULL
  OR EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.key)
  OR NEW.postings < 2
  OR NEW.postings IS NOT (
       SELECT sum(n) FROM (SELECT count(*) AS n, sum(p.minor) AS s
                             FROM posting p JOIN account a ON a.id = p.account AND a.currency = p.currency
                            WHERE p.entry = NEW.number GROUP BY p.currency) WHERE s = 0)
BEGIN
  SELECT RAISE(ABORT, 'journal_entry is append-only: its number must follow the last one without a gap')
   WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM journal_entry);
  SELECT RAISE(ABORT, 'journal_entry: it is booked before the entry before it')
   WHERE NEW.booked_at < (SELECT booked_at FROM journal_entry WHERE number = NEW.number - 1);
  SELECT RAISE(ABORT, 'journal_entry: its value date lies in a closed period')
   WHERE NEW.value_date <= (SELECT max(until) FROM period_close);
  SELECT RAISE(ABORT, 'journal_entry: that key is in the journal already')
   WHERE EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.key);
  SELECT RAISE(ABORT, 'journal_entry: it has fewer than 2 postings')
   WHERE NEW.postings < 2 OR (SELECT count(*) FROM posting WHERE entry = NEW.number) < 2;
  SELECT RAISE(ABORT, 'journal_entry: it does not have as many postings as it says')
   WHERE (SELECT count(*) FROM posting WHERE entry = NEW.number) IS NOT NEW.postings;
  SELECT RAISE(ABORT, 'journal_entry: a posting names an account that is not there, or one of another currency')
   WHERE EXISTS (SELECT 1 FROM posting p WHERE p.entry = NEW.number
                    AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = p.account AND a.currency = p.currency));
  SELECT RAISE(ABORT, 'journal_entry: its postings do not sum to zero in each currency')
   WHERE EXISTS (SELECT 1 FROM posting WHERE entry = NEW.number GROUP BY currency HAVING sum(minor) <> 0);
  SELECT RAISE(ABORT, 'journal_entry: the entry that it reverses is not in the journal')
   WHERE NEW.reverses IS NOT NULL AND NOT EXISTS (SELECT 1 FROM journal_entry WHERE key = NEW.reverses);
  SELECT RAISE(ABORT, 'journal_entry: the entry that it reverses is reversed already')
   WHERE EXISTS (SELECT 1 FROM journal_entry WHERE reverses = NEW.reverses);
  SELECT RAISE(ABORT, 'journal_entry: it is not the opposite of the entry that it reverses')
   WHERE NEW.reverses IS NOT NULL
     AND (NEW.postings IS NOT (SELECT postings FROM journal_entry WHERE key = NEW.reverses)
       OR EXISTS (SELECT account, -minor FROM posting
                   WHERE entry = (SELECT number FROM journal_entry WHERE key = NEW.reverses)
                  EXCEPT SELECT account, minor FROM posting WHERE entry = NEW.number));
END;

CREATE TRIGGER journal_entry_never_changes BEFORE UPDATE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only: no row may change; post an entry that reverses it'); END;

CREATE TRIGGER journal_entry_never_goes BEFORE DELETE ON journal_entry
BEGIN SELECT RAISE(ABORT, 'journal_entry is append-only: no row may be deleted; post an entry that reverses it'); END;

-- Correspondents stand in nostro.yaml, not in the database, so their accounts are held to their form alone.
CREATE TRIGGER account_of_a_known_participant BEFORE INSERT ON account
WHEN substr(NEW.name, 1, 12) = 'participant:'
  AND NOT EXISTS (SELECT 1 FROM participant WHERE id = substr(NEW.name, 13))
BEGIN SELECT RAISE(ABORT, 'account: it names a participant that is not there: import the participant first'); END;
