package ledger_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nostro/ledger"
	"nostro/money"
)

func currency(code string) money.Currency { return money.MustCurrency(code) }

func add(t rapid.TB, b *ledger.Balances, e ledger.Entry) {
	t.Helper()
	if err := b.Add(e); err != nil {
		t.Fatal(err)
	}
}

func TestBalancesFollowAPayOut(t *testing.T) {
	var b ledger.Balances
	m := movement(t, "EUR 100.00")
	opening := movement(t, "EUR 250.00")
	opening.Key = "opening:ALPHA:EUR"
	for _, make := range []func() (ledger.Entry, error){
		func() (ledger.Entry, error) { return ledger.Opened(opening) },
		func() (ledger.Entry, error) { return ledger.PayOutSent(m) },
		func() (ledger.Entry, error) { return ledger.PayOutBooked(m) },
	} {
		e, err := make()
		if err != nil {
			t.Fatal(err)
		}
		add(t, &b, e)
	}
	want := []ledger.Row{
		{Account: "nostro:ALPHA", Balance: amount(t, "EUR 150.00")},
		{Account: "participant:ACME", Balance: amount(t, "EUR 100.00")},
		{Account: "reserve", Balance: amount(t, "EUR -250.00")},
		{Account: "transit:ALPHA", Balance: amount(t, "EUR 0.00")},
	}
	if got := b.Rows(); !slices.Equal(got, want) {
		t.Errorf("rows are %v, want %v", got, want)
	}
	if got := b.Of("nostro:ALPHA", eur); got != amount(t, "EUR 150.00") {
		t.Errorf("nostro is %s", got)
	}
	if got := b.Of("nostro:ALPHA", usd); got != money.Zero(usd) {
		t.Errorf("nostro in a currency that no entry touched is %s", got)
	}
}

func TestBalancesStartEmpty(t *testing.T) {
	var b ledger.Balances
	if len(b.Rows()) != 0 || b.Of(ledger.Rounding, jpy) != money.Zero(jpy) {
		t.Errorf("a new trial balance has rows %v", b.Rows())
	}
}

func TestBalancesRefuseAndStayAsTheyWere(t *testing.T) {
	var b ledger.Balances
	most := movement(t, "EUR 1.00")
	most.Amount = money.FromMinor(eur, math.MaxInt64)
	e, err := ledger.PayInBooked(most)
	if err != nil {
		t.Fatal(err)
	}
	add(t, &b, e)
	before := b.Rows()

	invalid := sample()
	invalid.Postings[0].Amount = money.FromMinor(eur, 6)
	if err := b.Add(invalid); !errors.Is(err, ledger.ErrInvalid) {
		t.Errorf("entry that does not balance: %v", err)
	}
	over := sample()
	over.Postings = []ledger.Posting{posting("transit:A", eur, -1), posting("nostro:ALPHA", eur, 1)}
	if err := b.Add(over); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("balance over 64 bits: %v", err)
	}
	if got := b.Rows(); !slices.Equal(got, before) {
		t.Errorf("rows are %v, were %v", got, before)
	}
}

func TestRowsSumToZeroInEveryCurrency(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b ledger.Balances
		for _, e := range rapid.SliceOfN(entries(1_000_000), 0, 20).Draw(t, "entries") {
			add(t, &b, e)
		}
		sums := map[money.Currency]int64{}
		rows := b.Rows()
		for i, row := range rows {
			sums[row.Balance.Currency()] += row.Balance.Minor()
			if row.Balance != b.Of(row.Account, row.Balance.Currency()) {
				t.Fatalf("row %v differs from Of", row)
			}
			if i > 0 && rows[i-1].Account > row.Account {
				t.Fatalf("rows are not sorted: %v", rows)
			}
		}
		for c, sum := range sums {
			if sum != 0 {
				t.Fatalf("%s sums to %d", c, sum)
			}
		}
	})
}

func TestReversalRestoresBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b ledger.Balances
		for _, e := range rapid.SliceOfN(entries(1_000_000), 0, 5).Draw(t, "before") {
			add(t, &b, e)
		}
		e := entries(1_000_000).Draw(t, "entry")
		once, err := ledger.Reverse(e, ledger.ReversalKey(e.Key))
		if err != nil {
			t.Fatal(err)
		}
		twice, err := ledger.Reverse(once, ledger.ReversalKey(once.Key))
		if err != nil {
			t.Fatal(err)
		}
		untouched := nonZero(b.Rows())
		add(t, &b, e)
		with := b.Rows()
		add(t, &b, once)
		if got := nonZero(b.Rows()); !slices.Equal(got, untouched) {
			t.Fatalf("after the reversal %v, before the entry %v", got, untouched)
		}
		add(t, &b, twice)
		if got := b.Rows(); !slices.Equal(got, with) {
			t.Fatalf("after reversing twice %v, after the entry %v", got, with)
		}
	})
}

func nonZero(rows []ledger.Row) []ledger.Row {
	return slices.DeleteFunc(rows, func(r ledger.Row) bool { return r.Balance.IsZero() })
}

// The order of entries does not matter to the balances.
func TestBalancesDoNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(entries(1_000_000), 0, 10).Draw(t, "entries")
		var a, b ledger.Balances
		for _, e := range all {
			add(t, &a, e)
		}
		for _, e := range rapid.Permutation(all).Draw(t, "order") {
			add(t, &b, e)
		}
		if !slices.Equal(a.Rows(), b.Rows()) {
			t.Fatalf("%v and %v", a.Rows(), b.Rows())
		}
	})
}
