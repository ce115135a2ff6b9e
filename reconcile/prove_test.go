package reconcile_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// chained is a statement with a credit of 50 and a debit of 20, opening with 100.
func chained(id string, sequence int64, opening, closing string) Statement {
	s := statement(entry(1, "50.00"), entry(2, "-20.00"))
	s.ID, s.Sequence, s.Opening, s.Closing = id, sequence, dollars(opening), dollars(closing)
	return s
}

func previous(id string, sequence int64, closing string) *Previous {
	return &Previous{ID: id, Sequence: sequence, Closing: dollars(closing)}
}

func TestProve(t *testing.T) {
	for _, c := range []struct {
		name      string
		statement Statement
		previous  *Previous
		reason    Reason // "" for proven
		amount    string
	}{
		{"the first one", chained("S1", 1, "100.00", "130.00"), nil, "", ""},
		{"the next one", chained("S2", 2, "100.00", "130.00"), previous("S1", 1, "100.00"), "", ""},
		{"a new year", chained("S1", 1, "100.00", "130.00"), previous("S250", 250, "100.00"), "", ""},
		{"a bank without numbers", chained("S2", 0, "100.00", "130.00"), previous("S1", 0, "100.00"), "", ""},
		{"numbers begin today", chained("S2", 77, "100.00", "130.00"), previous("S1", 0, "100.00"), "", ""},
		{"one identifier for all, but numbers", chained("S", 2, "100.00", "130.00"), previous("S", 1, "100.00"), "", ""},
		{"does not add up", chained("S1", 1, "100.00", "130.01"), nil, ReasonDoesNotAddUp, "0.01"},
		{"does not add up the other way", chained("S1", 1, "100.00", "129.00"), nil, ReasonDoesNotAddUp, "-1.00"},
		{"balances do not chain", chained("S2", 2, "100.00", "130.00"), previous("S1", 1, "90.00"),
			ReasonDoesNotAddUp, "10.00"},
		{"no numbers, balances do not chain", chained("S2", 0, "100.00", "130.00"), previous("S1", 1, "90.00"),
			ReasonStatementGap, "10.00"},
		{"a number is missing", chained("S3", 3, "100.00", "130.00"), previous("S1", 1, "70.00"), ReasonStatementGap,
			"30.00"},
		{"a number is missing, balances chain", chained("S3", 3, "100.00", "130.00"), previous("S1", 1, "100.00"),
			ReasonStatementGap, "0.00"},
		{"a new year that does not chain", chained("S1", 1, "100.00", "130.00"), previous("S250", 250, "99.00"),
			ReasonStatementGap, "1.00"},
		{"an old one", chained("S2", 2, "100.00", "130.00"), previous("S5", 5, "100.00"), ReasonStatementGap, "0.00"},
		{"the same number again", chained("S1b", 1, "100.00", "130.00"), previous("S1", 1, "100.00"), ReasonDuplicate,
			"0.00"},
		{"the same identifier again", chained("S1", 0, "100.00", "130.00"), previous("S1", 0, "130.00"),
			ReasonDuplicate, "0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Prove(c.statement, c.previous)
			if err != nil {
				t.Fatal(err)
			}
			if c.reason == "" {
				if p.State != lifecycle.StatementProven || len(p.Breaks) != 0 {
					t.Fatalf("not proven: %+v", p.Breaks)
				}
				return
			}
			if p.State != lifecycle.StatementDisputed || len(p.Breaks) != 1 {
				t.Fatalf("state %s with %d breaks, want disputed with 1", p.State, len(p.Breaks))
			}
			b := p.Breaks[0]
			if b.Reason != c.reason || b.Amount != dollars(c.amount) || b.Statement != c.statement.ID || b.Entry != 0 {
				t.Errorf("got %s %s, want %s %s", b.Reason, b.Amount, c.reason, c.amount)
			}
			if !strings.Contains(b.Text, "Nothing of it is posted.") {
				t.Errorf("the text does not say what became of it: %s", b.Text)
			}
		})
	}
}

