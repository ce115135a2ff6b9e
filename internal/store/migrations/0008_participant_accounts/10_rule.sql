-- Correspondents stand in nostro.yaml, not in the database, so their accounts are held to their form alone.
CREATE TRIGGER account_of_a_known_participant BEFORE INSERT ON account
WHEN substr(NEW.name, 1, 12) = 'participant:'
  AND NOT EXISTS (SELECT 1 FROM participant WHERE id = substr(NEW.name, 13))
BEGIN SELECT RAISE(ABORT, 'account: it names a participant that is not there: import the participant first'); END;
