package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nostro/intake"
	"nostro/money"
)

// ErrAmendment is wrapped where nothing can be amended.
var ErrAmendment = errors.New("amendment refused")

// Amend asks for the amendment of participants or accounts that are known already: each row of the file that says
// something else than what is known becomes a request, which another person approves. A row that is known as it is does
// nothing; one that is not known is refused, for import takes it. Whoever could change an account alone could have a payment
// go to himself. The error wraps ErrAmendment where the file or the reason will not do.
func (s *Stages) Amend(ctx context.Context, f NamedFile, reason string) (Result, error) {
	return s.record(ctx, "amend", "", func() (out Result, err error) {
		if reason = memo(reason); reason == "" {
			return out, fmt.Errorf("%w: say why it changes", ErrAmendment)
		}
		hash, size, err := s.Spool.Keep("raw", f.reader())
		if err != nil {
			return out, err
		}
		file := InputFile{SHA256: hash, Name: f.Name, Bytes: size, TakenAt: s.instant(), TakenBy: s.User}
		kind, err := s.detect(file)
		if err == nil && kind != intake.Participants && kind != intake.Accounts {
			err = fmt.Errorf("%s is a file of %s; only participants and accounts can be amended", f.Name, kind)
		}
		if err != nil {
			return out, fmt.Errorf("%w: %w", ErrAmendment, err)
		}
		file.Kind = string(kind)
		err = s.Store.Update(ctx, func(tx Tx) error {
			if err := tx.AddInputFile(file); err != nil {
				return err
			}
			a := amender{stages: s, tx: tx, file: file, reason: reason}
			out, err = a.ask()
			return err
		})
		return out, err
	})
}

// amender asks for the amendments of one file.
type amender struct {
	stages *Stages
	tx     Tx
	file   InputFile
	reason string

	asked, known int
	notes        []string
	refused      []intake.Refusal
}

func (a *amender) ask() (Result, error) {
	rows, refusals, err := a.stages.amendedRows(a.file)
	if err != nil {
		return Result{}, err
	}
	a.refused = refusals
	for _, row := range rows {
		if err := a.askRow(row); err != nil {
			return Result{}, err
		}
	}
	if err := a.tx.AddRefusals(a.file.SHA256, a.refused, a.stages.instant()); err != nil {
		return Result{}, err
	}
	out := Result{Outcome: OutcomeNothing, Notes: a.notes, Summary: fmt.Sprintf("asked for %s; %d known as they are; %s refused",
		count(a.asked, "amendment"), a.known, count(len(a.refused), "row"))}
	for _, r := range a.refused {
		out.Notes = append(out.Notes, r.Error())
	}
	if a.asked+len(a.refused) > 0 {
		out.Outcome = OutcomeNeedsPerson
	}
	return out, nil
}

func (a *amender) askRow(row amendedRow) error {
	old, found, err := row.known(a.tx)
	switch {
	case err != nil:
		return err
	case !found:
		a.refused = append(a.refused, intake.Refusal{File: a.file.Name, Line: row.line, Field: "id", Value: row.subject(),
			Reason: "it is not known, so there is nothing to amend", Remedy: "nostro import takes what is new", Raw: row.raw})
		return nil
	case row.same(old):
		a.known++
		return nil
	}
	content, err := row.content(old, a.file.SHA256, a.reason)
	if err != nil {
		return err
	}
	r, err := a.stages.askApproval(a.tx, ApprovalAsk{Kind: ApproveAmendment, Subject: row.subject(), Content: content,
		What: row.subject() + ", " + changeWords(withoutNumbers(fieldChanges(old.fields(), row.fields()))) + ": " + a.reason})
	if err != nil {
		return err
	}
	a.asked++
	a.notes = append(a.notes, fmt.Sprintf("%s waits for approval: nostro approvals approve %d", row.words(old), r.Number))
	a.notes = append(a.notes, missingWords(a.stages.missing(r))...)
	return nil
}

// amendedRow is a row that says what a participant, or its account, is.
type amendedRow struct {
	line        int
	raw         string
	participant *intake.Participant // one of the two
	account     *intake.Account
}

// amendedRows reads a file of participants or accounts that is kept.
func (s *Stages) amendedRows(f InputFile) (rows []amendedRow, refusals []intake.Refusal, err error) {
	data, err := s.Spool.Read(rawName(f))
	if err != nil {
		return nil, nil, err
	}
	if intake.FileKind(f.Kind) == intake.Participants {
		all, refused := intake.ReadParticipants(f.Name, data)
		for _, r := range all {
			rows = append(rows, amendedRow{line: r.Line, raw: r.Raw, participant: &r.Value})
		}
		return rows, refused, nil
	}
	all, refused := intake.ReadAccounts(f.Name, data, nil)
	for _, r := range all {
		rows = append(rows, amendedRow{line: r.Line, raw: r.Raw, account: &r.Value})
	}
	return rows, refused, nil
}

// known returns what is known under the id of the row.
func (r amendedRow) known(tx Tx) (old amendedRow, found bool, err error) {
	if r.participant != nil {
		p, found, err := tx.Participant(r.participant.ID)
		return amendedRow{participant: &p}, found, err
	}
	a, found, err := tx.Account(r.account.Participant, r.account.Currency)
	return amendedRow{account: &a}, found, err
}

func (r amendedRow) fields() []intake.Field {
	if r.participant != nil {
		return r.participant.Fields()
	}
	return r.account.Fields()
}

func (r amendedRow) same(old amendedRow) bool {
	if r.participant != nil {
		return r.participant.ContentHash() == old.participant.ContentHash()
	}
	return r.account.ContentHash() == old.account.ContentHash()
}

func (r amendedRow) key() (participant string, c money.Currency) {
	if r.participant != nil {
		return r.participant.ID, c
	}
	return r.account.Participant, r.account.Currency
}

// subject names what is amended: "participant alfa", "account alfa EUR".
func (r amendedRow) subject() string {
	id, c := r.key()
	if r.participant != nil {
		return "participant " + id
	}
	return "account " + id + " " + c.Code()
}

// words say what changes, on one line.
func (r amendedRow) words(old amendedRow) string {
	return r.subject() + ", " + changeWords(fieldChanges(old.fields(), r.fields()))
}

// accountEndShown is how many characters of an account number say which it is.
const accountEndShown = 4

// withoutNumbers leaves of account numbers their ends: what is asked, in words, goes into lists, logs and mails. Whoever approves
// sees the whole with nostro approvals show.
func withoutNumbers(changes []FieldChange) []FieldChange {
	end := func(number string) string { return "..." + number[max(0, len(number)-accountEndShown):] }
	for n, c := range changes {
		if c.Field == "account" {
			changes[n].Was, changes[n].Becomes = end(c.Was), end(c.Becomes)
		}
	}
	return changes
}

func changeWords(changes []FieldChange) string {
	words := make([]string, len(changes))
	for n, c := range changes {
		words[n] = fmt.Sprintf("%s %q becomes %q", c.Field, c.Was, c.Becomes)
	}
	return strings.Join(words, ", ")
}
