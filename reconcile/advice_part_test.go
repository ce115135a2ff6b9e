package reconcile_test

import (
	"strings"
	"testing"

	"nostro/money"
	. "nostro/reconcile"
)

func TestWhatIsAPartOfABooking(t *testing.T) {
	five, seven := worth(named("uetr", "A"), "-5.00"), worth(named("uetr", "B"), "-7.00")
	booking := func(amount string, count int64, details ...Detail) Entry {
		e := entry(1, amount, details...)
		e.Batch = &Batch{Count: count}
		return e
	}
	for name, story := range map[string]struct {
		told, booked Entry
		part         bool
	}{
		"some of it":                     {booking("-12.00", 0, five), booking("-12.00", 0), true},
		"with its own amount":            {booking("-5.00", 1, five), booking("-12.00", 0), true},
		"all of it":                      {booking("-12.00", 0, five, seven), booking("-12.00", 0), false},
		"another amount":                 {booking("-11.00", 0, five), booking("-12.00", 0), false},
		"more":                           {booking("-13.00", 0, worth(five, "-13.00")), booking("-12.00", 0), false},
		"the other side":                 {booking("5.00", 0, worth(five, "5.00")), booking("-12.00", 0), false},
		"no more are said":               {booking("-12.00", 1, five), booking("-12.00", 0), false},
		"no more are booked":             {booking("-12.00", 0, five), booking("-12.00", 1), false},
		"more are said":                  {booking("-12.00", 2, five), booking("-12.00", 0), true},
		"more are booked":                {booking("-5.00", 1, five), booking("-12.00", 2), true},
		"without amounts":                {booking("-12.00", 0, named("uetr", "A")), booking("-12.00", 0), false},
		"without names":                  {booking("-12.00", 0, worth(Detail{}, "-5.00")), booking("-12.00", 0), false},
		"charges make it whole":          {charged(booking("-12.00", 0, worth(five, "-11.00")), "1.00"), booking("-12.00", 0), false},
		"its own, with charges in those": {charged(booking("-6.00", 0, five), "1.00"), booking("-12.00", 0), true},
	} {
		if got := (&Advice{Booking: story.told}).PartOf(&story.booked); got != story.part {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

func TestPartsTogether(t *testing.T) {
	five, seven := worth(named("uetr", "A"), "-5.00"), worth(named("uetr", "B"), "-7.00")
	told := func(amount, charges string, details ...Detail) *Advice {
		e := entry(1, amount, details...)
		if charges != "" {
			e = charged(e, charges)
		}
		return &Advice{MsgID: "M", Booking: e}
	}
	for name, story := range map[string]struct {
		booked        string
		count         int64
		parts         []*Advice
		missing, says string
	}{
		"all":                       {"-12.00", 0, []*Advice{told("-12.00", "", five), told("-12.00", "", seven)}, "", ""},
		"all, each its own":         {"-12.00", 2, []*Advice{told("-7.00", "", seven), told("-5.00", "", five)}, "", ""},
		"one is missing":            {"-12.00", 0, []*Advice{told("-12.00", "", five)}, "USD -7.00", ""},
		"two are missing":           {"-12.00", 3, []*Advice{told("-5.00", "", five)}, "USD -7.00 in 2 more", ""},
		"too much":                  {"-12.00", 0, []*Advice{told("-5.00", "", five), told("-7.00", "", seven), told("-5.00", "", five)}, "", "sum to USD -17.00"},
		"as many, and not the sum":  {"-13.00", 2, []*Advice{told("-5.00", "", five), told("-7.00", "", seven)}, "", "sum to USD -12.00"},
		"charges of each":           {"-14.00", 0, []*Advice{told("-6.00", "1.00", five), told("-8.00", "1.00", seven)}, "", ""},
		"charges of all, told once": {"-13.00", 0, []*Advice{told("-13.00", "1.00", five), told("-13.00", "1.00", seven)}, "", ""},
	} {
		e := entry(1, story.booked)
		e.Batch = &Batch{Count: story.count}
		whole, missing := Together(&e, story.parts)
		if missing != story.missing {
			t.Errorf("%s: %q is missing", name, missing)
		}
		if missing != "" {
			continue
		}
		text, more := whole.Contradiction(&e)
		if (text == "") != (story.says == "") || !strings.Contains(text, story.says) || text == "" && more != (money.Amount{}) {
			t.Errorf("%s: %q, %s", name, text, more)
		}
		for n, d := range whole.Booking.Details {
			if d.Number != n+1 {
				t.Errorf("%s: detail %d has number %d", name, n+1, d.Number)
			}
		}
	}
}

// Of two equal bookings none is found twice, but for parts of one.
func TestPartsFindTheSameBooking(t *testing.T) {
	e := entry(1, "-12.00")
	e.BankRef = "B-9"
	part := &Advice{Booking: entry(1, "-12.00", worth(named("uetr", "A"), "-5.00"))}
	part.Booking.BankRef = "B-9"
	whole := &Advice{Booking: entry(1, "-12.00", worth(named("uetr", "A"), "-12.00"))}
	whole.Booking.BankRef = "B-9"
	all := NewBookings([]*Entry{&e})
	for n, step := range []struct {
		a     *Advice
		found bool
	}{{part, true}, {part, true}, {whole, true}, {part, false}} {
		if got, _ := all.Find(step.a); (got != nil) != step.found {
			t.Errorf("step %d: %v", n+1, got)
		}
	}
}
