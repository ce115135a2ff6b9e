-- What never left may be aborted, wholly, and then nothing follows.

CREATE TRIGGER cycle_aborted_before_payment BEFORE UPDATE ON cycle
WHEN NEW.state = 'aborted' AND (OLD.state IN ('sent', 'settled')
  OR EXISTS (SELECT 1 FROM instruction WHERE cycle = OLD.id AND state <> 'withdrawn')
  OR EXISTS (SELECT 1 FROM file_out AS f WHERE f.cycle = OLD.id AND (f.attempts > 0
               OR NOT EXISTS (SELECT 1 FROM release_withdrawn AS w WHERE w.cycle = f.cycle AND w.number = f.release))))
BEGIN SELECT RAISE(ABORT, 'cycle: something of it may have left, so it cannot be aborted'); END;

CREATE TRIGGER cycle_aborted_has_nothing BEFORE UPDATE ON cycle
WHEN NEW.state = 'aborted' AND EXISTS (SELECT 1 FROM taking WHERE cycle = OLD.id)
BEGIN SELECT RAISE(ABORT, 'cycle: it has obligations, which it must give back before it is aborted'); END;

CREATE TRIGGER cycle_aborted_stays BEFORE UPDATE ON cycle
WHEN OLD.state = 'aborted'
BEGIN SELECT RAISE(ABORT, 'cycle: what was aborted stays as it is'); END;

CREATE TRIGGER taking_not_of_aborted BEFORE INSERT ON taking
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.cycle AND state = 'aborted')
BEGIN SELECT RAISE(ABORT, 'taking: the cycle was aborted'); END;

CREATE TRIGGER instruction_not_of_aborted BEFORE INSERT ON instruction
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.cycle AND state = 'aborted')
BEGIN SELECT RAISE(ABORT, 'instruction: the cycle was aborted'); END;

CREATE TRIGGER instruction_withdrawn_stays BEFORE UPDATE ON instruction
WHEN OLD.state = 'withdrawn'
BEGIN SELECT RAISE(ABORT, 'instruction: what was withdrawn stays as it is'); END;

CREATE TRIGGER instruction_withdrawn_before_payment BEFORE UPDATE ON instruction
WHEN NEW.state = 'withdrawn' AND (NEW.intent_open <> 0 OR NEW.intents <> 0 OR coalesce(NEW.booked, 0) <> 0 OR NEW.file IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'instruction: it may have left, so it cannot be withdrawn'); END;

CREATE TRIGGER release_not_of_aborted BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = NEW.cycle AND state = 'aborted')
BEGIN SELECT RAISE(ABORT, 'release: the cycle was aborted'); END;
