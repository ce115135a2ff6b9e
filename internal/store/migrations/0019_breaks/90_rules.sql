CREATE TRIGGER break_item_content_stays BEFORE UPDATE ON break_item
WHEN OLD.state = 'resolved' AND NEW.state IS NOT 'open' OR NEW.id IS NOT OLD.id OR NEW.key IS NOT OLD.key
  OR NEW.reason IS NOT OLD.reason
  OR NEW.correspondent IS NOT OLD.correspondent OR NEW.cycle IS NOT OLD.cycle OR NEW.instruction IS NOT OLD.instruction
  OR NEW.statement IS NOT OLD.statement OR NEW.entry IS NOT OLD.entry OR NEW.currency IS NOT OLD.currency
  OR NEW.minor IS NOT OLD.minor OR NEW.text IS NOT OLD.text OR NEW.opened_at IS NOT OLD.opened_at
  OR NEW.detail IS NOT OLD.detail OR NEW.parent IS NOT OLD.parent OR NEW.journal IS NOT OLD.journal
BEGIN SELECT RAISE(ABORT, 'break_item: only its resolution may be written, and only once'); END;

-- What was ended is open again only where the last step says so.
CREATE TRIGGER break_item_reopened BEFORE UPDATE ON break_item
WHEN OLD.state = 'resolved' AND NEW.state = 'open' AND (NEW.resolved_at IS NOT NULL OR NEW.resolution <> '' OR NOT EXISTS (
  SELECT 1 FROM break_step WHERE break = NEW.id AND did = 'reopened'
     AND number = (SELECT max(number) FROM break_step WHERE break = NEW.id)))
BEGIN SELECT RAISE(ABORT, 'break_item: it is resolved, only a step that reopens it may open it'); END;

CREATE TRIGGER break_step_never_changes BEFORE UPDATE ON break_step
BEGIN SELECT RAISE(ABORT, 'break_step is append-only: no row may change'); END;

CREATE TRIGGER break_step_never_goes BEFORE DELETE ON break_step
BEGIN SELECT RAISE(ABORT, 'break_step is append-only: no row may be deleted'); END;

CREATE TRIGGER break_step_never_replaced BEFORE INSERT ON break_step
WHEN EXISTS (SELECT 1 FROM break_step WHERE break = NEW.break AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'break_step is append-only: that step is there already'); END;

-- Above what one person may do alone, another one has approved it.
CREATE TRIGGER break_step_of_two BEFORE INSERT ON break_step
WHEN NEW.did IN ('matched', 'paired', 'written-off', 'closed', 'reopened')
  AND NOT (NEW.value_minor IS NOT NULL AND NEW.limit_minor IS NOT NULL AND NEW.value_currency IS NEW.limit_currency
           AND NEW.value_minor <= NEW.limit_minor)
  AND NOT EXISTS (SELECT 1 FROM approval_request WHERE number = NEW.approval AND kind IN ('match', 'write-off')
                     AND state IN ('granted', 'used'))
BEGIN SELECT RAISE(ABORT, 'break_step: it is above what one person may do alone, and no other person has approved it'); END;

DROP TRIGGER entry_match_never_replaced;
CREATE TRIGGER entry_match_never_replaced BEFORE INSERT ON entry_match
WHEN EXISTS (SELECT 1 FROM entry_match WHERE id = NEW.id) OR EXISTS (
  SELECT 1 FROM entry_match WHERE statement = NEW.statement AND entry = NEW.entry AND detail = NEW.detail
    AND kind = NEW.kind AND coalesce(instruction, '') = coalesce(NEW.instruction, '') AND journal = NEW.journal)
BEGIN SELECT RAISE(ABORT, 'entry_match is append-only: that match is there already'); END;
