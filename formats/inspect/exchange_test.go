package inspect

import (
	"testing"

	"nostro/formats"
	"nostro/money"

	"pgregory.net/rapid"
)

func amountIn(kind string, a money.Amount, x formats.Exchange) formats.AmountIn {
	return formats.AmountIn{Kind: kind, Amount: a, Exchange: x}
}

// Rates as banks were seen to write them.
func TestExchange(t *testing.T) {
	for name, c := range map[string]struct {
		x        formats.Exchange
		from, to money.Amount
		agrees   Answer
		way      string
		implied  string
	}{
		"as the labels say":       {formats.Exchange{Source: "USD", Target: "EUR", Rate: "0.666667"}, of("USD", "150.00"), of("EUR", "100.00"), Yes, WayDirect, "0.6666666667"},
		"unit is the other":       {formats.Exchange{Source: "USD", Target: "EUR", Unit: "USD", Rate: "1.5"}, of("USD", "150.00"), of("EUR", "100.00"), Yes, WayInverse, "0.6666666667"},
		"SEK for one EUR":         {formats.Exchange{Source: "SEK", Target: "EUR", Unit: "EUR", Rate: "9.2975"}, of("SEK", "929.75"), of("EUR", "100.00"), Yes, WayInverse, "0.1075557946"},
		"labels swapped":          {formats.Exchange{Source: "EUR", Target: "USD", Rate: "1.1622"}, of("EUR", "29.06"), of("USD", "25.00"), Yes, WayInverse, "0.8602890571"},
		"starts with a point":     {formats.Exchange{Source: "CZK", Target: "SEK", Unit: "CZK", Rate: ".34"}, of("CZK", "1000.00"), of("SEK", "340.00"), Yes, WayDirect, "0.34"},
		"for one hundred":         {formats.Exchange{Source: "JPY", Target: "CHF", Rate: "0.58"}, of("JPY", "100000"), of("CHF", "580.00"), Yes, WayPer100, "0.0058"},
		"no target named":         {formats.Exchange{Source: "GBP", Rate: "1.15"}, of("GBP", "100.00"), of("EUR", "115.00"), Yes, WayDirect, "1.15"},
		"disagrees":               {formats.Exchange{Source: "USD", Target: "EUR", Rate: "0.9"}, of("USD", "100.00"), of("EUR", "50.00"), No, "", "0.5"},
		"trailing zeros left out": {formats.Exchange{Source: "USD", Target: "EUR", Rate: "0.9"}, of("USD", "60.00"), of("EUR", "50.00"), No, "", "0.8333333333"},
		"no rate":                 {formats.Exchange{Source: "USD", Target: "EUR"}, of("USD", "100.00"), of("EUR", "50.00"), Unknown, "", "0.5"},
		"rate is no number":       {formats.Exchange{Source: "USD", Target: "EUR", Rate: "1e9"}, of("USD", "100.00"), of("EUR", "50.00"), Unknown, "", "0.5"},
		"rate is nothing":         {formats.Exchange{Source: "USD", Target: "EUR", Rate: "0"}, of("USD", "100.00"), of("EUR", "50.00"), No, "", "0.5"},
		"other currencies":        {formats.Exchange{Source: "AUD", Target: "NZD", Rate: "1"}, of("USD", "100.00"), of("EUR", "50.00"), Unknown, "", ""},
		"nothing was converted":   {formats.Exchange{Source: "USD", Target: "EUR", Rate: "1"}, of("USD", "0.00"), of("EUR", "50.00"), Unknown, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewStatement(1, "camt.053", headOf("", ""))
			e := bookedEntry(3, of("CHF", "1.00"))
			e.DetailCount = 1
			e.Details = []formats.EntryDetail{{Number: 1, Amounts: []formats.AmountIn{amountIn("InstdAmt", c.from, c.x), amountIn("TxAmt", c.to, c.x)}}}
			if c.from.Currency().Code() != "CHF" && c.to.Currency().Code() != "CHF" {
				e.Amount = c.to
			}
			take(s, e)
			if s.Exchanges.Count != 1 {
				t.Fatalf("%d conversions: one that stands twice counts once", s.Exchanges.Count)
			}
			x := s.Exchanges.Kept[0]
			if x.Agrees != c.agrees || x.Way != c.way || x.Implied != c.implied || x.Entry != 3 || x.Detail != 1 {
				t.Errorf("%+v", x)
			}
		})
	}
}

// The amount of the entry stands beside a conversion of its only detail, not beside one of many.
func TestEntryAmountBesideItsOnlyDetail(t *testing.T) {
	x := formats.Exchange{Source: "USD", Target: "EUR", Rate: "0.5"}
	detail := func(n int) formats.EntryDetail {
		return formats.EntryDetail{Number: n, Amounts: []formats.AmountIn{amountIn("InstdAmt", usd("100.00"), x)}}
	}
	for _, c := range []struct {
		details []formats.EntryDetail
		want    Answer
	}{{[]formats.EntryDetail{detail(1)}, Yes}, {[]formats.EntryDetail{detail(1), detail(2)}, Unknown}} {
		s := NewStatement(1, "camt.053", headOf("", ""))
		e := bookedEntry(1, of("EUR", "50.00"))
		for i := range c.details {
			s.Detail(e, &c.details[i])
		}
		s.Entry(e)
		if len(s.Exchanges.Kept) != len(c.details) || s.Exchanges.Kept[0].Agrees != c.want {
			t.Errorf("%d details: %+v", len(c.details), s.Exchanges.Kept)
		}
	}
}

// Whatever is converted at a rate and rounded to the minor unit agrees with that rate, written either way round;
// twice as much does not.
func TestConvertedAmountsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Int64Range(1_000, 2_000_000).Draw(t, "rate in ten-thousandths")
		minor := rapid.Int64Range(10_000, 1e9).Draw(t, "minor")
		text := money.FromMinor(money.MustCurrency("CLF"), rate).Decimal() // four decimals
		from := money.FromMinor(money.MustCurrency("USD"), minor)
		to := money.FromMinor(money.MustCurrency("EUR"), (minor*rate+5_000)/10_000)
		x := formats.Exchange{Source: "USD", Target: "EUR", Rate: text}
		if got := compare(x, 1, 1, []money.Amount{from, to}); got.Agrees != Yes || got.Way != WayDirect {
			t.Fatalf("%s at %s is %s: %+v", from, text, to, got)
		}
		back := formats.Exchange{Source: "EUR", Target: "USD", Rate: text}
		if got := compare(back, 1, 1, []money.Amount{from, to}); got.Agrees != Yes {
			t.Fatalf("back: %+v", got)
		}
		double := money.FromMinor(to.Currency(), 2*to.Minor())
		if got := compare(x, 1, 1, []money.Amount{from, double}); rate > 30_000 && rate < 900_000 && got.Agrees != No {
			t.Fatalf("%s at %s is not %s: %+v", from, text, double, got)
		}
	})
}
