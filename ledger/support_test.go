package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/ledger"
	"nostro/money"
)

var (
	eur = money.MustCurrency("EUR")
	usd = money.MustCurrency("USD")
	jpy = money.MustCurrency("JPY")
	day = calendar.MustDate("2026-11-24")
	ev  = ledger.Evidence{SHA256: strings.Repeat("ab", 32), Place: "entry 3"}
)

func amount(t testing.TB, text string) money.Amount {
	t.Helper()
	c, err := money.ParseCurrency(text[:3])
	if err != nil {
		t.Fatal(err)
	}
	a, err := money.Parse(c, text[4:])
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// journal writes an entry as people do: a line for each posting, in the order of the entry.
func journal(e ledger.Entry) string {
	var lines []string
	for _, p := range e.Postings {
		side := "debit "
		if p.Amount.Sign() < 0 {
			side = "credit"
		}
		absolute, err := p.Amount.Abs()
		if err != nil {
			panic(err)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s", side, p.Account, absolute))
	}
	return strings.Join(lines, "\n")
}

func block(lines ...string) string { return strings.Join(lines, "\n") }

// entries draws a valid entry of any kind that a constructor makes, with amounts up to the given size.
func entries(limit int64) *rapid.Generator[ledger.Entry] {
	return rapid.Custom(func(t *rapid.T) ledger.Entry {
		m := ledger.Movement{
			Key:           "k" + rapid.StringMatching(`[a-z0-9:]{1,20}`).Draw(t, "key"),
			Participant:   rapid.SampledFrom([]string{"ACME", "BETA", "GAMA"}).Draw(t, "participant"),
			Correspondent: rapid.SampledFrom([]string{"ALPHA", "OMEGA"}).Draw(t, "correspondent"),
			Amount: money.FromMinor(rapid.SampledFrom([]money.Currency{eur, usd, jpy}).Draw(t, "currency"),
				rapid.Int64Range(1, limit).Draw(t, "minor")),
			ValueDate: day.AddDays(rapid.IntRange(0, 5).Draw(t, "days")), Evidence: ev, Memo: "drawn",
		}
		kind := rapid.SampledFrom(ledger.Kinds()).Draw(t, "kind")
		e, err := entryOf(t, kind, m)
		if err != nil {
			t.Fatalf("%s of %+v: %v", kind, m, err)
		}
		return e
	})
}

// entryOf calls the constructor of the kind with amounts that follow from m and from draws.
func entryOf(t *rapid.T, kind ledger.Kind, m ledger.Movement) (ledger.Entry, error) {
	charges := money.FromMinor(m.Amount.Currency(), rapid.Int64Range(0, 100).Draw(t, "charges"))
	switch kind {
	case ledger.KindNetting:
		return netted(t, m)
	case ledger.KindConversion:
		return ledger.Converted(converted(t, m))
	case ledger.KindPayOut:
		return ledger.PayOutSent(m)
	case ledger.KindPayOutBooked:
		return ledger.PayOutBooked(m)
	case ledger.KindPayInBooked:
		return ledger.PayInBookedLess(m, charges)
	case ledger.KindRejection:
		return ledger.Rejected(m)
	case ledger.KindReturn:
		return ledger.Returned(m, charges)
	case ledger.KindCharge:
		return ledger.Charged(m)
	case ledger.KindUnexplained:
		return ledger.Unexplained(m, rapid.Bool().Draw(t, "credit"))
	case ledger.KindCover:
		sold := money.FromMinor(otherThan(m.Amount.Currency()), rapid.Int64Range(1, 1000).Draw(t, "sold"))
		return ledger.CoverSettled(ledger.CoverTrade{Key: m.Key, BoughtAt: m.Correspondent, SoldAt: "GAMMA",
			Bought: m.Amount, Sold: sold, ValueDate: m.ValueDate, Evidence: m.Evidence, Memo: m.Memo})
	case ledger.KindRevaluation:
		number := rapid.IntRange(1, 3).Draw(t, "number")
		return ledger.Revalued(ledger.Revaluation{Currency: otherThan(m.Amount.Currency()), Number: number, Unrealised: m.Amount,
			Date: m.ValueDate, Evidence: m.Evidence, Memo: m.Memo})
	case ledger.KindOpening:
		return ledger.Opened(m)
	case ledger.KindRiskReserve:
		return ledger.RiskReserveFunded(ledger.RiskReserveMove{Number: rapid.IntRange(1, 3).Draw(t, "number"), Amount: m.Amount,
			ValueDate: m.ValueDate, Memo: m.Memo})
	case ledger.KindReversal:
		e, err := ledger.PayOutSent(m)
		if err != nil {
			return e, err
		}
		return ledger.Reverse(e, ledger.ReversalKey(e.Key))
	}
	return ledger.Entry{}, fmt.Errorf("no constructor for %s", kind)
}

func otherThan(c money.Currency) money.Currency {
	if c == eur {
		return usd
	}
	return eur
}

func netted(t *rapid.T, m ledger.Movement) (ledger.Entry, error) {
	share := rapid.Int64Range(0, m.Amount.Minor()).Draw(t, "share")
	c := m.Amount.Currency()
	return ledger.Netted("cycle "+m.Key, m.ValueDate, []ledger.NetPosition{
		{Participant: "ACME", Net: m.Amount},
		{Participant: "BETA", Net: money.FromMinor(c, -share)},
		{Participant: "GAMA", Net: money.FromMinor(c, share-m.Amount.Minor())},
	}, m.Evidence)
}

func converted(t *rapid.T, m ledger.Movement) ledger.ConvertedPosition {
	to := otherThan(m.Amount.Currency())
	sign := rapid.SampledFrom([]int64{-1, 1}).Draw(t, "sign")
	toMinor := sign * rapid.Int64Range(0, 1_000_000).Draw(t, "to")
	spread := rapid.Int64Range(0, 1000).Draw(t, "spread")
	residual := rapid.Int64Range(-1, 1).Draw(t, "residual")
	mid := toMinor + spread + residual
	if mid*sign < 0 { // too small a position to carry such a spread
		spread, residual, mid = 0, 0, toMinor
	}
	return ledger.ConvertedPosition{Cycle: "c" + m.Key, Participant: m.Participant, ValueDate: m.ValueDate,
		From: money.FromMinor(m.Amount.Currency(), sign*m.Amount.Minor()), To: money.FromMinor(to, toMinor),
		Mid: money.FromMinor(to, mid), Spread: money.FromMinor(to, spread), Residual: money.FromMinor(to, residual),
		Evidence: m.Evidence}
}
