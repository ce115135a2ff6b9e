-- What alarms look for every minute is found without walking whole tables.
CREATE INDEX job_run_failed ON job_run (due_at, job) WHERE state = 'failed';
CREATE INDEX file_out_troubled ON file_out (name) WHERE state IN ('unknown', 'failed');
CREATE INDEX file_in_quarantined ON file_in (id) WHERE state = 'quarantined';
CREATE INDEX approval_request_open ON approval_request (number) WHERE state IN ('waiting', 'granted');
