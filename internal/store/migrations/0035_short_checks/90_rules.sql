-- The rules went with the tables and come back. One look at the last entry tells number and instant; a rule about columns
-- wakes where one of them is named, for no other column can change.

CREATE TRIGGER journal_entry_is_right BEFORE INSERT ON journal_entry
WHEN NEW.number IS NOT (SELECT CASE WHEN booked_at <= NEW.booked_at THEN number + 1 END
                          FROM journal_entry ORDER BY number DESC LIMIT 1)
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

CREATE TRIGGER entry_match_never_changes BEFORE UPDATE ON entry_match
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: no row may change'); END;

CREATE TRIGGER entry_match_never_goes BEFORE DELETE ON entry_match
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: no row may be deleted'); END;

CREATE TRIGGER entry_match_never_replaced BEFORE INSERT ON entry_match
WHEN EXISTS (SELECT 1 FROM entry_match WHERE id = NEW.id) OR EXISTS (
  SELECT 1 FROM entry_match WHERE statement = NEW.statement AND entry = NEW.entry AND detail = NEW.detail
    AND kind = NEW.kind AND coalesce(instruction, '') = coalesce(NEW.instruction, '') AND journal = NEW.journal)
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: that match is there already'); END;

CREATE TRIGGER instruction_content_stays BEFORE UPDATE OF id, uetr, cycle, participant, correspondent, direction, currency, minor,
  value_date, netting_set ON instruction
WHEN NEW.id IS NOT OLD.id OR NEW.uetr IS NOT OLD.uetr OR NEW.cycle IS NOT OLD.cycle
  OR NEW.participant IS NOT OLD.participant OR NEW.correspondent IS NOT OLD.correspondent
  OR NEW.direction IS NOT OLD.direction OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor
  OR NEW.value_date IS NOT OLD.value_date OR NEW.netting_set IS NOT OLD.netting_set
BEGIN SELECT RAISE(ABORT, 'instruction: who is paid, how much, when and where may not change'); END;

CREATE TRIGGER instruction_never_goes BEFORE DELETE ON instruction
BEGIN SELECT RAISE(ABORT, 'instruction: no row may be deleted'); END;

CREATE TRIGGER instruction_never_replaced BEFORE INSERT ON instruction
WHEN EXISTS (SELECT 1 FROM instruction WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM instruction WHERE uetr = NEW.uetr)
BEGIN SELECT RAISE(ABORT, 'instruction: that row is there already'); END;

CREATE TRIGGER instruction_not_of_aborted BEFORE INSERT ON instruction
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.cycle AND state = 'aborted')
BEGIN SELECT RAISE(ABORT, 'instruction: the cycle was aborted'); END;

CREATE TRIGGER instruction_withdrawn_stays BEFORE UPDATE ON instruction
WHEN OLD.state = 'withdrawn'
BEGIN SELECT RAISE(ABORT, 'instruction: what was withdrawn stays as it is'); END;
