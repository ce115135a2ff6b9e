package jobs

import (
	"cmp"
	"fmt"
	"slices"

	"nostro/intake"
)

// rowTaker adds the good rows of one file and keeps the refusals.
type rowTaker struct {
	stages  *Stages
	tx      Tx
	file    InputFile
	whole   bool             // a bad row refuses the file
	refused []intake.Refusal // where whole is set, all that there are
	out     ImportResult
}

// take takes the file; where whole is set and a row is bad, it errs with intake.FileRefused.
func (t *rowTaker) take(kind intake.FileKind) error {
	var err error
	switch kind {
	case intake.Participants:
		err = t.participants()
	case intake.Accounts:
		err = t.accounts()
	case intake.Obligations:
		err = t.obligations()
	default:
		err = fmt.Errorf("file kind %q has no reader", kind)
	}
	if err == nil && len(t.refused) > 0 {
		err = &intake.FileRefused{Refusals: t.refused}
	}
	return err
}

// refuse keeps refusals, which it sorts by line.
func (t *rowTaker) refuse(refusals []intake.Refusal) error {
	slices.SortStableFunc(refusals, func(a, b intake.Refusal) int { return cmp.Compare(a.Line, b.Line) })
	t.out.refuse(refusals)
	if t.whole {
		t.refused = append(t.refused, refusals...)
		return nil
	}
	return t.tx.AddRefusals(t.file.SHA256, refusals, t.stages.instant())
}

// knownParticipants tells of every participant that has been taken.
func (t *rowTaker) knownParticipants() (func(id string) bool, error) {
	all, err := t.tx.Participants()
	known := make(map[string]bool, len(all))
	for _, p := range all {
		known[p.ID] = true
	}
	return func(id string) bool { return known[id] }, err
}

func (t *rowTaker) participants() error {
	data, err := t.stages.Spool.Read(rawName(t.file))
	if err != nil {
		return err
	}
	rows, refusals := intake.ReadParticipants(t.file.Name, data)
	for _, row := range rows {
		old, found, err := t.tx.Participant(row.Value.ID)
		switch {
		case err != nil:
			return err
		case found && old.ContentHash() == row.Value.ContentHash():
			t.out.Known++
		case found:
			refusals = append(refusals, t.changed(row.Line, "id", row.Value.ID, row.Raw))
		default:
			if err := t.tx.AddParticipant(row.Value, t.at(row.Line)); err != nil {
				return err
			}
			t.out.Participants++
		}
	}
	return t.refuse(refusals)
}

func (t *rowTaker) accounts() error {
	known, err := t.knownParticipants()
	if err != nil {
		return err
	}
	data, err := t.stages.Spool.Read(rawName(t.file))
	if err != nil {
		return err
	}
	rows, refusals := intake.ReadAccounts(t.file.Name, data, known)
	for _, row := range rows {
		old, found, err := t.tx.Account(row.Value.Participant, row.Value.Currency)
		switch {
		case err != nil:
			return err
		case found && old.ContentHash() == row.Value.ContentHash():
			t.out.Known++
		case found:
			refusals = append(refusals, t.changed(row.Line, "participant", row.Value.Participant+" "+row.Value.Currency.Code(), row.Raw))
		default:
			if err := t.tx.AddAccount(row.Value, t.at(row.Line)); err != nil {
				return err
			}
			t.out.Accounts++
		}
	}
	return t.refuse(refusals)
}

func (t *rowTaker) at(line int) Source { return Source{SHA256: t.file.SHA256, Line: line} }

// conflict refuses a known id that now stands for something else.
func (t *rowTaker) conflict(line int, field, id, raw string) intake.Refusal {
	return intake.Refusal{File: t.file.Name, Line: line, Field: field, Value: id,
		Reason: "conflict: this id is known with other content",
		Remedy: "give a new id if it is another one; nostro trace shows what is known", Raw: raw}
}

// changed refuses a participant or an account that now says something else.
func (t *rowTaker) changed(line int, field, id, raw string) intake.Refusal {
	r := t.conflict(line, field, id, raw)
	r.Remedy = "if it has changed, nostro participants amend asks another person to approve it; give a new id if it is another one"
	return r
}
