CREATE TRIGGER amendment_never_changes BEFORE UPDATE ON amendment
BEGIN SELECT RAISE(ABORT, 'amendment is append-only: no row may change'); END;

CREATE TRIGGER amendment_never_goes BEFORE DELETE ON amendment
BEGIN SELECT RAISE(ABORT, 'amendment is append-only: no row may be deleted'); END;

CREATE TRIGGER amendment_never_replaced BEFORE INSERT ON amendment
WHEN EXISTS (SELECT 1 FROM amendment WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'amendment is append-only: that row is there already'); END;

CREATE TRIGGER amendment_is_approved BEFORE INSERT ON amendment
WHEN NOT EXISTS (SELECT 1 FROM approval_request WHERE number = NEW.approval AND kind = 'amendment' AND state IN ('granted', 'used'))
BEGIN SELECT RAISE(ABORT, 'an amendment needs an approval of its own that was granted'); END;

CREATE TRIGGER participant_never_goes BEFORE DELETE ON participant
BEGIN SELECT RAISE(ABORT, 'a participant never goes'); END;

CREATE TRIGGER participant_account_never_goes BEFORE DELETE ON participant_account
BEGIN SELECT RAISE(ABORT, 'an account of a participant never goes'); END;

CREATE TRIGGER participant_never_replaced BEFORE INSERT ON participant
WHEN EXISTS (SELECT 1 FROM participant WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'participant: that id is known; an amendment changes it'); END;

CREATE TRIGGER participant_account_never_replaced BEFORE INSERT ON participant_account
WHEN EXISTS (SELECT 1 FROM participant_account WHERE participant = NEW.participant AND currency = NEW.currency)
BEGIN SELECT RAISE(ABORT, 'participant_account: that account is known; an amendment changes it'); END;

CREATE TRIGGER participant_changes_by_amendment BEFORE UPDATE ON participant
WHEN NEW.id IS NOT OLD.id OR NOT EXISTS (SELECT 1 FROM amendment AS a
  WHERE a.number = (SELECT max(number) FROM amendment WHERE participant = OLD.id AND currency IS NULL)
    AND a.was = json_object('name', OLD.name, 'kind', OLD.kind, 'bic', OLD.bic, 'street', OLD.street, 'building', OLD.building,
      'post_code', OLD.post_code, 'town', OLD.town, 'country', OLD.country, 'settlement_currency', OLD.settlement_currency)
    AND a.becomes = json_object('name', NEW.name, 'kind', NEW.kind, 'bic', NEW.bic, 'street', NEW.street, 'building', NEW.building,
      'post_code', NEW.post_code, 'town', NEW.town, 'country', NEW.country, 'settlement_currency', NEW.settlement_currency)
    AND a.source_sha256 IS NEW.source_sha256 AND a.source_line IS NEW.source_line)
BEGIN SELECT RAISE(ABORT, 'a participant changes by an approved amendment alone'); END;

CREATE TRIGGER participant_account_changes_by_amendment BEFORE UPDATE ON participant_account
WHEN NEW.participant IS NOT OLD.participant OR NEW.currency IS NOT OLD.currency OR NOT EXISTS (SELECT 1 FROM amendment AS a
  WHERE a.number = (SELECT max(number) FROM amendment WHERE participant = OLD.participant AND currency = OLD.currency)
    AND a.was = json_object('number', OLD.number, 'iban', OLD.iban, 'agent_bic', OLD.agent_bic)
    AND a.becomes = json_object('number', NEW.number, 'iban', NEW.iban, 'agent_bic', NEW.agent_bic)
    AND a.source_sha256 IS NEW.source_sha256 AND a.source_line IS NEW.source_line)
BEGIN SELECT RAISE(ABORT, 'an account of a participant changes by an approved amendment alone'); END;
