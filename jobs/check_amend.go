package jobs

import (
	"slices"

	"nostro/intake"
	"nostro/lifecycle"
)

// checkAmendments looks whether each participant and account is what its last amendment made it, whether each amendment begins
// with what the one before it ended with, and whether other persons approved exactly that.
func checkAmendments(tx Tx, f *findings) error {
	all, err := tx.Amendments()
	if err != nil {
		return err
	}
	last := map[string]Amendment{}
	for _, m := range all {
		f.counted++
		subject := m.subject()
		if before, found := last[subject]; found && !slices.Equal(before.Becomes, m.Was) {
			f.fail("amendment %d of %s does not begin with what amendment %d ended with", m.Number, subject, before.Number)
		}
		last[subject] = m
		if err := checkAmendmentApproved(tx, f, m); err != nil {
			return err
		}
	}
	for _, m := range all {
		if last[m.subject()].Number != m.Number {
			continue
		}
		now, err := amendedNow(tx, m)
		if err != nil {
			return err
		}
		if !sameValues(now, m.Becomes) {
			f.fail("%s is not what amendment %d made it", m.subject(), m.Number)
		}
	}
	return nil
}

func checkAmendmentApproved(tx Tx, f *findings, m Amendment) error {
	r, found, err := tx.ApprovalRequest(m.Approval)
	if err == nil && (!found || r.Kind != ApproveAmendment || r.Subject != m.subject() || r.State != lifecycle.ApprovalUsed || r.Maker != m.By) {
		f.fail("amendment %d of %s: approval %d, by which it was made, is not of it", m.Number, m.subject(), m.Approval)
	}
	return err
}

// subject names what is amended, as its approval does.
func (m Amendment) subject() string {
	if m.Currency.IsZero() {
		return "participant " + m.Participant
	}
	return "account " + m.Participant + " " + m.Currency.Code()
}

// amendedNow is what the record says now, without what follows from its other fields.
func amendedNow(tx Tx, m Amendment) ([]intake.Field, error) {
	if m.Currency.IsZero() {
		p, _, err := tx.Participant(m.Participant)
		return p.Fields(), err
	}
	a, _, err := tx.Account(m.Participant, m.Currency)
	return a.Fields(), err
}

// sameValues compares by value, since the store has names of its own, and a column that says whether a number is an IBAN.
func sameValues(now, becomes []intake.Field) bool {
	becomes = slices.DeleteFunc(slices.Clone(becomes), func(f intake.Field) bool { return f.Name == "iban" })
	return slices.EqualFunc(now, becomes, func(a, b intake.Field) bool { return a.Value == b.Value })
}
