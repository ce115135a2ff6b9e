-- The journal as it was is set aside, without its rules, until the program has copied it.

DROP TRIGGER posting_is_right;
DROP TRIGGER posting_never_changes;
DROP TRIGGER posting_never_goes;
DROP TRIGGER journal_entry_is_right;
DROP TRIGGER journal_entry_reverses_all;
DROP TRIGGER journal_entry_never_changes;
DROP TRIGGER journal_entry_never_goes;
DROP TRIGGER journal_entry_has_its_leaf;
DROP TRIGGER journal_entry_is_after_the_close;
DROP TRIGGER log_leaf_follows;
DROP TRIGGER log_leaf_never_changes;
DROP TRIGGER log_leaf_never_goes;
DROP TRIGGER log_hash_follows;
DROP TRIGGER log_hash_never_changes;
DROP TRIGGER log_hash_never_goes;
DROP INDEX journal_entry_by_value_date;
DROP INDEX journal_entry_by_booking;
ALTER TABLE journal_entry RENAME TO old_journal_entry;
ALTER TABLE posting RENAME TO old_posting;
ALTER TABLE log_leaf RENAME TO old_log_leaf;
ALTER TABLE log_hash RENAME TO old_log_hash;

-- entry_match points into the journal, so it is made anew with it.
DROP TRIGGER entry_match_never_changes;
DROP TRIGGER entry_match_never_goes;
DROP TRIGGER entry_match_never_replaced;
DROP INDEX entry_match_once;
DROP INDEX entry_match_of_instruction;
ALTER TABLE entry_match RENAME TO old_entry_match;
