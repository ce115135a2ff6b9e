package jobs

import (
	"fmt"

	"nostro/intake"
	"nostro/lifecycle"
)

// rowTaker adds the good rows of one file and collects the refusals.
type rowTaker struct {
	stages *Stages
	tx     Tx
	file   NamedFile
	source Source
	out    *ImportResult
}

func (t rowTaker) take(kind intake.FileKind) error {
	switch kind {
	case intake.Participants:
		return t.participants()
	case intake.Accounts:
		return t.accounts()
	case intake.Obligations:
		return t.obligations()
	}
	return fmt.Errorf("file kind %q has no reader", kind)
}

// known tells whether the participant is in the store; a failing store is told through the error.
func (t rowTaker) known(failed *error) func(string) bool {
	cache := map[string]bool{}
	return func(id string) bool {
		found, cached := cache[id]
		if !cached {
			var err error
			if _, found, err = t.tx.Participant(id); err != nil {
				*failed = err
			}
			cache[id] = found
		}
		return found
	}
}

func (t rowTaker) participants() error {
	rows, refusals := intake.ReadParticipants(t.file.Name, t.file.Data)
	t.out.Refusals = append(t.out.Refusals, refusals...)
	for _, row := range rows {
		old, found, err := t.tx.Participant(row.Value.ID)
		switch {
		case err != nil:
			return err
		case found && old.ContentHash() == row.Value.ContentHash():
			t.out.Known++
		case found:
			t.conflict(row.Line, "id", row.Value.ID, row.Raw)
		default:
			if err := t.tx.AddParticipant(row.Value, t.at(row.Line)); err != nil {
				return err
			}
			t.out.Participants++
		}
	}
	return nil
}

func (t rowTaker) accounts() error {
	var failed error
	rows, refusals := intake.ReadAccounts(t.file.Name, t.file.Data, t.known(&failed))
	if failed != nil {
		return failed
	}
	t.out.Refusals = append(t.out.Refusals, refusals...)
	for _, row := range rows {
		old, found, err := t.tx.Account(row.Value.Participant, row.Value.Currency)
		switch {
		case err != nil:
			return err
		case found && old.ContentHash() == row.Value.ContentHash():
			t.out.Known++
		case found:
			t.conflict(row.Line, "participant", row.Value.Participant+" "+row.Value.Currency.Code(), row.Raw)
		default:
			if err := t.tx.AddAccount(row.Value, t.at(row.Line)); err != nil {
				return err
			}
			t.out.Accounts++
		}
	}
	return nil
}

func (t rowTaker) obligations() error {
	var failed error
	rows, refusals := intake.ReadObligations(t.file.Name, t.file.Data, t.known(&failed))
	if failed != nil {
		return failed
	}
	t.out.Refusals = append(t.out.Refusals, refusals...)
	for _, row := range rows {
		old, found, err := t.tx.Obligation(row.Value.ID)
		switch {
		case err != nil:
			return err
		case found && old.ContentHash() == row.Value.ContentHash():
			t.out.Known++
		case found:
			t.conflict(row.Line, "id", row.Value.ID, row.Raw)
		default:
			if err := t.addObligation(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t rowTaker) addObligation(row intake.Row[intake.Obligation]) error {
	_, err := t.tx.AddObligation(Obligation{Obligation: row.Value, State: lifecycle.ObligationAccepted,
		AcceptedAt: t.stages.instant(), Source: t.at(row.Line)})
	if err == nil {
		t.out.Obligations++
	}
	return err
}

func (t rowTaker) at(line int) Source { return Source{SHA256: t.source.SHA256, Line: line} }

// conflict refuses a known id that now stands for something else.
func (t rowTaker) conflict(line int, field, id, raw string) {
	t.out.Refusals = append(t.out.Refusals, intake.Refusal{File: t.file.Name, Line: line, Field: field, Value: id,
		Reason: "conflict: this id is known with other content",
		Remedy: "give a new id if it is another one; nostro trace shows what is known", Raw: raw})
}