func TestProveCounts(t *testing.T) {
	s := chained("S1", 1, "100.00", "130.00")
	pending := entry(3, "-999.00")
	pending.Booked = false
	s.Entries = append(s.Entries, pending, entry(4, "0.00"))
	p, err := Prove(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Proof{State: lifecycle.StatementProven, Credits: dollars("50.00"), Debits: dollars("20.00"),
		Counted: 3, NotBooked: 1}
	if p.State != want.State || p.Credits != want.Credits || p.Debits != want.Debits || p.Counted != want.Counted ||
		p.NotBooked != want.NotBooked {
		t.Errorf("got %+v, want %+v", p, want)
	}
}

func TestProveTellsAllThatIsWrong(t *testing.T) {
	p, err := Prove(chained("S3", 3, "100.00", "131.00"), previous("S1", 1, "100.00"))
	if err != nil || len(p.Breaks) != 2 {
		t.Fatalf("got %d breaks, %v; want both that it does not add up and the gap", len(p.Breaks), err)
	}
}

func TestEmptyStatementIsProven(t *testing.T) {
	p, err := Prove(statement(), previous("S0", 0, "0.00"))
	if err != nil || p.State != lifecycle.StatementProven || p.Counted != 0 {
		t.Errorf("got %+v, %v", p, err)
	}
}

// A statement cut from a list of movements is proven; moved by one minor unit anywhere, it is not.
func TestProofFindsAnyMinorUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := statement()
		minors := rapid.SliceOfN(rapid.Int64Range(-1000, 1000), 0, 20).Draw(t, "entries")
		closing := rapid.Int64Range(-1000, 1000).Draw(t, "opening")
		s.Opening = money.FromMinor(usd, closing)
		for n, minor := range minors {
			s.Entries = append(s.Entries, Entry{Number: n + 1, Amount: money.FromMinor(usd, minor), Booked: true})
			closing += minor
		}
		s.Closing = money.FromMinor(usd, closing)
		before := &Previous{ID: "S0", Closing: s.Opening}
		if p, err := Prove(s, before); err != nil || p.State != lifecycle.StatementProven {
			t.Fatalf("not proven: %+v %v", p, err)
		}
		slip := rapid.SampledFrom([]int64{-1, 1}).Draw(t, "slip")
		switch where := rapid.IntRange(-2, len(minors)-1).Draw(t, "where"); where {
		case -2:
			s.Closing = money.FromMinor(usd, closing+slip)
		case -1:
			s.Opening = money.FromMinor(usd, s.Opening.Minor()+slip)
		default:
			s.Entries[where].Amount = money.FromMinor(usd, minors[where]+slip)
		}
		if p, err := Prove(s, before); err != nil || p.State != lifecycle.StatementDisputed {
			t.Fatalf("a slip of %d is not seen: %+v %v", slip, p, err)
		}
	})
}

func TestProveRefuses(t *testing.T) {
	most := money.FromMinor(usd, 999_999_999_999_999_999)
	many := statement()
	for n := range 10 {
		many.Entries = append(many.Entries, Entry{Number: n + 1, Amount: most, Booked: true})
	}
	if _, err := Prove(many, nil); !errors.Is(err, money.ErrOverflow) || !strings.Contains(err.Error(), "entry 10") {
		t.Errorf("sum of many: got %v", err)
	}
	euros := &Previous{ID: "S0", Closing: money.Zero(eur)}
	if _, err := Prove(statement(), euros); !errors.Is(err, money.ErrMixedCurrency) {
		t.Errorf("previous in another currency: got %v", err)
	}
	for n := range 8 {
		many.Entries[n].Booked = true
	}
	many.Entries, many.Opening = many.Entries[:9], most
	if _, err := Prove(many, nil); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("opening and sum: got %v", err)
	}
	many.Opening, many.Closing = money.Zero(usd), money.FromMinor(usd, -math.MaxInt64)
	if _, err := Prove(many, nil); err == nil {
		t.Error("a balance of 19 digits is taken")
	}
}

// Balances so far apart that no amount holds their difference are refused, also where nobody has looked at their digits: nothing
// wraps around.
func TestBalancesTooFarApart(t *testing.T) {
	for name, numbers := range map[string][2]int64{"numbered": {2, 1}, "without numbers": {0, 0}, "one is missing": {9, 1}} {
		s := Statement{ID: "S2", Correspondent: "RHEIN", Currency: usd, Sequence: numbers[0], Opening: money.FromMinor(usd, math.MaxInt64)}
		breaks, err := s.Follows(Previous{ID: "S1", Sequence: numbers[1], Closing: money.FromMinor(usd, -2)})
		if !errors.Is(err, money.ErrOverflow) || len(breaks) != 0 {
			t.Errorf("%s: %+v, %v", name, breaks, err)
		}
	}
}
