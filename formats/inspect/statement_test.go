package inspect

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/formats"
	"nostro/money"

	"pgregory.net/rapid"
)

// balanceOf is a balance of the code; debit balances are negative.
func balanceOf(code string, a money.Amount) formats.Balance {
	return formats.Balance{Present: true, Code: code, Amount: a}
}

// bookedEntry is an entry of a signed amount.
func bookedEntry(n int, a money.Amount) *formats.StatementEntry {
	return &formats.StatementEntry{Number: n, Amount: a, Debit: a.Sign() < 0, Status: "BOOK"}
}

// take counts an entry as the reader hands it on: its amount is known after its details.
func take(s *Statement, e *formats.StatementEntry) {
	before := formats.StatementEntry{Number: e.Number}
	for i := range e.Details {
		s.Detail(&before, &e.Details[i])
	}
	s.Entry(e)
}

func headOf(opening, closing string) *formats.Statement {
	h := &formats.Statement{ID: "S1", Currency: money.MustCurrency("USD"), LastPage: true}
	if opening != "" {
		h.Opening = balanceOf("OPBD", usd(opening))
		h.Balances = append(h.Balances, h.Opening)
	}
	if closing != "" {
		h.Closing = balanceOf("CLBD", usd(closing))
		h.Balances = append(h.Balances, h.Closing)
	}
	return h
}

func TestVerdict(t *testing.T) {
	for name, c := range map[string]struct {
		kind, opening, closing string
		entries                []string
		want                   Answer
		why, difference        string
	}{
		"adds up":              {"camt.053", "1000.00", "1150.25", []string{"200.50", "-50.25"}, Yes, "", "0.00"},
		"without entries":      {"camt.053", "-5.00", "-5.00", nil, Yes, "", "0.00"},
		"does not":             {"camt.053", "1000.00", "1150.25", []string{"200.50"}, No, "closing differs by -50.25", "-50.25"},
		"no entries":           {"camt.053", "1.00", "3.00", nil, No, "and there are no entries", "2.00"},
		"no closing":           {"camt.053", "1000.00", "", []string{"200.50"}, Unknown, "closing balance is missing", ""},
		"no opening":           {"camt.053", "", "1.00", nil, Unknown, "opening balance is missing", ""},
		"neither":              {"camt.052", "", "", nil, Unknown, "opening and closing", ""},
		"notification":         {"camt.054", "1.00", "1.00", nil, Unknown, "notification has no balances", ""},
		"sums beyond an int64": {"camt.053", "0.00", "0.00", []string{"90000000000000000.00", "90000000000000000.00", "-90000000000000000.00", "-90000000000000000.00"}, Yes, "", "0.00"},
	} {
		t.Run(name, func(t *testing.T) {
			s := NewStatement(1, c.kind, headOf(c.opening, c.closing))
			for i, e := range c.entries {
				s.Entry(bookedEntry(i+1, usd(e)))
			}
			v := s.Verdict()
			if v.AddsUp != c.want || !strings.Contains(v.Why, c.why) || v.Difference != c.difference {
				t.Errorf("%+v", v)
			}
		})
	}
}

// Only what is booked moves the balance; what is not is counted and summed all the same.
func TestOnlyBookedEntriesMove(t *testing.T) {
	s := NewStatement(1, "camt.053", headOf("10.00", "11.00"))
	s.Entry(bookedEntry(1, usd("1.00")))
	for _, status := range []string{"PDNG", "INFO", "FUTR", "own:X", ""} {
		e := bookedEntry(2, usd("-3.00"))
		e.Status = status
		s.Entry(e)
	}
	if v := s.Verdict(); v.AddsUp != Yes {
		t.Errorf("%+v", v)
	}
	if s.Entries != 6 || s.Booked != 1 || s.Debits.Decimal() != "15.00" || s.BookedDebits.Decimal() != "0.00" || s.Credits.Decimal() != "1.00" {
		t.Errorf("%d entries, %d booked, debits %s, booked %s", s.Entries, s.Booked, s.Debits.Decimal(), s.BookedDebits.Decimal())
	}
}

// An entry in another currency, or one whose amount cannot be read, leaves the verdict open.
func TestWhatCannotBeAddedLeavesTheVerdictOpen(t *testing.T) {
	s := NewStatement(1, "camt.053", headOf("10.00", "10.00"))
	s.Entry(bookedEntry(1, of("EUR", "7.00")))
	s.Entry(bookedEntry(2, of("EUR", "-2.00")))
	if v := s.Verdict(); v.AddsUp != Unknown || !strings.Contains(v.Why, "currency") {
		t.Errorf("%+v", v)
	}
	if len(s.Others) != 1 || s.Others[0].Credits.Decimal() != "7.00" || s.Others[0].Debits.Decimal() != "2.00" {
		t.Errorf("%+v", s.Others)
	}
	s = NewStatement(1, "camt.053", headOf("10.00", "10.00"))
	s.Entry(&formats.StatementEntry{Number: 1, Status: "BOOK"})
	if v := s.Verdict(); v.AddsUp != Unknown || !strings.Contains(v.Why, "1 amounts could not be read") {
		t.Errorf("%+v", v)
	}
}

// A notification names no currency: the first entry does.
func TestCurrencyOfTheFirstEntry(t *testing.T) {
	s := NewStatement(1, "camt.054", &formats.Statement{LastPage: true})
	s.Entry(bookedEntry(1, of("JPY", "-700")))
	s.Entry(bookedEntry(2, of("JPY", "50")))
	if s.Currency().Code() != "JPY" || s.Debits.Decimal() != "700" || s.Credits.Decimal() != "50" || len(s.Others) != 0 {
		t.Errorf("%s %s %s", s.Currency(), s.Debits.Decimal(), s.Credits.Decimal())
	}
}

