-- What the database itself refuses.

CREATE TRIGGER release_never_changes BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only: no row may change'); END;

CREATE TRIGGER release_never_goes BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'release is append-only: no row may be deleted'); END;

CREATE TRIGGER release_never_replaced BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM release WHERE cycle = NEW.cycle AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'release is append-only: that row is there already'); END;

CREATE TRIGGER release_withdrawn_never_changes BEFORE UPDATE ON release_withdrawn
BEGIN SELECT RAISE(ABORT, 'release_withdrawn is append-only: no row may change'); END;

CREATE TRIGGER release_withdrawn_never_goes BEFORE DELETE ON release_withdrawn
BEGIN SELECT RAISE(ABORT, 'release_withdrawn is append-only: no row may be deleted'); END;

CREATE TRIGGER release_withdrawn_never_replaced BEFORE INSERT ON release_withdrawn
WHEN EXISTS (SELECT 1 FROM release_withdrawn WHERE cycle = NEW.cycle AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'release_withdrawn is append-only: that row is there already'); END;

CREATE TRIGGER approval_need_never_changes BEFORE UPDATE ON approval_need
BEGIN SELECT RAISE(ABORT, 'approval_need is append-only: no row may change'); END;

CREATE TRIGGER approval_need_never_goes BEFORE DELETE ON approval_need
BEGIN SELECT RAISE(ABORT, 'approval_need is append-only: no row may be deleted'); END;

CREATE TRIGGER approval_need_never_replaced BEFORE INSERT ON approval_need
WHEN EXISTS (SELECT 1 FROM approval_need WHERE request = NEW.request AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'approval_need is append-only: that row is there already'); END;

CREATE TRIGGER approval_maker_never_changes BEFORE UPDATE ON approval_maker
BEGIN SELECT RAISE(ABORT, 'approval_maker is append-only: no row may change'); END;

CREATE TRIGGER approval_maker_never_goes BEFORE DELETE ON approval_maker
BEGIN SELECT RAISE(ABORT, 'approval_maker is append-only: no row may be deleted'); END;

CREATE TRIGGER approval_maker_never_replaced BEFORE INSERT ON approval_maker
WHEN EXISTS (SELECT 1 FROM approval_maker WHERE request = NEW.request AND person = NEW.person)
BEGIN SELECT RAISE(ABORT, 'approval_maker is append-only: that row is there already'); END;

CREATE TRIGGER approval_decision_never_changes BEFORE UPDATE ON approval_decision
BEGIN SELECT RAISE(ABORT, 'approval_decision is append-only: no row may change'); END;

CREATE TRIGGER approval_decision_never_goes BEFORE DELETE ON approval_decision
BEGIN SELECT RAISE(ABORT, 'approval_decision is append-only: no row may be deleted'); END;

CREATE TRIGGER approval_decision_never_replaced BEFORE INSERT ON approval_decision
WHEN EXISTS (SELECT 1 FROM approval_decision WHERE request = NEW.request AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'approval_decision is append-only: that row is there already'); END;

CREATE TRIGGER approval_step_never_changes BEFORE UPDATE ON approval_step
BEGIN SELECT RAISE(ABORT, 'approval_step is append-only: no row may change'); END;

CREATE TRIGGER approval_step_never_goes BEFORE DELETE ON approval_step
BEGIN SELECT RAISE(ABORT, 'approval_step is append-only: no row may be deleted'); END;

CREATE TRIGGER approval_step_never_replaced BEFORE INSERT ON approval_step
WHEN EXISTS (SELECT 1 FROM approval_step WHERE request = NEW.request AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'approval_step is append-only: that row is there already'); END;

CREATE TRIGGER approval_request_content_stays BEFORE UPDATE ON approval_request
WHEN NEW.number IS NOT OLD.number OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject OR NEW.digest IS NOT OLD.digest
  OR NEW.what IS NOT OLD.what OR NEW.content IS NOT OLD.content OR NEW.maker IS NOT OLD.maker
  OR NEW.requested_at IS NOT OLD.requested_at
BEGIN SELECT RAISE(ABORT, 'approval_request: only its state may change'); END;

CREATE TRIGGER approval_request_never_goes BEFORE DELETE ON approval_request
BEGIN SELECT RAISE(ABORT, 'approval_request: no row may be deleted'); END;

CREATE TRIGGER approval_request_never_replaced BEFORE INSERT ON approval_request
WHEN EXISTS (SELECT 1 FROM approval_request WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'approval_request: that row is there already'); END;

-- One thing is asked once at a time.
CREATE TRIGGER approval_request_once BEFORE INSERT ON approval_request
WHEN EXISTS (SELECT 1 FROM approval_request WHERE kind = NEW.kind AND subject = NEW.subject AND state IN ('waiting', 'granted'))
BEGIN SELECT RAISE(ABORT, 'approval_request: it is asked already'); END;

CREATE TRIGGER approval_decision_once BEFORE INSERT ON approval_decision
WHEN EXISTS (SELECT 1 FROM approval_decision WHERE request = NEW.request AND checker = NEW.checker AND approved = NEW.approved)
BEGIN SELECT RAISE(ABORT, 'approval_decision: that person has decided already'); END;

CREATE TRIGGER approval_decision_while_open BEFORE INSERT ON approval_decision
WHEN (SELECT state FROM approval_request WHERE number = NEW.request) NOT IN ('waiting', 'granted')
BEGIN SELECT RAISE(ABORT, 'approval_decision: the request is closed'); END;

CREATE TRIGGER approval_decision_not_of_a_maker BEFORE INSERT ON approval_decision
WHEN EXISTS (SELECT 1 FROM approval_maker WHERE request = NEW.request AND person = NEW.checker)
BEGIN SELECT RAISE(ABORT, 'approval_decision: the checker is a maker'); END;

CREATE TRIGGER file_out_release_stays BEFORE UPDATE ON file_out WHEN NEW.release IS NOT OLD.release
BEGIN SELECT RAISE(ABORT, 'file_out: its release may not change'); END;

-- What was withdrawn never leaves.
CREATE TRIGGER attempt_not_of_withdrawn BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM file_out AS f JOIN release_withdrawn AS w ON w.cycle = f.cycle AND w.number = f.release
              WHERE f.name = NEW.file)
BEGIN SELECT RAISE(ABORT, 'attempt: the release of the file was withdrawn, it is never sent'); END;

CREATE TRIGGER release_withdrawn_before_it_left BEFORE INSERT ON release_withdrawn
WHEN EXISTS (SELECT 1 FROM file_out AS f JOIN attempt AS a ON a.file = f.name WHERE f.cycle = NEW.cycle AND f.release = NEW.number)
BEGIN SELECT RAISE(ABORT, 'release_withdrawn: something of it may have left'); END;
