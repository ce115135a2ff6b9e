package jobs

import (
	"errors"
	"fmt"

	"nostro/lifecycle"
)

// aboutReversals says which setting makes a statement add up that has its reversals the other way round.
func (s *Stages) aboutReversals(st Statement) string {
	setting := "flipped"
	if c, err := s.Settings.Correspondent(st.Correspondent); err == nil && c.FlippedReversals {
		setting = "as-given"
	}
	return fmt.Sprintf(" It adds up where its reversals have the other direction: if %s writes them so, set reversals: %s at %s in nostro.yaml, "+
		"and nostro reconcile reads it again.", st.Correspondent, setting, st.Correspondent)
}

// readAgainReversed reads the file of a disputed statement again where reversals are in it: what nostro.yaml says of their
// direction may have changed since. It returns what the statement is now, nil where that is what it was. Only one that adds up
// now takes the place of another.
func (s *Stages) readAgainReversed(tx Tx, st Statement) (*Statement, error) {
	if st.State != lifecycle.StatementDisputed || !st.reverses() || len(st.Pages) > 0 {
		return nil, nil
	}
	from, err := s.Settings.Correspondent(st.Correspondent)
	if errors.Is(err, ErrUnknownID) {
		return nil, nil
	}
	f, err := fileIn(tx, st.FileIn)
	if err != nil {
		return nil, err
	}
	file, err := s.readBankFile(f, from)
	if err != nil {
		return nil, fmt.Errorf("file %s of %s, read before: %w", f.Name, f.Correspondent, err)
	}
	for _, d := range file.Documents {
		if d.Kind != "camt.053" {
			continue
		}
		for n, in := range d.Statements {
			now := bankStatement(f, d, in, file.entries[entriesOf{d.Number, n}])
			if now.BankID == st.BankID && now.number() == st.number() && now.Opening == st.Opening && now.Closing == st.Closing &&
				len(now.Entries) == len(st.Entries) && !now.sameContent(st) && addsUp(now) {
				return &now, nil
			}
		}
	}
	return nil, nil
}

// reverses tells whether the bank calls an entry a reversal.
func (st Statement) reverses() bool {
	for _, e := range st.Entries {
		if e.Reversal {
			return true
		}
	}
	return false
}
