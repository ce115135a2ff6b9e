CREATE INDEX instruction_of_file ON instruction (file);
