CREATE INDEX entry_match_of_journal ON entry_match (journal);
CREATE INDEX cover_leg_of_journal ON cover_leg (suspense);
CREATE INDEX break_item_of_journal ON break_item (journal);
CREATE INDEX break_step_of_journal ON break_step (journal);
