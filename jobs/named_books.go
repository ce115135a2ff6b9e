package jobs

import (
	"slices"
	"strings"

	"nostro/ledger"
)

func (s *Stages) checkParticipant(tx Tx, n Named) error {
	if n.Participant == "" {
		return nil
	}
	_, found, err := tx.Participant(n.Participant)
	if err != nil || found {
		return err
	}
	all, err := tx.Participants()
	if err != nil {
		return err
	}
	var there []string
	for _, p := range all {
		there = append(there, p.ID)
	}
	return nothingOf("participant", n.Participant, there, "nostro participants lists them")
}

// checkAccount takes an account that has an entry, one that may have one, and a class.
func (s *Stages) checkAccount(tx Tx, n Named) error {
	if n.Account == "" || slices.Contains(ledger.Classes(), n.Account) {
		return nil
	}
	rows, err := tx.JournalBalances()
	if err != nil {
		return err
	}
	var there []string
	for _, r := range rows {
		if there = append(there, string(r.Account)); string(r.Account) == n.Account {
			return nil
		}
	}
	may, err := s.mayBeBooked(tx, n.Account)
	if err != nil || may {
		return err
	}
	return nothingOf("account", n.Account, there, "nostro balances lists those with an entry, and their classes are "+strings.Join(ledger.Classes(), ", "))
}

// mayBeBooked tells whether the account is one of somebody who is there.
func (s *Stages) mayBeBooked(tx Tx, name string) (bool, error) {
	account, err := ledger.ParseAccount(name)
	if err != nil {
		return false, nil // no name of an account
	}
	if account == ledger.ParticipantAccount(account.Owner()) {
		_, found, err := tx.Participant(account.Owner())
		return found, err
	}
	there, err := s.correspondents(tx)
	return account.Owner() == "" || slices.Contains(there, account.Owner()), err
}

// checkOwner takes whom nostro.yaml names, whoever was given a break, and whoever asks.
func (s *Stages) checkOwner(tx Tx, n Named) error {
	if n.Owner == "" || n.Owner == s.User {
		return nil
	}
	there := append([]string{}, s.Settings.Approvers...)
	for _, o := range s.Settings.breaks().Owners {
		there = append(there, o.Owner)
	}
	for _, p := range s.Settings.People {
		there = append(there, p.ID)
	}
	owners, err := tx.BreakOwners()
	there = append(there, owners...)
	if err != nil || slices.Contains(there, n.Owner) {
		return err
	}
	return nothingOf("owner", n.Owner, there, "nostro.yaml names people, and nostro breaks assign gives them breaks")
}

func (s *Stages) checkSource(tx Tx, n Named) error {
	if n.Source == "" {
		return nil
	}
	there, err := tx.FixingSources()
	if err != nil || slices.Contains(there, n.Source) {
		return err
	}
	return nothingOf("source of rates", n.Source, there, "nostro rates list shows their rates")
}
