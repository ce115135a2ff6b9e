-- What needs a person, or did: one row for each kind and subject, as it stands. What happened to it is below.
CREATE TABLE alarm (
  id              INTEGER PRIMARY KEY,
  kind            TEXT NOT NULL CHECK (kind <> ''),
  subject         TEXT NOT NULL CHECK (subject <> ''),
  severity        TEXT NOT NULL CHECK (severity IN ('page', 'warning', 'info')),
  state           TEXT NOT NULL CHECK (state IN ('raised', 'acknowledged', 'resolved')),
  text            TEXT NOT NULL,
  next            TEXT NOT NULL,
  first_seen      TEXT NOT NULL CHECK (length(first_seen) = 30),
  since           TEXT NOT NULL CHECK (length(since) = 30),
  last_seen       TEXT NOT NULL CHECK (length(last_seen) = 30),
  count           INTEGER NOT NULL CHECK (count > 0),
  acknowledged_by TEXT NOT NULL,
  note            TEXT NOT NULL,
  UNIQUE (kind, subject),
  CHECK (state <> 'acknowledged' OR acknowledged_by <> '')
) STRICT;

CREATE INDEX alarm_open ON alarm (kind, subject) WHERE state IN ('raised', 'acknowledged');

CREATE TRIGGER alarm_moves BEFORE UPDATE ON alarm
WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject OR NEW.first_seen IS NOT OLD.first_seen
  OR NEW.count < OLD.count OR NEW.count > OLD.count + 1
  OR (NEW.count > OLD.count) IS NOT (OLD.state = 'resolved' AND NEW.state = 'raised')
  OR (OLD.state = 'resolved' AND NEW.state = 'acknowledged') OR (OLD.state = 'acknowledged' AND NEW.state = 'raised')
BEGIN SELECT RAISE(ABORT, 'alarm: what it is about stays, and only one that comes back is counted'); END;

CREATE TRIGGER alarm_never_goes BEFORE DELETE ON alarm
BEGIN SELECT RAISE(ABORT, 'alarm: no row may be deleted'); END;

CREATE TRIGGER alarm_never_replaced BEFORE INSERT ON alarm
WHEN EXISTS (SELECT 1 FROM alarm WHERE id = NEW.id OR kind = NEW.kind AND subject = NEW.subject)
BEGIN SELECT RAISE(ABORT, 'alarm: it is there already'); END;

CREATE TABLE alarm_event (
  number     INTEGER PRIMARY KEY,
  alarm      INTEGER NOT NULL REFERENCES alarm (id),
  what       TEXT NOT NULL CHECK (what IN ('raised', 'changed', 'acknowledged', 'resolved')),
  occurrence INTEGER NOT NULL CHECK (occurrence > 0),
  severity   TEXT NOT NULL CHECK (severity IN ('page', 'warning', 'info')),
  at         TEXT NOT NULL CHECK (length(at) = 30),
  by         TEXT NOT NULL,
  text       TEXT NOT NULL,
  CHECK ((what = 'acknowledged') = (by <> ''))
) STRICT;

CREATE INDEX alarm_event_of ON alarm_event (alarm, number);

CREATE TRIGGER alarm_event_never_changes BEFORE UPDATE ON alarm_event
BEGIN SELECT RAISE(ABORT, 'alarm_event is append-only: no row may change'); END;

CREATE TRIGGER alarm_event_never_goes BEFORE DELETE ON alarm_event
BEGIN SELECT RAISE(ABORT, 'alarm_event is append-only: no row may be deleted'); END;

CREATE TRIGGER alarm_event_never_replaced BEFORE INSERT ON alarm_event
WHEN EXISTS (SELECT 1 FROM alarm_event WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'alarm_event is append-only: that row is there already'); END;
