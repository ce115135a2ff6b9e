package jobs_test

import (
	"fmt"

	"nostro/calendar"
	"nostro/jobs"
)

// walkBooking is one booking of the bank of a walk on our account, and what is true of it.
type walkBooking struct {
	booked
	of   string // the payment that it is of; "" for none of ours
	kind string // what it truly is: see below
}

// What a booking truly is.
const (
	walkPaid     = "paid"     // a pay-out, or a pay-in, or a part of one
	walkReturned = "returned" // a pay-out that comes back, whole or in part
	walkTaken    = "taken"    // the bank takes back what it booked last of the payment
	walkTwice    = "twice"    // the same once more, by mistake
	walkStranger = "stranger" // of nothing of ours
	walkFee      = "fee"      // of the bank, beside a payment
	walkNameless = "nameless" // a payment that the bank names by nothing
)

// walkPaper is a file that the bank has written and not given yet, or has given.
type walkPaper struct {
	text   string
	number int // of the statement that it is, 0 where it is none
}

// walkBank is the plain truth of one account, EUR at rhein: a list of bookings, and the statements that they stand on.
type walkBank struct {
	balance  int64 // cents, of all that is booked
	day      calendar.Date
	today    []walkBooking
	days     [][]walkBooking // of statement 1, 2 ...
	closing  []int64
	dates    []calendar.Date
	outbox   []walkPaper
	given    []walkPaper
	rejected map[string]bool
	serial   int // makes names unlike
	told     func(format string, args ...any)
}

func newWalkBank(told func(format string, args ...any)) *walkBank {
	return &walkBank{told: told, balance: 100_000, day: date24, rejected: map[string]bool{}}
}

// books puts a booking on the account.
func (b *walkBank) books(kind, of string, e booked) {
	b.serial++
	if e.ref == "" {
		e.ref = fmt.Sprintf("B-%d", b.serial)
	}
	b.balance += amount(eur, e.amount).Minor()
	b.today = append(b.today, walkBooking{e, of, kind})
	b.told("STORY: the bank books %s: %s of %s", kind, e.amount, of)
}

// closes writes the statement of the day; the next one is the next business day.
func (b *walkBank) closes(next calendar.Date) {
	opening := int64(100_000)
	if n := len(b.closing); n > 0 {
		opening = b.closing[n-1]
	}
	paper := statement{seq: len(b.days) + 1, date: b.day.String(), opening: cents(opening)}
	for _, one := range b.today {
		paper.entries = append(paper.entries, one.booked)
	}
	b.outbox = append(b.outbox, walkPaper{paper.xml(), paper.seq})
	b.days, b.closing, b.dates = append(b.days, b.today), append(b.closing, b.balance), append(b.dates, b.day)
	b.today, b.day = nil, next
}

// proven is how many statements must be proven, of those that were given: none is missing before them.
func (b *walkBank) proven() (n int) {
	given := map[int]bool{}
	for _, p := range b.given {
		given[p.number] = true
	}
	for given[n+1] {
		n++
	}
	return n
}

// all are the bookings of a payment, in their order, those of today too.
func (b *walkBank) all(of string) (out []walkBooking) {
	for _, day := range append(b.days[:len(b.days):len(b.days)], b.today) {
		for _, one := range day {
			if one.of == of {
				out = append(out, one)
			}
		}
	}
	return out
}

// moved is what the bank has moved on the account for a payment.
func (b *walkBank) moved(i jobs.Instruction) (minor int64) {
	for _, one := range b.all(i.ID) {
		minor += amount(eur, one.amount).Minor()
	}
	return minor
}
