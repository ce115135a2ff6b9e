package anomaly

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// labelled is one payment of a set, and what somebody who made it knows about it: "" is honest.
type labelled struct {
	Payment
	label    string
	incident int // the payments of one are planted together
}

// The labels of what is planted, each with how it is made.
const (
	labelHijack   = "hijacked account" // an honest payee's payment to another account, larger than usual
	labelInflated = "inflated amount"  // ten to fifty times the payee's usual amount
	labelResend   = "resent"           // the same parties and amount a day or two later under another id
	labelDrain    = "drained"          // many payments within two days to one payee
	labelMule     = "new payee"        // a round amount to a payee that was never paid, at night
)

// generate makes a set from a seed: payees with a size and a habit of their own over so many business days, of whom some
// have bursts, round bills, changed accounts and late evenings that are honest, and planted payments among them.
func generate(seed uint64, payees, days int) []labelled {
	g := generator{random: rand.New(rand.NewPCG(seed, 1)), day: calendar.MustDate("2026-01-05"), account: map[int]int{}}
	for range days {
		for p := range payees {
			g.honest(p)
		}
		if len(g.all) > 10*payees { // a history first
			g.plant(payees)
		}
		g.next()
	}
	return g.all
}

type generator struct {
	random  *rand.Rand
	day     calendar.Date
	all     []labelled
	account map[int]int // how often a payee has changed it
	planted int
}

var euro = money.MustCurrency("EUR")

func (g *generator) next() {
	for g.day = g.day.AddDays(1); !calendar.TARGET().IsBusinessDay(g.day); g.day = g.day.AddDays(1) {
	}
}

// size is what the payee usually gets, in minor units: from 200.00 to 200,000.00.
func size(p int) int64 { return 200_00 * int64(1+p*p%1000) }

// habit is a payment of about the usual size: a quarter more or less, seldom up to three times.
func (g *generator) habit(p int) int64 {
	amount := size(p)*3/4 + g.random.Int64N(size(p)/2)
	if g.random.IntN(60) == 0 {
		amount *= 1 + g.random.Int64N(3)
	}
	return amount
}

func (g *generator) honest(p int) {
	if g.random.IntN(3) > 0 {
		return
	}
	if g.random.IntN(400) == 0 {
		g.account[p]++ // moves to another bank
	}
	times := 1
	if g.random.IntN(80) == 0 {
		times = 2 + g.random.IntN(3) // the end of a quarter
	}
	for range times {
		amount := g.habit(p)
		if g.random.IntN(40) == 0 {
			amount = (amount/100_00 + 1) * 100_00 // a round bill
		}
		hour := 8 + g.random.IntN(10)
		if g.random.IntN(50) == 0 {
			hour = 20 + g.random.IntN(3)
		}
		g.pay(p, fmt.Sprintf("A-%d-%d", p, g.account[p]), amount, hour, "")
	}
}

// plant adds what is not honest: about one on most days.
func (g *generator) plant(payees int) {
	g.planted++
	p := g.random.IntN(payees)
	account := fmt.Sprintf("A-%d-%d", p, g.account[p])
	switch g.random.IntN(8) {
	case 0:
		g.pay(p, fmt.Sprintf("X-%d", len(g.all)), g.habit(p)*(2+g.random.Int64N(6)), 9+g.random.IntN(8), labelHijack)
	case 1:
		g.pay(p, account, size(p)*(10+g.random.Int64N(40)), 9+g.random.IntN(8), labelInflated)
	case 2:
		for n := len(g.all) - 1; n > 0 && n > len(g.all)-payees; n-- {
			if old := g.all[n]; old.label == "" && old.Day.Before(g.day) {
				old.ID, old.Day, old.label, old.incident = fmt.Sprintf("R-%d", len(g.all)), g.day, labelResend, g.planted
				old.MadeAt = old.Day.In(time.UTC).Add(10 * time.Hour)
				g.all = append(g.all, old)
				return
			}
		}
	case 3:
		for range 8 {
			g.pay(p, account, g.habit(p), 9+g.random.IntN(8), labelDrain)
		}
	case 4:
		g.pay(payees+len(g.all), fmt.Sprintf("M-%d", len(g.all)), 10_000_00*(1+g.random.Int64N(9)), 1+g.random.IntN(4), labelMule)
	}
}

func (g *generator) pay(p int, account string, amount int64, hour int, label string) {
	g.all = append(g.all, labelled{Payment{ID: fmt.Sprintf("P-%d", len(g.all)), Payer: "house", Payee: fmt.Sprintf("payee-%d", p), Account: account,
		Amount: money.FromMinor(euro, amount), Day: g.day, MadeAt: g.day.In(time.UTC).Add(time.Duration(hour) * time.Hour)}, label, g.planted})
}

// The same seed gives the same set, another one another.
func TestTheSetFollowsFromItsSeed(t *testing.T) {
	a, b, c := generate(1, 40, 60), generate(1, 40, 60), generate(2, 40, 60)
	if fmt.Sprint(a) != fmt.Sprint(b) || fmt.Sprint(a) == fmt.Sprint(c) {
		t.Error("the set does not follow from its seed")
	}
}
