-- Which process may run what is due. Another holder means a higher fence; an old one can write nothing back.
CREATE TABLE lease (
  name   TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
  holder TEXT NOT NULL CHECK (holder <> ''),
  fence  INTEGER NOT NULL CHECK (fence > 0),
  until  TEXT NOT NULL CHECK (length(until) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lease_fence_rises BEFORE UPDATE ON lease
WHEN NEW.name IS NOT OLD.name OR NEW.fence < OLD.fence OR (NEW.holder IS NOT OLD.holder AND NEW.fence = OLD.fence)
BEGIN SELECT RAISE(ABORT, 'lease: another holder needs a higher fence'); END;

CREATE TRIGGER lease_never_goes BEFORE DELETE ON lease
BEGIN SELECT RAISE(ABORT, 'lease: no row may be deleted'); END;

CREATE TRIGGER lease_never_replaced BEFORE INSERT ON lease
WHEN EXISTS (SELECT 1 FROM lease WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'lease: it is there already'); END;

-- Until when the due instants of a job have their rows below.
CREATE TABLE job_seen (
  job   TEXT NOT NULL PRIMARY KEY CHECK (job <> ''),
  until TEXT NOT NULL CHECK (length(until) = 30)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_seen_never_goes_back BEFORE UPDATE ON job_seen
WHEN NEW.job IS NOT OLD.job OR NEW.until < OLD.until
BEGIN SELECT RAISE(ABORT, 'job_seen: it never goes back'); END;

CREATE TRIGGER job_seen_never_goes BEFORE DELETE ON job_seen
BEGIN SELECT RAISE(ABORT, 'job_seen: no row may be deleted'); END;

CREATE TRIGGER job_seen_never_replaced BEFORE INSERT ON job_seen
WHEN EXISTS (SELECT 1 FROM job_seen WHERE job = NEW.job)
BEGIN SELECT RAISE(ABORT, 'job_seen: that job is there already'); END;

-- One due instant of a job, and what became of it.
CREATE TABLE job_run (
  job        TEXT NOT NULL CHECK (job <> ''),
  due_at     TEXT NOT NULL CHECK (length(due_at) = 30),
  state      TEXT NOT NULL CHECK (state IN ('due', 'running', 'waiting', 'done', 'skipped', 'failed')),
  reason     TEXT NOT NULL,
  attempts   INTEGER NOT NULL CHECK (attempts >= 0),
  started_at TEXT CHECK (length(started_at) = 30),
  ended_at   TEXT CHECK (length(ended_at) = 30),
  next_at    TEXT CHECK (length(next_at) = 30),
  fence      INTEGER NOT NULL CHECK (fence >= 0),
  outcome    TEXT NOT NULL,
  summary    TEXT NOT NULL,
  PRIMARY KEY (job, due_at),
  CHECK (state <> 'skipped' OR reason <> ''),
  CHECK ((state = 'waiting') = (next_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX job_run_open ON job_run (due_at, job) WHERE state IN ('due', 'running', 'waiting');
CREATE INDEX job_run_due ON job_run (due_at, job);

CREATE TRIGGER job_run_moves BEFORE UPDATE ON job_run
WHEN NEW.job IS NOT OLD.job OR NEW.due_at IS NOT OLD.due_at OR NEW.attempts < OLD.attempts OR NEW.fence < OLD.fence
  OR OLD.state IN ('done', 'skipped')
BEGIN SELECT RAISE(ABORT, 'job_run: what was done or skipped stays, and nothing is counted back'); END;

CREATE TRIGGER job_run_never_goes BEFORE DELETE ON job_run
BEGIN SELECT RAISE(ABORT, 'job_run: no row may be deleted'); END;

CREATE TRIGGER job_run_never_replaced BEFORE INSERT ON job_run
WHEN EXISTS (SELECT 1 FROM job_run WHERE job = NEW.job AND due_at = NEW.due_at)
BEGIN SELECT RAISE(ABORT, 'job_run: that due instant is there already'); END;
