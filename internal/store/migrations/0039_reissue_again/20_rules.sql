CREATE TRIGGER reissue_never_changes BEFORE UPDATE ON reissue
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: no row may change'); END;

CREATE TRIGGER reissue_never_goes BEFORE DELETE ON reissue
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: no row may be deleted'); END;

CREATE TRIGGER reissue_once BEFORE INSERT ON reissue
WHEN EXISTS (SELECT 1 FROM reissue WHERE instruction = NEW.instruction)
BEGIN SELECT RAISE(ABORT, 'reissue is append-only: that row is there already'); END;

CREATE TRIGGER reissue_of_what_is_owed BEFORE INSERT ON reissue
WHEN NOT EXISTS (
  SELECT 1 FROM instruction AS old JOIN instruction AS new ON new.id = NEW.instruction
   WHERE old.id = NEW.replaces AND old.direction = 'out' AND new.direction = 'out'
     AND (old.state = 'rejected' OR old.state = 'returned' OR old.state = 'settled' AND old.returned > 0)
     AND new.state = 'planned' AND new.intents = 0 AND new.cycle = old.cycle AND new.participant = old.participant
     AND new.netting_set = old.netting_set AND new.currency = old.currency)
BEGIN SELECT RAISE(ABORT, 'reissue: only a pay-out that was rejected or came back is paid anew, by one that is planned, to the same participant'); END;

-- What the house bears of a return is what was written off of it, by the last step of each break that ended or reopened it.
CREATE TRIGGER reissue_of_no_more BEFORE INSERT ON reissue
WHEN (SELECT new.minor FROM instruction AS new WHERE new.id = NEW.instruction)
   + coalesce((SELECT sum(i.minor) FROM reissue AS r JOIN instruction AS i ON i.id = r.instruction WHERE r.replaces = NEW.replaces
                  AND NOT EXISTS (SELECT 1 FROM reissue_withdrawn AS w WHERE w.instruction = r.instruction)), 0)
   > (SELECT min(old.minor, CASE old.state WHEN 'rejected' THEN old.minor ELSE coalesce(old.returned, 0)
       + coalesce((SELECT sum(-s.minor) FROM break_step AS s WHERE s.instruction = old.id AND s.did = 'written-off' AND s.number = (
             SELECT max(t.number) FROM break_step AS t WHERE t.break = s.break
                AND t.did IN ('matched', 'paired', 'split', 'written-off', 'closed', 'reopened', 'resolved'))), 0) END)
        FROM instruction AS old WHERE old.id = NEW.replaces)
BEGIN SELECT RAISE(ABORT, 'reissue: no more is paid anew than was rejected or came back'); END;

CREATE TRIGGER reissue_withdrawn_never_changes BEFORE UPDATE ON reissue_withdrawn
BEGIN SELECT RAISE(ABORT, 'reissue_withdrawn is append-only: no row may change'); END;

CREATE TRIGGER reissue_withdrawn_never_goes BEFORE DELETE ON reissue_withdrawn
BEGIN SELECT RAISE(ABORT, 'reissue_withdrawn is append-only: no row may be deleted'); END;

CREATE TRIGGER reissue_withdrawn_once BEFORE INSERT ON reissue_withdrawn
WHEN EXISTS (SELECT 1 FROM reissue_withdrawn WHERE instruction = NEW.instruction)
BEGIN SELECT RAISE(ABORT, 'reissue_withdrawn is append-only: that row is there already'); END;

CREATE TRIGGER reissue_withdrawn_with_its_payment BEFORE INSERT ON reissue_withdrawn
WHEN NOT EXISTS (SELECT 1 FROM instruction WHERE id = NEW.instruction AND state = 'withdrawn')
BEGIN SELECT RAISE(ABORT, 'reissue_withdrawn: its payment is not withdrawn, and may leave'); END;
