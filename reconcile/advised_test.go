package reconcile_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/money"
	"nostro/reconcile"
)

var advisedOn = calendar.MustDate("2026-11-24")

func total(number int, minor int64, ref string) *reconcile.Entry {
	return &reconcile.Entry{Number: number, Amount: money.FromMinor(eur, minor), Booked: true, BookingDate: advisedOn, ValueDate: advisedOn,
		BankRef: ref}
}

func adviceOf(e reconcile.Entry, details ...reconcile.Detail) *reconcile.Advice {
	e.Details = details
	return &reconcile.Advice{MsgID: "A-1", Booking: e}
}

func payment(number int, minor int64, id string) reconcile.Detail {
	d := reconcile.Detail{Number: number, EndToEndID: id}
	if minor != 0 {
		d.Amount = money.FromMinor(eur, minor)
	}
	return d
}

// The surest name of a booking decides; where several bear it, amount and date do; where several still fit, nobody.
func TestWhichBookingAnAdviceIsAbout(t *testing.T) {
	other := total(2, -300, "B-2")
	other.BookingDate = advisedOn.AddDays(1)
	named := total(3, -900, "")
	named.Batch = &reconcile.Batch{Ref: "7", Advice: "A-1"}
	single := total(4, -500, "")
	single.Details = []reconcile.Detail{payment(1, -500, "P")}
	pending := total(5, -500, "B-5")
	pending.Booked = false
	for name, story := range map[string]struct {
		entries []*reconcile.Entry
		told    *reconcile.Advice
		want    int // number of the entry, 0 for none
		why     string
	}{
		"by the reference, whatever the amount": {[]*reconcile.Entry{total(1, -500, "B 1"), other}, adviceOf(*total(1, -400, "b1")), 1, "the reference of the bank"},
		"of one reference, by the amount":       {[]*reconcile.Entry{total(1, -500, "B"), total(2, -300, "B")}, adviceOf(*total(1, -300, "B")), 2, "reference"},
		"the other direction":                   {[]*reconcile.Entry{total(1, 500, "B")}, adviceOf(*total(1, -500, "B")), 0, ""},
		"twins":                                 {[]*reconcile.Entry{total(1, -500, "B"), total(2, -500, "B")}, adviceOf(*total(1, -500, "B")), 0, "2 bookings fit"},
		"named by the statement":                {[]*reconcile.Entry{total(1, -900, ""), named}, adviceOf(*total(1, -900, "")), 3, "the message that the statement names"},
		"by amount and date":                    {[]*reconcile.Entry{total(1, -500, "X"), other}, adviceOf(*total(1, -500, "")), 1, "its amount and date"},
		"not what is itemised":                  {[]*reconcile.Entry{single}, adviceOf(*total(1, -500, "")), 0, ""},
		"not what is pending":                   {[]*reconcile.Entry{pending}, adviceOf(*total(1, -500, "B-5")), 0, ""},
		"one payment of a message is not it": {[]*reconcile.Entry{{Number: 1, Amount: money.FromMinor(eur, -900), Booked: true, Details: []reconcile.Detail{{Number: 1, MsgID: "M"}}}},
			adviceOf(*total(1, -100, ""), reconcile.Detail{Number: 1, MsgID: "M"}), 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := reconcile.NewBookings(story.entries)
			e, why := b.Find(story.told)
			if got := numberOf(e); got != story.want || !strings.Contains(why, story.why) {
				t.Errorf("found %d (%s), want %d (%s)", got, why, story.want, story.why)
			}
			if e == nil {
				return
			}
			if again, _ := b.Find(story.told); again == e {
				t.Error("it is found twice")
			}
		})
	}
}

func numberOf(e *reconcile.Entry) int {
	if e == nil {
		return 0
	}
	return e.Number
}

// Both figures are told, and by how much they differ; what is not told contradicts nothing.
func TestHowAnAdviceContradicts(t *testing.T) {
	booked := total(1, -1200, "B")
	booked.Batch = &reconcile.Batch{Count: 2}
	less := adviceOf(*total(1, -1200, "B"), payment(1, -500, "P"), payment(2, -600, "Q"))
	charged := adviceOf(*total(1, -1200, "B"), payment(1, -500, "P"), payment(2, -600, "Q"))
	charged.Booking.Charges = money.FromMinor(eur, 100)
	for name, story := range map[string]struct {
		told *reconcile.Advice
		want string
		more int64
	}{
		"agrees":             {adviceOf(*total(1, -1200, "B"), payment(1, -500, "P"), payment(2, -700, "Q")), "", 0},
		"tells nothing":      {adviceOf(*total(1, -1200, "B")), "", 0},
		"without amounts":    {adviceOf(*total(1, -1200, "B"), payment(1, 0, "P"), payment(2, 0, "Q")), "", 0},
		"another sum":        {adviceOf(*total(1, -1300, "B")), "books EUR -12.00, the advice tells EUR -13.00", 100},
		"another count":      {adviceOf(*total(1, -1200, "B"), payment(1, -1200, "P")), "books 2 payments as EUR -12.00, the advice tells 1", 0},
		"other payments":     {less, "books EUR -12.00, the 2 payments that the advice tells sum to EUR -11.00", -100},
		"less their charges": {charged, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			text, more := story.told.Contradiction(booked)
			if (story.want == "") != (text == "") || !strings.Contains(text, story.want) || more.Minor() != story.more {
				t.Errorf("%q %s", text, more)
			}
		})
	}
}

// Whatever the order of the bookings, the same one is found, and no two advices find the same.
func TestFoundWhateverTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []*reconcile.Entry
		for n := range rapid.IntRange(1, 8).Draw(t, "entries") {
			e := total(n+1, rapid.SampledFrom([]int64{-500, -300, 400}).Draw(t, "minor"), rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "ref"))
			entries = append(entries, e)
		}
		told := adviceOf(*total(1, rapid.SampledFrom([]int64{-500, 400}).Draw(t, "told"), rapid.SampledFrom([]string{"", "A"}).Draw(t, "by")))
		one, two := reconcile.NewBookings(entries), reconcile.NewBookings(rapid.Permutation(entries).Draw(t, "order"))
		a, _ := one.Find(told)
		b, _ := two.Find(told)
		if a != b {
			t.Fatalf("entry %d and entry %d", numberOf(a), numberOf(b))
		}
		if again, _ := one.Find(told); a != nil && again == a {
			t.Fatal("it is found twice")
		}
	})
}

// An advice that contradicts by more than an amount can hold says both figures, and no difference that wrapped around.
func TestAnAdviceTooFarApart(t *testing.T) {
	booked, told := entry(1, "1.00"), entry(1, "1.00")
	booked.Amount, told.Amount = money.FromMinor(usd, math.MaxInt64), money.FromMinor(usd, -2)
	text, more := (&reconcile.Advice{Booking: told}).Contradiction(&booked)
	if more != (money.Amount{}) || !strings.Contains(text, booked.Amount.String()) || !strings.Contains(text, told.Amount.String()) {
		t.Errorf("%q, %s", text, more)
	}
}
