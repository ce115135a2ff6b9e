package jobs

import (
	"fmt"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// safeguardingAccounts compares every account that we hold, and every one that the ledger has, with the last statement of it
// until the day.
func (s *Stages) safeguardingAccounts(tx Tx, day calendar.Date, rows []ledger.Row) ([]SafeguardingAccount, error) {
	statements, err := tx.StatementHeads()
	if err != nil {
		return nil, err
	}
	if err := withEntriesAcross(tx, day, statements); err != nil {
		return nil, err
	}
	balances := map[sumKey]int64{}
	var keys []sumKey
	add := func(key sumKey, minor int64) {
		if _, known := balances[key]; !known {
			keys = append(keys, key)
		}
		balances[key] += minor
	}
	for _, c := range s.Settings.Correspondents {
		for _, a := range c.Accounts {
			add(sumKey{c.ID, a.Currency}, 0)
		}
	}
	for _, row := range rows {
		if row.Account.Class() == "nostro" {
			add(sumKey{row.Account.Owner(), row.Balance.Currency()}, row.Balance.Minor())
		}
	}
	var list []SafeguardingAccount
	for _, key := range keys {
		a, used := accountCheck(key, balances[key], day, statements)
		if used {
			list = append(list, a)
		}
	}
	return list, nil
}

// withEntriesAcross gives the statements their entries that are of one side of the end of the day and book on the other. The others
// have none that count.
func withEntriesAcross(tx Tx, day calendar.Date, statements []Statement) error {
	across, err := tx.StatementsAcross(day)
	if err != nil {
		return err
	}
	for n := range statements {
		if across[statements[n].ID] {
			if statements[n].Entries, err = tx.StatementEntries(statements[n].ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// accountCheck compares one account; used is false for one on which nothing was ever booked, and of which no statement came.
func accountCheck(key sumKey, ledgerMinor int64, day calendar.Date, statements []Statement) (a SafeguardingAccount, used bool) {
	text := func(minor int64) string { return money.FromMinor(key.currency, minor).String() }
	a = SafeguardingAccount{Correspondent: key.name, Currency: key.currency.Code(), Ledger: text(ledgerMinor), Verdict: SafeguardingUnconfirmed,
		Difference: text(0)}
	var last *Statement
	timing := int64(0)
	for n := range statements {
		st := &statements[n]
		if st.Correspondent != key.name || st.Currency != key.currency {
			continue
		}
		used = true
		if !st.ClosingDate.After(day) {
			last = st // they come in the order of their days
		}
		if st.State == lifecycle.StatementProven {
			timing += timingOf(*st, day)
		}
	}
	if last == nil {
		return a, used || ledgerMinor != 0
	}
	difference := last.Closing.Minor() - ledgerMinor - timing
	a.Statement, a.StatementID, a.StatementDay = last.Closing.String(), last.BankID, last.ClosingDate.String()
	a.Timing, a.Difference = text(timing), text(difference)
	switch {
	case difference != 0:
		a.Verdict = SafeguardingDiffers
	case last.ClosingDate == day && last.State == lifecycle.StatementProven:
		a.Verdict = SafeguardingAgrees
	}
	return a, true
}

// timingOf is what a statement until the day books with a later value date, less what a later one books with a value date
// until the day.
func timingOf(st Statement, day calendar.Date) (minor int64) {
	for _, e := range st.Entries {
		if !e.Booked || e.Amount.Currency() != st.Currency {
			continue
		}
		valueDate := e.ValueDate
		if valueDate.IsZero() {
			valueDate = st.ClosingDate
		}
		switch {
		case !st.ClosingDate.After(day) && valueDate.After(day):
			minor += e.Amount.Minor()
		case st.ClosingDate.After(day) && !valueDate.After(day):
			minor -= e.Amount.Minor()
		}
	}
	return minor
}

// checkSafeguarding goes through every record: its bytes are those that were kept, and what it says adds up.
func checkSafeguarding(tx Tx, f *findings) error {
	all, err := tx.SafeguardingRecords()
	if err != nil {
		return err
	}
	for _, r := range all {
		f.counted++
		if hashOf([]byte(r.Content)) != r.SHA256 {
			f.fail("record %d of %s is not as it was kept", r.Number, r.Day)
			continue
		}
		c, err := r.Check()
		if err != nil {
			f.fail("record %d of %s cannot be read: %v", r.Number, r.Day, err)
			continue
		}
		for _, wrong := range c.wrongs(r) {
			f.fail("record %d of %s: %s", r.Number, r.Day, wrong)
		}
	}
	return nil
}

// wrongs adds up what a record says.
func (c SafeguardingCheck) wrongs(r SafeguardingRecord) (wrong []string) {
	if c.Day != r.Day.String() {
		wrong = append(wrong, "it is about "+c.Day)
	}
	for _, one := range c.Currencies {
		var bridge []string
		for _, item := range one.Bridge {
			bridge = append(bridge, item.Amount)
		}
		required, e1 := sumOfTexts(one.Currency, one.Owed, one.OnItsWay, one.Unidentified)
		difference, e2 := sumOfTexts(one.Currency, bridge...)
		both, e3 := sumOfTexts(one.Currency, one.Requirement, one.Difference)
		if e1 != nil || e2 != nil || e3 != nil || required.String() != one.Requirement || difference.String() != one.Difference || both.String() != one.Held {
			wrong = append(wrong, fmt.Sprintf("%s does not add up", one.Currency))
		}
	}
	return wrong
}

func sumOfTexts(code string, texts ...string) (money.Amount, error) {
	c, err := money.ParseCurrency(code)
	if err != nil {
		return money.Amount{}, err
	}
	sum := money.Zero(c)
	for _, text := range texts {
		a, err := amountOf(text)
		if err != nil {
			return sum, err
		}
		if sum, err = sum.Add(a); err != nil {
			return sum, err
		}
	}
	return sum, nil
}
