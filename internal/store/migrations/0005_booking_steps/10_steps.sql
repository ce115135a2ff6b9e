-- The entries that are booked before the entry before them. Only a journal from before 0003 can have any.

CREATE TABLE booking_step (
  number INTEGER PRIMARY KEY REFERENCES journal_entry (number)
) STRICT;

INSERT INTO booking_step
SELECT number FROM journal_entry e
 WHERE booked_at < (SELECT booked_at FROM journal_entry WHERE number = e.number - 1);

CREATE TRIGGER booking_step_never_changes BEFORE UPDATE ON booking_step
BEGIN SELECT RAISE(ABORT, 'booking_step is append-only: no row may change'); END;

CREATE TRIGGER booking_step_never_goes BEFORE DELETE ON booking_step
BEGIN SELECT RAISE(ABORT, 'booking_step is append-only: no row may be deleted'); END;

CREATE TRIGGER booking_step_never_comes BEFORE INSERT ON booking_step
BEGIN SELECT RAISE(ABORT, 'booking_step is append-only: instants of booking do not go back any more'); END;
