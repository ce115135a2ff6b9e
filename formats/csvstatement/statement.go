package csvstatement

import (
	"fmt"

	"nostro/formats"
	"nostro/money"
)

// statementsOf puts lines, oldest first, into one statement for each account and currency, and sees that each line leads
// from the balance before it to its own.
func statementsOf(rows []row) ([]formats.Statement, error) {
	type key struct {
		account  formats.AccountID
		currency money.Currency
	}
	var all []formats.Statement
	place := map[key]int{}
	for _, r := range rows {
		k := key{r.account, r.currency}
		n, known := place[k]
		if !known {
			begun, err := begin(r)
			if err != nil {
				return nil, err
			}
			n = len(all)
			all, place[k] = append(all, begun), n
		}
		if err := add(&all[n], r); err != nil {
			return nil, err
		}
	}
	for n := range all {
		all[n].Balances = []formats.Balance{all[n].Opening, all[n].Closing}
	}
	return all, nil
}

// begin opens the statement of an account with what stood there before its first entry.
func begin(r row) (formats.Statement, error) {
	before, err := r.balance.Sub(r.entry.Amount)
	if err != nil {
		return formats.Statement{}, refuse(r.entry.Line, "", err.Error())
	}
	s := formats.Statement{Line: r.entry.Line, LastPage: true, Currency: r.currency,
		Opening: formats.Balance{Present: true, Amount: before, Date: r.entry.BookingDate, Code: "OPBD"}}
	s.Account.AccountID = r.account
	s.Closing = formats.Balance{Present: true, Amount: before, Date: r.entry.BookingDate, Code: "CLBD"}
	return s, nil
}

func add(s *formats.Statement, r row) error {
	after, err := s.Closing.Amount.Add(r.entry.Amount)
	if err != nil {
		return refuse(r.entry.Line, "", err.Error())
	}
	if after != r.balance {
		return refuse(r.entry.Line, "", fmt.Sprintf("%s and the entry of %s make %s, and the balance of the line is %s: "+
			"a line before it is missing, twice or elsewhere", s.Closing.Amount, r.entry.Amount, after, r.balance))
	}
	r.entry.Number = len(s.Entries) + 1
	s.Entries = append(s.Entries, r.entry)
	s.EntryCount, s.DetailCount = len(s.Entries), len(s.Entries)
	s.Closing.Amount = after
	if r.entry.BookingDate.After(s.Closing.Date) {
		s.Closing.Date = r.entry.BookingDate
	}
	return nil
}
