package export

import (
	"cmp"
	"maps"
	"slices"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

// survey is what a journal must declare before its first entry, and assert after its last.
type survey struct {
	accounts   []usedAccount  // by name
	currencies []usedCurrency // by code
	last       calendar.Date  // the latest value date; no date where the journal is empty
	balances   []ledger.Row   // by account and currency, as the store adds them up
}

type usedAccount struct {
	account    ledger.Account
	since      calendar.Date    // the earliest value date of a posting to it
	currencies []money.Currency // those posted to it, by code
}

type usedCurrency struct {
	currency money.Currency
	since    calendar.Date
}

// survey walks the journal once. The balances come from the store, which adds them up by itself: that the
// postings written after them lead to the same is for the other programs to find.
func (b Books) survey() (survey, error) {
	var s survey
	currencies := map[money.Currency]calendar.Date{}
	accounts := map[ledger.Account]map[money.Currency]calendar.Date{}
	err := b.each(func(p posted) error {
		if p.ValueDate.After(s.last) {
			s.last = p.ValueDate
		}
		for _, line := range p.Postings {
			if accounts[line.Account] == nil {
				accounts[line.Account] = map[money.Currency]calendar.Date{}
			}
			note(currencies, line.Amount.Currency(), p.ValueDate)
			note(accounts[line.Account], line.Amount.Currency(), p.ValueDate)
		}
		return nil
	})
	if err != nil {
		return survey{}, err
	}
	s.currencies = byCode(currencies)
	for _, account := range slices.Sorted(maps.Keys(accounts)) {
		s.accounts = append(s.accounts, used(account, byCode(accounts[account])))
	}
	s.balances, err = b.source.JournalBalances()
	return s, err
}

// note keeps the earliest date of the currency.
func note(since map[money.Currency]calendar.Date, c money.Currency, on calendar.Date) {
	if known, ok := since[c]; !ok || on.Before(known) {
		since[c] = on
	}
}

func byCode(since map[money.Currency]calendar.Date) []usedCurrency {
	all := make([]usedCurrency, 0, len(since))
	for c, on := range since {
		all = append(all, usedCurrency{c, on})
	}
	slices.SortFunc(all, func(a, b usedCurrency) int { return cmp.Compare(a.currency.Code(), b.currency.Code()) })
	return all
}

func used(account ledger.Account, currencies []usedCurrency) usedAccount {
	u := usedAccount{account: account, since: currencies[0].since}
	for _, c := range currencies {
		u.currencies = append(u.currencies, c.currency)
		if c.since.Before(u.since) {
			u.since = c.since
		}
	}
	return u
}