// Pages of one statement hand their balance on as an interim one.
func TestPages(t *testing.T) {
	first := headOf("10.00", "")
	first.Page, first.LastPage = 1, false
	first.Balances = append(first.Balances, balanceOf("ITBD", usd("12.00")))
	middle := &formats.Statement{Currency: money.MustCurrency("USD"), Page: 2,
		Balances: []formats.Balance{balanceOf("ITBD", usd("12.00")), balanceOf("ITBD", usd("13.00"))}}
	last := headOf("", "15.00")
	last.Page = 3
	last.Balances = append([]formats.Balance{balanceOf("ITBD", usd("13.00"))}, last.Balances...)
	for i, c := range []struct {
		head  *formats.Statement
		moved string
	}{{first, "2.00"}, {middle, "1.00"}, {last, "2.00"}} {
		s := NewStatement(1, "camt.053", c.head)
		s.Entry(bookedEntry(1, usd(c.moved)))
		if v := s.Verdict(); v.AddsUp != Yes {
			t.Errorf("page %d: %+v", i+1, v)
		}
	}
	alone := &formats.Statement{Currency: money.MustCurrency("USD"), Page: 2, Balances: []formats.Balance{balanceOf("ITBD", usd("12.00"))}}
	if v := NewStatement(1, "camt.053", alone).Verdict(); v.AddsUp != Unknown {
		t.Errorf("one interim balance is not both ends: %+v", v)
	}
}

// Whatever the entries are, a statement closed with their sum adds up, and one closed otherwise does not.
func TestVerdictFindsEveryDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minors := rapid.SliceOfN(rapid.Int64Range(-1e12, 1e12), 0, 30).Draw(t, "entries")
		opening, off := rapid.Int64Range(-1e12, 1e12).Draw(t, "opening"), rapid.Int64Range(-2, 2).Draw(t, "off")
		c := money.MustCurrency("KWD")
		head, sum := &formats.Statement{Currency: c, LastPage: true}, opening
		s := NewStatement(1, "camt.053", head)
		for i, minor := range minors {
			sum += minor
			s.Entry(bookedEntry(i+1, money.FromMinor(c, minor)))
		}
		head.Opening, head.Closing = balanceOf("OPBD", money.FromMinor(c, opening)), balanceOf("CLBD", money.FromMinor(c, sum+off))
		if v := s.Verdict(); (v.AddsUp == Yes) != (off == 0) || v.Difference != money.FromMinor(c, off).Decimal() {
			t.Fatalf("%+v, off by %d", v, off)
		}
	})
}

func TestSummaries(t *testing.T) {
	head := headOf("10.00", "11.00")
	head.Summaries = []formats.Summed{{Kind: "TtlNtries", Count: "2"}, {Kind: "TtlCdtNtries", Count: "1", Sum: "1.00"},
		{Kind: "TtlDbtNtries", Count: "0", Sum: "0"}}
	s := NewStatement(1, "camt.053", head)
	s.Entry(bookedEntry(1, usd("1.00")))
	if got := s.unlikeSummaries(); len(got) != 1 || got[0] != "the bank's summary says 2 entries, there are 1" {
		t.Errorf("%q", got)
	}
	head.Summaries[0].Count, head.Summaries[1].Sum = "1", "1.01"
	if got := s.unlikeSummaries(); len(got) != 1 || got[0] != "the bank's summary of credits comes to 1.01, they come to 1.00" {
		t.Errorf("%q", got)
	}
	head.Summaries[1].Forecast = "true"
	if got := s.unlikeSummaries(); len(got) != 0 {
		t.Errorf("a forecast is no summary of what is there: %q", got)
	}
}

func TestNotesOfEntries(t *testing.T) {
	s := NewStatement(1, "camt.053", headOf("", ""))
	e := bookedEntry(4, usd("-30.00"))
	e.DetailCount = 2
	e.Batches = []formats.Batch{{PmtInfID: "B1", Count: 3}}
	e.Details = []formats.EntryDetail{{Number: 1, Amount: usd("-10.00"), EndToEndID: "E1", Return: formats.ReturnInfo{Reason: formats.Reason{Code: "AC04"}}},
		{Number: 2, Return: formats.ReturnInfo{Reason: formats.Reason{Text: "no code"}}}}
	e.Reversal = true
	take(s, e)
	if s.Details != 2 || s.Reversals != 1 || s.Batches.Count != 1 || s.Returns.Count != 2 {
		t.Errorf("%d details, %d reversals, %d batches, %d returns", s.Details, s.Reversals, s.Batches.Count, s.Returns.Count)
	}
	single := bookedEntry(5, usd("1.00"))
	single.DetailCount, single.Batches = 1, []formats.Batch{{Count: 1}}
	if s.Entry(single); s.Batches.Count != 1 || s.SingleBatches != 1 {
		t.Errorf("a batch of one payment is not worth a line: %+v", s.Batches)
	}
	if b := s.Batches.Kept[0]; b.Entry != 4 || b.Details != 2 || b.Amount != usd("-30.00") {
		t.Errorf("%+v", b)
	}
	if r := s.Returns.Kept; r[0].Amount != usd("-10.00") || r[1].Amount != usd("-30.00") {
		t.Errorf("%+v", r)
	}
}

func TestListsAreBounded(t *testing.T) {
	var l Listed[int]
	for i := range KeptMax + 5 {
		l.add(i)
	}
	if len(l.Kept) != KeptMax || l.Count != KeptMax+5 || l.Hidden() != 5 {
		t.Errorf("%d kept of %d", len(l.Kept), l.Count)
	}
}

func day(text string) calendar.Date {
	d, err := calendar.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}
