-- What people decided stays as it was written.

CREATE TRIGGER file_resend_never_changes BEFORE UPDATE ON file_resend
BEGIN SELECT RAISE(ABORT, 'file_resend is append-only: no row may change'); END;

CREATE TRIGGER file_resend_never_goes BEFORE DELETE ON file_resend
BEGIN SELECT RAISE(ABORT, 'file_resend is append-only: no row may be deleted'); END;

CREATE TRIGGER file_resend_never_replaced BEFORE INSERT ON file_resend
WHEN EXISTS (SELECT 1 FROM file_resend WHERE file = NEW.file AND after = NEW.after)
BEGIN SELECT RAISE(ABORT, 'file_resend is append-only: that attempt is decided already'); END;

CREATE TRIGGER quarantine_look_never_changes BEFORE UPDATE ON quarantine_look
BEGIN SELECT RAISE(ABORT, 'quarantine_look is append-only: no row may change'); END;

CREATE TRIGGER quarantine_look_never_goes BEFORE DELETE ON quarantine_look
BEGIN SELECT RAISE(ABORT, 'quarantine_look is append-only: no row may be deleted'); END;

CREATE TRIGGER quarantine_look_never_replaced BEFORE INSERT ON quarantine_look
WHEN EXISTS (SELECT 1 FROM quarantine_look WHERE file_in = NEW.file_in AND number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'quarantine_look is append-only: that look is there already'); END;

CREATE TRIGGER quarantine_drop_never_changes BEFORE UPDATE ON quarantine_drop
BEGIN SELECT RAISE(ABORT, 'quarantine_drop is append-only: no row may change'); END;

CREATE TRIGGER quarantine_drop_never_goes BEFORE DELETE ON quarantine_drop
BEGIN SELECT RAISE(ABORT, 'quarantine_drop is append-only: no row may be deleted'); END;

CREATE TRIGGER quarantine_drop_never_replaced BEFORE INSERT ON quarantine_drop
WHEN EXISTS (SELECT 1 FROM quarantine_drop WHERE file_in = NEW.file_in)
BEGIN SELECT RAISE(ABORT, 'quarantine_drop is append-only: that file is dropped already'); END;

CREATE TRIGGER sealed_out_never_changes BEFORE UPDATE ON sealed_out
BEGIN SELECT RAISE(ABORT, 'sealed_out is append-only: no row may change'); END;

CREATE TRIGGER sealed_out_never_goes BEFORE DELETE ON sealed_out
BEGIN SELECT RAISE(ABORT, 'sealed_out is append-only: no row may be deleted'); END;

CREATE TRIGGER sealed_out_never_replaced BEFORE INSERT ON sealed_out
WHEN EXISTS (SELECT 1 FROM sealed_out WHERE file = NEW.file OR name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'sealed_out is append-only: that file is sealed already'); END;

CREATE TRIGGER sealed_in_never_changes BEFORE UPDATE ON sealed_in
BEGIN SELECT RAISE(ABORT, 'sealed_in is append-only: no row may change'); END;

CREATE TRIGGER sealed_in_never_goes BEFORE DELETE ON sealed_in
BEGIN SELECT RAISE(ABORT, 'sealed_in is append-only: no row may be deleted'); END;

CREATE TRIGGER sealed_in_never_replaced BEFORE INSERT ON sealed_in
WHEN EXISTS (SELECT 1 FROM sealed_in WHERE correspondent = NEW.correspondent AND sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'sealed_in is append-only: those bytes are there already'); END;

CREATE TRIGGER expected_file_ends_once BEFORE UPDATE ON expected_file
WHEN NEW.correspondent IS NOT OLD.correspondent OR NEW.expectation IS NOT OLD.expectation OR NEW.day IS NOT OLD.day
  OR NEW.due_at IS NOT OLD.due_at OR NEW.recorded_at IS NOT OLD.recorded_at
  OR OLD.file_in IS NOT NULL OR OLD.excused_by <> '' AND (NEW.excused_by IS NOT OLD.excused_by OR NEW.reason IS NOT OLD.reason
  OR NEW.excused_at IS NOT OLD.excused_at)
BEGIN SELECT RAISE(ABORT, 'expected_file: only what became of it may be written, and only once'); END;

CREATE TRIGGER expected_file_never_goes BEFORE DELETE ON expected_file
BEGIN SELECT RAISE(ABORT, 'expected_file: no row may be deleted'); END;

CREATE TRIGGER expected_file_never_replaced BEFORE INSERT ON expected_file
WHEN EXISTS (SELECT 1 FROM expected_file
  WHERE correspondent = NEW.correspondent AND expectation = NEW.expectation AND day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'expected_file: that day is there already'); END;
