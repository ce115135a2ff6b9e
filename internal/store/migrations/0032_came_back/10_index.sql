-- What banks rejected or gave back lately is found without walking the journal.
CREATE INDEX journal_entry_came_back ON journal_entry (booked_at) WHERE kind IN ('rejection', 'return');
