CREATE TRIGGER obligation_content_stays BEFORE UPDATE ON obligation
WHEN NEW.seq IS NOT OLD.seq OR NEW.id IS NOT OLD.id OR NEW.payer IS NOT OLD.payer OR NEW.payee IS NOT OLD.payee
  OR NEW.currency IS NOT OLD.currency OR NEW.minor IS NOT OLD.minor OR NEW.value_date IS NOT OLD.value_date
  OR NEW.reference IS NOT OLD.reference OR NEW.accepted_at IS NOT OLD.accepted_at
  OR NEW.source_sha256 IS NOT OLD.source_sha256 OR NEW.source_line IS NOT OLD.source_line
BEGIN SELECT RAISE(ABORT, 'obligation: only its state may change'); END;

CREATE TRIGGER obligation_state_of_people BEFORE UPDATE ON obligation
WHEN NEW.state NOT IN ('accepted', 'held', 'withdrawn')
BEGIN SELECT RAISE(ABORT, 'obligation: people hold, release and withdraw; the rest follows from its cycle'); END;

CREATE TRIGGER obligation_taken_stays BEFORE UPDATE ON obligation
WHEN EXISTS (SELECT 1 FROM taking WHERE last_seq >= OLD.seq
                AND first_seq = (SELECT max(first_seq) FROM taking WHERE first_seq <= OLD.seq))
BEGIN SELECT RAISE(ABORT, 'obligation: a cycle has it'); END;

CREATE TRIGGER taking_once BEFORE INSERT ON taking
WHEN EXISTS (SELECT 1 FROM taking WHERE last_seq >= NEW.first_seq
                AND first_seq = (SELECT max(first_seq) FROM taking WHERE first_seq <= NEW.last_seq))
BEGIN SELECT RAISE(ABORT, 'taking: a cycle has one of these obligations already'); END;

CREATE TRIGGER taking_of_accepted BEFORE INSERT ON taking
WHEN EXISTS (SELECT 1 FROM obligation WHERE state <> 'accepted' AND seq BETWEEN NEW.first_seq AND NEW.last_seq)
BEGIN SELECT RAISE(ABORT, 'taking: one of these obligations is held or withdrawn'); END;

CREATE TRIGGER taking_never_changes BEFORE UPDATE ON taking
BEGIN SELECT RAISE(ABORT, 'taking: no row may change'); END;

CREATE TRIGGER taking_goes_with_a_record BEFORE DELETE ON taking
WHEN NOT EXISTS (SELECT 1 FROM taking_given_back WHERE cycle = OLD.cycle AND first_seq = OLD.first_seq AND last_seq = OLD.last_seq)
BEGIN SELECT RAISE(ABORT, 'taking: a run is only given back with a record of it'); END;

CREATE TRIGGER taking_goes_before_payment BEFORE DELETE ON taking
WHEN EXISTS (SELECT 1 FROM cycle WHERE id = OLD.cycle AND state IN ('sent', 'settled'))
BEGIN SELECT RAISE(ABORT, 'taking: the cycle has paid for these obligations'); END;

CREATE TRIGGER taking_given_back_never_changes BEFORE UPDATE ON taking_given_back
BEGIN SELECT RAISE(ABORT, 'taking_given_back is append-only: no row may change'); END;

CREATE TRIGGER taking_given_back_never_goes BEFORE DELETE ON taking_given_back
BEGIN SELECT RAISE(ABORT, 'taking_given_back is append-only: no row may be deleted'); END;

CREATE TRIGGER taking_given_back_never_replaced BEFORE INSERT ON taking_given_back
WHEN EXISTS (SELECT 1 FROM taking_given_back WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'taking_given_back is append-only: that row is there already'); END;
