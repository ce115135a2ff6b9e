-- What is told to people through a channel, and what became of it.
CREATE TABLE alarm_notice (
  number   INTEGER PRIMARY KEY,
  channel  TEXT NOT NULL CHECK (channel <> ''),
  state    TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'unknown')),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  made_at  TEXT NOT NULL CHECK (length(made_at) = 30),
  next_at  TEXT CHECK (length(next_at) = 30),
  ended_at TEXT CHECK (length(ended_at) = 30),
  detail   TEXT NOT NULL,
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
) STRICT;

CREATE INDEX alarm_notice_waiting ON alarm_notice (number) WHERE state = 'waiting';
CREATE INDEX alarm_notice_of ON alarm_notice (channel, state, number);

CREATE TRIGGER alarm_notice_moves BEFORE UPDATE ON alarm_notice
WHEN NEW.number IS NOT OLD.number OR NEW.channel IS NOT OLD.channel OR NEW.made_at IS NOT OLD.made_at OR NEW.attempts < OLD.attempts
  OR OLD.state <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'alarm_notice: what was sent or given up stays'); END;

CREATE TRIGGER alarm_notice_never_goes BEFORE DELETE ON alarm_notice
BEGIN SELECT RAISE(ABORT, 'alarm_notice: no row may be deleted'); END;

CREATE TRIGGER alarm_notice_never_replaced BEFORE INSERT ON alarm_notice
WHEN EXISTS (SELECT 1 FROM alarm_notice WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'alarm_notice: it is there already'); END;

CREATE TABLE alarm_notice_event (
  notice INTEGER NOT NULL REFERENCES alarm_notice (number),
  event  INTEGER NOT NULL REFERENCES alarm_event (number),
  PRIMARY KEY (notice, event)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER alarm_notice_event_never_changes BEFORE UPDATE ON alarm_notice_event
BEGIN SELECT RAISE(ABORT, 'alarm_notice_event is append-only: no row may change'); END;

CREATE TRIGGER alarm_notice_event_never_goes BEFORE DELETE ON alarm_notice_event
BEGIN SELECT RAISE(ABORT, 'alarm_notice_event is append-only: no row may be deleted'); END;

CREATE TRIGGER alarm_notice_event_never_replaced BEFORE INSERT ON alarm_notice_event
WHEN EXISTS (SELECT 1 FROM alarm_notice_event WHERE notice = NEW.notice AND event = NEW.event)
BEGIN SELECT RAISE(ABORT, 'alarm_notice_event is append-only: that row is there already'); END;
