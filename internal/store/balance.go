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
	// Of both at once there is no total: the postings are added.
	selectBothBalances = "SELECT a.name, a.currency, sum(p.minor) FROM journal_entry e CROSS JOIN posting p ON p.entry = e.number " +
		"CROSS JOIN account a ON a.id = p.account WHERE e.booked_at <= ?1 AND e.value_date <= ?2 GROUP BY a.name, a.currency " +
		"ORDER BY a.name, a.currency"

	selectBalance = "SELECT balance FROM posting WHERE account = (SELECT id FROM account WHERE name = ?1 AND currency = ?2) " +
		"AND entry <= ?3 ORDER BY entry DESC LIMIT 1"
	selectDayBalance = "SELECT coalesce(sum(minor), 0) FROM account_day WHERE account = (SELECT id FROM account WHERE name = ?1 " +
		"AND currency = ?2) AND value_date <= ?3"
	selectBothBalance = "SELECT coalesce(sum(p.minor), 0) FROM posting p CROSS JOIN journal_entry e ON e.number = p.entry " +
		"WHERE p.account = (SELECT id FROM account WHERE name = ?1 AND currency = ?2) AND e.booked_at <= ?3 AND e.value_date <= ?4"

	selectSteps    = "SELECT count(*) FROM booking_step"
	selectBookedAt = "SELECT booked_at FROM journal_entry WHERE number = ?1"
)

// The ends of what a date takes in, where it takes in all.
const (
	lastEntryMax = 1<<63 - 1
	valueDateMax = "9999-12-31"
)

func (t *tx) JournalBalances() ([]ledger.Row, error) { return t.JournalBalancesOn(jobs.BalanceDates{}) }

func (t *tx) JournalBalancesOn(on jobs.BalanceDates) ([]ledger.Row, error) {
	way, limits, err := t.wayTo(on)
	if err != nil {
		return nil, err
	}
	query := map[balanceWay]string{byPosting: selectBalances, byDay: selectDayBalances, byAdding: selectBothBalances}[way]
	return list(t, "balances "+on.String(), func(r *ledger.Row) []any {
		return flat(&r.Account, amountCells(&r.Balance))
	}, query, limits...)
}

func (t *tx) JournalBalance(account ledger.Account, c money.Currency, on jobs.BalanceDates) (money.Amount, error) {
	way, limits, err := t.wayTo(on)
	if err != nil {
		return money.Amount{}, err
	}
	query := map[balanceWay]string{byPosting: selectBalance, byDay: selectDayBalance, byAdding: selectBothBalance}[way]
	minor, _, err := value[int64](t, fmt.Sprintf("balance of %s %s", account, c), query,
		flat(string(account), c.Code(), limits)...)
	return money.FromMinor(c, minor), err
}

// balanceWay is how a balance is found.
type balanceWay int

const (
	byPosting balanceWay = iota // it stands on the last posting
	byDay                       // the sum of the totals by value date
	byAdding                    // the sum of the postings
)

// wayTo returns how the balances on the dates are found, and the limits that the query of that way takes.
func (t *tx) wayTo(on jobs.BalanceDates) (balanceWay, []any, error) {
	if err := t.flush(); err != nil {
		return 0, nil, err
	}
	switch {
	case on.Booked.IsZero() && on.ValueDate.IsZero():
		return byPosting, []any{int64(lastEntryMax)}, nil
	case on.Booked.IsZero():
		return byDay, []any{date(on.ValueDate)}, nil
	case !on.ValueDate.IsZero():
		return byAdding, []any{instant(on.Booked), date(on.ValueDate)}, nil
	}
	steps, _, err := value[int64](t, "steps of the instants of booking", selectSteps)
	if err != nil || steps > 0 {
		return byAdding, []any{instant(on.Booked), valueDateMax}, err
	}
	last, err := t.lastBooked(on.Booked)
	return byPosting, []any{last}, err
}

// lastBooked returns the number of the last entry that was booked at or before the instant, by halving:
// instants rise with the numbers.
func (t *tx) lastBooked(limitAt time.Time) (int64, error) {
	high, err := t.LogSize()
	if err != nil {
		return 0, err
	}
	limit := limitAt.UTC().Format(instantForm)
	low := int64(0) // the last is low or between low and high
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
