CREATE INDEX bank_status_instruction ON bank_status (instruction);
CREATE INDEX bank_return_instruction ON bank_return (instruction);
CREATE INDEX break_item_instruction ON break_item (instruction);
CREATE INDEX break_step_instruction ON break_step (instruction);
CREATE INDEX match_suggestion_instruction ON match_suggestion (instruction);
CREATE TABLE old_instruction AS SELECT * FROM instruction;
DROP TABLE instruction;

CREATE TABLE instruction (
  id              TEXT NOT NULL PRIMARY KEY CHECK (id <> ''), -- also its InstrId and EndToEndId
  uetr            TEXT UNIQUE,
  cycle           TEXT NOT NULL REFERENCES cycle (id),
  participant     TEXT NOT NULL REFERENCES participant (id),
  correspondent   TEXT NOT NULL,
  direction       TEXT NOT NULL CHECK (direction IN ('out', 'in')), -- out: pay-out, in: expected pay-in
  currency        TEXT NOT NULL CHECK (length(currency) = 3),       -- of all amounts of the row
  minor           INTEGER NOT NULL CHECK (minor > 0),
  booked          INTEGER CHECK (booked >= 0),   -- by the bank so far
  returned        INTEGER CHECK (returned >= 0), -- came back so far, charges included
  value_date      TEXT NOT NULL CHECK (length(value_date) = 10),
  state           TEXT NOT NULL CHECK (state = 'planned' OR state = 'held' OR state = 'refused' OR state = 'written'
                                    OR state = 'sending' OR state = 'unknown' OR state = 'sent' OR state = 'accepted'
                                    OR state = 'settled' OR state = 'rejected' OR state = 'returned'
                                    OR state = 'withdrawn'),
  file            TEXT REFERENCES file_out (name), -- NULL until written
  msg_id          TEXT NOT NULL,
  intents         INTEGER NOT NULL CHECK (intents >= 0),        -- how often the intent to pay was posted
  intent_open     INTEGER NOT NULL CHECK (intent_open IN (0, 1)), -- whether the last of them stands
  return_advised  INTEGER NOT NULL CHECK (return_advised IN (0, 1)),
  advised_charges INTEGER,
  note            TEXT NOT NULL, -- why it cannot go on, for people
  netting_set     TEXT NOT NULL DEFAULT '', -- of the positions that it settles
  CONSTRAINT "instruction: it may have left, so it cannot be withdrawn" CHECK (
    state <> 'withdrawn' OR intent_open = 0 AND intents = 0 AND coalesce(booked, 0) = 0 AND file IS NULL)
) STRICT, WITHOUT ROWID;

INSERT INTO instruction (id, uetr, cycle, participant, correspondent, direction, currency, minor, booked, returned,
       value_date, state, file, msg_id, intents, intent_open, return_advised, advised_charges, note, netting_set)
SELECT id, uetr, cycle, participant, correspondent, direction, currency, minor, booked, returned, value_date, state, file,
       msg_id, intents, intent_open, return_advised, advised_charges, note, netting_set
  FROM old_instruction ORDER BY id;
DROP TABLE old_instruction;
DROP INDEX bank_status_instruction;
DROP INDEX bank_return_instruction;
DROP INDEX break_item_instruction;
DROP INDEX break_step_instruction;
DROP INDEX match_suggestion_instruction;

CREATE INDEX instruction_of_cycle ON instruction (cycle);
CREATE INDEX instruction_at ON instruction (correspondent, currency);
CREATE INDEX instruction_to ON instruction (participant, currency);
CREATE INDEX instruction_of_file ON instruction (file);
