-- What metrics count at each scrape is counted in an index, not in the table.
CREATE INDEX cycle_state ON cycle (state);
CREATE INDEX file_out_state ON file_out (state);
CREATE INDEX file_in_state ON file_in (state);
CREATE INDEX break_item_open ON break_item (reason, opened_at) WHERE state = 'open';
CREATE INDEX run_backup ON run (id) WHERE stage = 'backup';
