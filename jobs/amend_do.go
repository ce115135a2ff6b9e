package jobs

import (
	"encoding/json"
	"fmt"
	"slices"

	"nostro/intake"
	"nostro/lifecycle"
)

// amendContent is exactly what is approved.
type amendContent struct {
	Subject string   `json:"subject"`
	Was     []string `json:"was"` // "account: DE54..."
	Becomes []string `json:"becomes"`
	File    string   `json:"file_sha256"`
	Line    int      `json:"line"`
	Reason  string   `json:"reason"`
}

// spelled puts fields into words that a person can read, and that are the same each time.
func spelled(fields []intake.Field) []string {
	words := make([]string, len(fields))
	for n, f := range fields {
		words[n] = f.Name + ": " + f.Value
	}
	return words
}

func (r amendedRow) content(old amendedRow, file, reason string) (string, error) {
	text, err := json.MarshalIndent(amendContent{r.subject(), spelled(old.fields()), spelled(r.fields()), file, r.line, reason}, "", "  ")
	return string(text), err
}

// amendApproved does what was approved: the row of the file that was asked for takes the place of what was known then. It is
// refused where something else is known by now.
func (s *Stages) amendApproved(tx Tx, r ApprovalRequest) error {
	var c amendContent
	if err := json.Unmarshal([]byte(r.Content), &c); err != nil {
		return fmt.Errorf("approval %d: %w", r.Number, err)
	}
	row, old, err := s.approvedRow(tx, c)
	if err == nil && row.participant != nil && row.participant.SettlementCurrency != old.participant.SettlementCurrency {
		err = refuseMidCycle(tx)
	}
	if err != nil {
		return fmt.Errorf("approval %d: %w", r.Number, err)
	}
	m := Amendment{Reason: c.Reason, By: r.Maker, Approval: r.Number, At: s.instant(), Source: Source{SHA256: c.File, Line: c.Line}}
	if row.participant != nil {
		err = tx.AmendParticipant(*row.participant, m)
	} else {
		err = tx.AmendAccount(*row.account, m)
	}
	if err != nil {
		return err
	}
	return s.voidReleasesTo(tx, row, r.Number)
}

// approvedRow reads the row of what was approved again, and what it changes.
func (s *Stages) approvedRow(tx Tx, c amendContent) (row, old amendedRow, err error) {
	files, err := tx.InputFiles()
	if err != nil {
		return row, old, err
	}
	for _, f := range files {
		if f.SHA256 != c.File {
			continue
		}
		rows, _, err := s.amendedRows(f)
		if err != nil {
			return row, old, err
		}
		for _, row = range rows {
			if row.line == c.Line && row.subject() == c.Subject {
				old, _, err = row.known(tx)
				if err == nil && !(slices.Equal(spelled(old.fields()), c.Was) && slices.Equal(spelled(row.fields()), c.Becomes)) {
					err = needsPerson("%s has changed since this was asked; refuse it and ask anew", c.Subject)
				}
				return row, old, err
			}
		}
	}
	return row, old, fmt.Errorf("line %d of file %.12s, which says what %s becomes, is not there any more: %w", c.Line, c.File, c.Subject, ErrUnknownID)
}

// refuseMidCycle errs while a cycle has chosen its obligations by the settlement currencies and has not yet converted.
func refuseMidCycle(tx Tx) error {
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		switch c.State {
		case lifecycle.CycleClosed, lifecycle.CycleNetted, lifecycle.CycleConverted:
			return needsPerson("cycle %s is %s: it goes by the settlement currency as it is; approve this once its instructions are made", c.ID, c.State)
		}
	}
	return err
}

// voidReleasesTo ends what was approved of every release of which a file that has not left pays what was amended: the file
// carries what was known before, so whoever approves it must know.
func (s *Stages) voidReleasesTo(tx Tx, row amendedRow, approval int64) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State != lifecycle.CycleWritten && c.State != lifecycle.CycleApproved {
			continue
		}
		paid, err := paysStill(tx, c, row)
		if err != nil {
			return err
		}
		r, found, err := openRequest(tx, ApproveRelease, c.ID)
		if err != nil {
			return err
		}
		if !paid || !found || len(r.Votes()) == 0 {
			continue
		}
		why := fmt.Sprintf("%s was amended by approval %d after the files were written", row.subject(), approval)
		if _, err := s.askAgain(tx, r, lifecycle.ApprovalVoided, why); err != nil {
			return err
		}
		if c.State == lifecycle.CycleApproved {
			c.State = lifecycle.CycleWritten
			if err := tx.SaveCycle(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// paysStill tells whether a file of the cycle that has not left pays who, or into the account that, the row is about.
func paysStill(tx Tx, c Cycle, row amendedRow) (bool, error) {
	id, currency := row.key()
	all, err := tx.InstructionsOf(c.ID)
	for _, i := range all {
		if i.Direction == PayOut && i.State == lifecycle.InstructionWritten && i.Participant == id && (currency.IsZero() || i.Amount.Currency() == currency) {
			return true, err
		}
	}
	return false, err
}

// amendedSince says of each pay-out of a release that its creditor, or the account, was amended after the files were written.
func amendedSince(tx Tx, r Release, inFiles []Instruction) (words []string, err error) {
	all, err := tx.Amendments()
	for _, m := range all {
		if m.At.Before(r.WrittenAt) {
			continue
		}
		for _, i := range inFiles {
			if i.Direction != PayOut || i.Participant != m.Participant || !m.Currency.IsZero() && m.Currency != i.Amount.Currency() {
				continue
			}
			words = append(words, fmt.Sprintf("%s pays %s as known before amendment %d of %s (%s); refuse the release to write it anew",
				i.ID, i.Participant, m.Number, stamp(m.At), changeWords(m.Changes())))
		}
	}
	return words, err
}
