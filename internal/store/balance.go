package store

import (
	"fmt"
	"time"

	"nostro/jobs"
	"nostro/ledger"
	"nostro/money"
)

const (
	// The balance of every account stands on its last posting.
	selectBalances = "SELECT name, currency, balance FROM (SELECT name, currency, (SELECT balance FROM posting " +
		"WHERE account = a.id AND entry <= ?1 ORDER BY entry DESC LIMIT 1) AS balance FROM account a) " +
		"WHERE balance IS NOT NULL ORDER BY name, currency"
	selectDayBalances = "SELECT a.name, a.currency, sum(d.minor) FROM account_day d JOIN account a ON a.id = d.account " +
		"WHERE d.value_date <= ?1 GROUP BY a.name, a.currency ORDER BY a.name, a.currency"
	// Of both at once there is no total: the postings up to the entry are added.
	selectBothBalances = "SELECT a.name, a.currency, sum(p.minor) FROM journal_entry e CROSS JOIN posting p ON p.entry = e.number " +
		"CROSS JOIN account a ON a.id = p.account WHERE e.number <= ?1 AND e.value_date <= ?2 GROUP BY a.name, a.currency " +
		"ORDER BY a.name, a.currency"

	selectBalance = "SELECT balance FROM posting WHERE account = (SELECT id FROM account WHERE name = ?1 AND currency = ?2) " +
		"AND entry <= ?3 ORDER BY entry DESC LIMIT 1"
	selectDayBalance = "SELECT coalesce(sum(minor), 0) FROM account_day WHERE account = (SELECT id FROM account WHERE name = ?1 " +
		"AND currency = ?2) AND value_date <= ?3"
	selectBothBalance = "SELECT coalesce(sum(p.minor), 0) FROM posting p CROSS JOIN journal_entry e ON e.number = p.entry " +
		"WHERE p.account = (SELECT id FROM account WHERE name = ?1 AND currency = ?2) AND p.entry <= ?3 AND e.value_date <= ?4"

	selectBookedAt = "SELECT booked_at FROM journal_entry WHERE number = ?1"
)

// lastEntryMax is beyond every number of an entry.
const lastEntryMax = 1<<63 - 1

func (t *tx) JournalBalances() ([]ledger.Row, error) { return t.JournalBalancesOn(jobs.BalanceDates{}) }

func (t *tx) JournalBalancesOn(on jobs.BalanceDates) ([]ledger.Row, error) {
	last, err := t.lastBooked(on.Booked)
	if err != nil {
		return nil, err
	}
	query, args := selectBalances, []any{last}
	switch {
	case on.ValueDate.IsZero():
	case on.Booked.IsZero():
		query, args = selectDayBalances, []any{date(on.ValueDate)}
	default:
		query, args = selectBothBalances, []any{last, date(on.ValueDate)}
	}
	return list(t, "balances "+on.String(), func(r *ledger.Row) []any {
		return flat(&r.Account, amountCells(&r.Balance))
	}, query, args...)
}

func (t *tx) JournalBalance(account ledger.Account, c money.Currency, on jobs.BalanceDates) (money.Amount, error) {
	last, err := t.lastBooked(on.Booked)
	if err != nil {
		return money.Amount{}, err
	}
	query, args := selectBalance, []any{string(account), c.Code(), last}
	switch {
	case on.ValueDate.IsZero():
	case on.Booked.IsZero():
		query, args = selectDayBalance, []any{string(account), c.Code(), date(on.ValueDate)}
	default:
		query, args = selectBothBalance, append(args, date(on.ValueDate))
	}
	minor, _, err := value[int64](t, fmt.Sprintf("balance of %s %s", account, c), query, args...)
	return money.FromMinor(c, minor), err
}

// lastBooked returns the number of the last entry that was booked at or before the instant, by halving:
// instants rise with the numbers. Of the zero instant it is one beyond all.
func (t *tx) lastBooked(instantMax time.Time) (int64, error) {
	size, err := t.LogSize()
	if err != nil || instantMax.IsZero() {
		return lastEntryMax, err
	}
	limit := instantMax.UTC().Format(instantForm)
	low, high := int64(0), size // the last is low or between low and high
	for low < high {
		middle := low + (high-low+1)/2
		at, _, err := value[string](t, "instant of booking", selectBookedAt, middle)
		if err != nil {
			return 0, err
		}
		if at <= limit {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, nil
}
