-- What is asked about one payment, one statement or one file is found by it, however many years the books have.
CREATE INDEX bank_status_of ON bank_status (instruction) WHERE instruction IS NOT NULL;
CREATE INDEX bank_status_of_message ON bank_status (msg_id) WHERE instruction IS NULL;
CREATE INDEX bank_status_in ON bank_status (file_in);
CREATE INDEX bank_return_of ON bank_return (instruction) WHERE instruction IS NOT NULL;
CREATE INDEX bank_return_in ON bank_return (file_in);
CREATE INDEX break_item_about ON break_item (instruction) WHERE instruction IS NOT NULL;
CREATE INDEX break_item_at ON break_item (statement, entry) WHERE statement IS NOT NULL;
CREATE INDEX break_item_part ON break_item (parent) WHERE parent IS NOT NULL;
CREATE INDEX statement_in ON statement (file_in);
-- What came in and nobody could explain is a small part of what is matched.
CREATE INDEX entry_match_unexplained ON entry_match (statement, entry) WHERE kind = 'unexplained' AND credit = 1;
