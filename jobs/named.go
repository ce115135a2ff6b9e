package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/money"
)

// Named is what a list is narrowed down to: names of things that there may be. "", and the zero currency, narrow nothing.
type Named struct {
	Correspondent string
	Currency      money.Currency
	Account       string // of the ledger: a whole name, or a class of accounts
	Cycle         string
	Participant   string
	Owner         string // who looks after breaks
	Source        string // of rates
}

// CheckNames errs where one of the names names nothing: an empty list would look like nothing to show. The error wraps ErrUnknownID
// and names what there is. What is in nostro.yaml is there, and what the books have, though nostro.yaml names it no more.
func (s *Stages) CheckNames(ctx context.Context, n Named) error {
	return s.Store.View(ctx, func(tx Tx) error {
		for _, check := range []func(Tx, Named) error{
			s.checkCorrespondent, s.checkCurrency, s.checkCycle, s.checkParticipant, s.checkAccount, s.checkOwner, s.checkSource,
		} {
			if err := check(tx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

// namesShown is how many names an error lists.
const namesShown = 12

// nothingOf is the error about a name that names nothing. The list is where all of them stand.
func nothingOf(what, name string, there []string, list string) error {
	there = slices.Compact(slices.Sorted(slices.Values(there)))
	text := "there is none yet"
	if len(there) > 0 {
		text = "there is " + strings.Join(there[:min(namesShown, len(there))], ", ")
	}
	if more := len(there) - namesShown; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	if list != "" {
		text += "; " + list
	}
	return fmt.Errorf("%s %q: %w: %s", what, name, ErrUnknownID, text)
}

func (s *Stages) checkCorrespondent(tx Tx, n Named) error {
	if n.Correspondent == "" {
		return nil
	}
	if _, err := s.Settings.Correspondent(n.Correspondent); err == nil {
		return nil
	}
	there, err := s.correspondents(tx)
	if err != nil || slices.Contains(there, n.Correspondent) {
		return err
	}
	return nothingOf("correspondent", n.Correspondent, there, "nostro.yaml names them")
}

// correspondents are those of nostro.yaml, and those that the books have.
func (s *Stages) correspondents(tx Tx) (ids []string, err error) {
	for _, c := range s.Settings.Correspondents {
		ids = append(ids, c.ID)
	}
	accounts, err := tx.ControlAccounts()
	for _, a := range accounts {
		ids = append(ids, a.Correspondent)
	}
	return ids, err
}

// checkCurrency takes those of our accounts, and those that anything was owed in.
func (s *Stages) checkCurrency(tx Tx, n Named) error {
	if n.Currency.IsZero() {
		return nil
	}
	var there []string
	for _, c := range s.Settings.Correspondents {
		if _, ours := c.Account(n.Currency); ours {
			return nil
		}
		for _, a := range c.Accounts {
			there = append(there, a.Currency.Code())
		}
	}
	accounts, err := tx.ControlAccounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		there = append(there, a.Currency.Code())
	}
	if slices.Contains(there, n.Currency.Code()) {
		return nil
	}
	owed, err := tx.Obligations(ObligationFilter{Currency: n.Currency, Most: 1})
	if err != nil || len(owed) > 0 {
		return err
	}
	return nothingOf("currency", n.Currency.Code(), there, "nostro.yaml names our accounts, and nothing is owed in another one")
}

func (s *Stages) checkCycle(tx Tx, n Named) error {
	if n.Cycle == "" {
		return nil
	}
	_, found, err := tx.Cycle(n.Cycle)
	if err != nil || found {
		return err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	var there []string
	for _, c := range cycles[max(0, len(cycles)-namesShown):] { // the last ones: one knows those
		there = append(there, c.ID)
	}
	return nothingOf("cycle", n.Cycle, there, "nostro cycle list has the cycles")
}
