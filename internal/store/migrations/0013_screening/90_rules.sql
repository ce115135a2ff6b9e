-- The rules of the tables of screening: rows are added, and nothing else.

CREATE TRIGGER screening_list_never_changes BEFORE UPDATE ON screening_list
BEGIN SELECT RAISE(ABORT, 'screening_list is append-only: no row may change'); END;

CREATE TRIGGER screening_list_never_goes BEFORE DELETE ON screening_list
BEGIN SELECT RAISE(ABORT, 'screening_list is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_list_never_replaced BEFORE INSERT ON screening_list
WHEN EXISTS (SELECT 1 FROM screening_list WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'screening_list is append-only: that row is there already'); END;

CREATE TRIGGER screening_file_never_changes BEFORE UPDATE ON screening_file
BEGIN SELECT RAISE(ABORT, 'screening_file is append-only: no row may change'); END;

CREATE TRIGGER screening_file_never_goes BEFORE DELETE ON screening_file
BEGIN SELECT RAISE(ABORT, 'screening_file is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_file_never_replaced BEFORE INSERT ON screening_file
WHEN EXISTS (SELECT 1 FROM screening_file WHERE version = NEW.version AND part = NEW.part)
BEGIN SELECT RAISE(ABORT, 'screening_file is append-only: that row is there already'); END;

CREATE TRIGGER screening_visit_never_changes BEFORE UPDATE ON screening_visit
BEGIN SELECT RAISE(ABORT, 'screening_visit is append-only: no row may change'); END;

CREATE TRIGGER screening_visit_never_goes BEFORE DELETE ON screening_visit
BEGIN SELECT RAISE(ABORT, 'screening_visit is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_visit_never_replaced BEFORE INSERT ON screening_visit
WHEN EXISTS (SELECT 1 FROM screening_visit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'screening_visit is append-only: that row is there already'); END;

CREATE TRIGGER screening_run_never_changes BEFORE UPDATE ON screening_run
BEGIN SELECT RAISE(ABORT, 'screening_run is append-only: no row may change'); END;

CREATE TRIGGER screening_run_never_goes BEFORE DELETE ON screening_run
BEGIN SELECT RAISE(ABORT, 'screening_run is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_run_never_replaced BEFORE INSERT ON screening_run
WHEN EXISTS (SELECT 1 FROM screening_run WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'screening_run is append-only: that row is there already'); END;

CREATE TRIGGER screening_run_list_never_changes BEFORE UPDATE ON screening_run_list
BEGIN SELECT RAISE(ABORT, 'screening_run_list is append-only: no row may change'); END;

CREATE TRIGGER screening_run_list_never_goes BEFORE DELETE ON screening_run_list
BEGIN SELECT RAISE(ABORT, 'screening_run_list is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_run_list_never_replaced BEFORE INSERT ON screening_run_list
WHEN EXISTS (SELECT 1 FROM screening_run_list WHERE run = NEW.run AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'screening_run_list is append-only: that row is there already'); END;

CREATE TRIGGER screening_subject_never_changes BEFORE UPDATE ON screening_subject
BEGIN SELECT RAISE(ABORT, 'screening_subject is append-only: no row may change'); END;

CREATE TRIGGER screening_subject_never_goes BEFORE DELETE ON screening_subject
BEGIN SELECT RAISE(ABORT, 'screening_subject is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_subject_never_replaced BEFORE INSERT ON screening_subject
WHEN EXISTS (SELECT 1 FROM screening_subject WHERE run = NEW.run AND instruction = NEW.instruction)
BEGIN SELECT RAISE(ABORT, 'screening_subject is append-only: that row is there already'); END;

CREATE TRIGGER screening_hit_never_changes BEFORE UPDATE ON screening_hit
BEGIN SELECT RAISE(ABORT, 'screening_hit is append-only: no row may change'); END;

CREATE TRIGGER screening_hit_never_goes BEFORE DELETE ON screening_hit
BEGIN SELECT RAISE(ABORT, 'screening_hit is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_hit_never_replaced BEFORE INSERT ON screening_hit
WHEN EXISTS (SELECT 1 FROM screening_hit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'screening_hit is append-only: that row is there already'); END;

CREATE TRIGGER screening_found_never_changes BEFORE UPDATE ON screening_found
BEGIN SELECT RAISE(ABORT, 'screening_found is append-only: no row may change'); END;

CREATE TRIGGER screening_found_never_goes BEFORE DELETE ON screening_found
BEGIN SELECT RAISE(ABORT, 'screening_found is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_found_never_replaced BEFORE INSERT ON screening_found
WHEN EXISTS (SELECT 1 FROM screening_found WHERE run = NEW.run AND hit = NEW.hit)
BEGIN SELECT RAISE(ABORT, 'screening_found is append-only: that row is there already'); END;

CREATE TRIGGER screening_decision_never_changes BEFORE UPDATE ON screening_decision
BEGIN SELECT RAISE(ABORT, 'screening_decision is append-only: no row may change'); END;

CREATE TRIGGER screening_decision_never_goes BEFORE DELETE ON screening_decision
BEGIN SELECT RAISE(ABORT, 'screening_decision is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_decision_never_replaced BEFORE INSERT ON screening_decision
WHEN EXISTS (SELECT 1 FROM screening_decision WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'screening_decision is append-only: that row is there already'); END;

CREATE TRIGGER screening_acceptance_never_changes BEFORE UPDATE ON screening_acceptance
BEGIN SELECT RAISE(ABORT, 'screening_acceptance is append-only: no row may change'); END;

CREATE TRIGGER screening_acceptance_never_goes BEFORE DELETE ON screening_acceptance
BEGIN SELECT RAISE(ABORT, 'screening_acceptance is append-only: no row may be deleted'); END;

CREATE TRIGGER screening_acceptance_never_replaced BEFORE INSERT ON screening_acceptance
WHEN EXISTS (SELECT 1 FROM screening_acceptance WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'screening_acceptance is append-only: that row is there already'); END;
