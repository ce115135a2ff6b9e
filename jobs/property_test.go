package jobs_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/calendar"
	"nostro/internal/sim/bank"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// checksDefault is how many random histories are tried where nobody asks for another number: each has two
// days of real files.
const checksDefault = "15"

// setChecks lowers the number of iterations, unless the command line gives one.
func setChecks(t *testing.T) {
	t.Helper()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", checksDefault); err != nil {
			t.Fatal(err)
		}
	}
}

// drawBook draws a few obligations; some of them cannot settle, and wait.
func drawBook(rt *rapid.T) []string {
	people := []string{"alfa", "brixton", "cascade", "harbour"}
	var book []string
	for n := range rapid.IntRange(0, 8).Draw(rt, "obligations") {
		payer := rapid.IntRange(0, 3).Draw(rt, "payer")
		payee := (payer + rapid.IntRange(1, 3).Draw(rt, "payee")) % 4
		ccy := rapid.SampledFrom([]string{"EUR", "GBP", "USD"}).Draw(rt, "currency")
		minor := rapid.Int64Range(1, 50_000).Draw(rt, "minor")
		book = append(book, fmt.Sprintf("O-%d %s %s %s %s", n, people[payer], people[payee], ccy,
			money.FromMinor(money.MustCurrency(ccy), minor).Decimal()))
	}
	return book
}

// drawRule draws whom a trouble befalls, and the amount that goes with it.
func drawRule(rt *rapid.T, currencies []money.Currency) bank.Rule {
	c := rapid.SampledFrom(currencies).Draw(rt, "currency of trouble")
	a := money.FromMinor(c, rapid.Int64Range(1, 900).Draw(rt, "amount of trouble"))
	party := rapid.SampledFrom([]string{"", "Alfa Handels GmbH", "Brixton Retail Ltd", "Cascade Markets Inc",
		"HRBBGB2LXXX"}).Draw(rt, "party")
	code := rapid.SampledFrom([]string{"AC04", "AC01", "AM05", "MS03"}).Draw(rt, "code")
	return bank.Rule{Party: party, Currency: c, Code: code, Charges: a, SameDay: rapid.Bool().Draw(rt, "same day"), By: a}
}

// drawScript draws what goes wrong at a bank; often enough nothing does.
func drawScript(rt *rapid.T, currencies ...money.Currency) bank.Script {
	s := bank.Script{Accept: rapid.Bool().Draw(rt, "accept")}
	for _, list := range []struct {
		name  string
		rules *[]bank.Rule
		keep  func(bank.Rule) bank.Rule
	}{
		{"reject", &s.Reject, func(r bank.Rule) bank.Rule {
			return bank.Rule{Party: r.Party, Currency: r.Currency,
				Code: r.Code}
		}},
		{"return", &s.Return, func(r bank.Rule) bank.Rule { r.By = money.Amount{}; return r }},
		{"charge", &s.Charge, func(r bank.Rule) bank.Rule {
			return bank.Rule{Party: r.Party, Currency: r.Currency, Charges: r.Charges}
		}},
		{"short", &s.Short, func(r bank.Rule) bank.Rule { return bank.Rule{Party: r.Party, Currency: r.Currency, By: r.By} }},
		{"missing", &s.MissingPayIn, func(r bank.Rule) bank.Rule { return bank.Rule{Party: r.Party, Currency: r.Currency} }},
	} {
		if rapid.IntRange(0, 2).Draw(rt, list.name) == 0 {
			*list.rules = append(*list.rules, list.keep(drawRule(rt, currencies)))
		}
	}
	if rapid.Bool().Draw(rt, "unexpected") {
		s.Unexpected = append(s.Unexpected, bank.Credit{Amount: drawRule(rt, currencies).By, From: "Nobody",
			On: calendar.MustDate("2026-11-25")})
	}
	if rapid.Bool().Draw(rt, "twice") {
		s.StatementTwice = []money.Currency{currencies[0]}
	}
	return s
}

// Whatever people owe and whatever the banks do about it over two days: every invariant holds after every
// stage, a look back says of each day what the report said on it, the books end where the banks do, and what did not stay paid is owed again, to the last cent.
func TestAnyTwoDays(t *testing.T) {
	setChecks(t)
	folder := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(folder, "")
		if err != nil {
			rt.Fatalf("%v", err)
		}
		h := openInstallation(rt, dir, script("rhein", drawScript(rt, eur, gbp)), script("hudson", drawScript(rt, usd)))
		defer h.close()
		h.looksBackAt(false)
		h.rates("2026-11-23", "USD 1.1634", "GBP 0.87945")
		h.people()
		h.owes(drawBook(rt)...)
		h.run()
		h.approve()
		h.send()
		for _, day := range []string{"2026-11-24", "2026-11-25"} {
			h.answer(day)
			if day == "2026-11-25" || rapid.Bool().Draw(rt, "taken each day") {
				h.takes()
			}
		}
		h.at("2026-11-25T20:00:00Z") // and all is looked back at
		h.sumsToNothing()
		h.nostroIsAtTheBanks()
		h.participantsHoldWhatStayed()
	})
}

// sumsToNothing wants all accounts together to be zero in every currency.
func (h *installation) sumsToNothing() {
	h.t.Helper()
	total := map[money.Currency]int64{}
	for _, e := range h.journal() {
		for _, p := range e.Postings {
			total[p.Amount.Currency()] += p.Amount.Minor()
		}
	}
	for c, minor := range total {
		if minor != 0 {
			h.t.Errorf("the journal sums to %s", money.FromMinor(c, minor))
		}
	}
}

// nostroIsAtTheBanks compares our books with what the banks themselves hold for us.
func (h *installation) nostroIsAtTheBanks() {
	h.t.Helper()
	var want []string
	for _, c := range h.stages.Settings.Correspondents {
		for _, b := range h.banks[c.ID].Balances() {
			if !b.IsZero() {
				want = append(want, fmt.Sprintf("nostro:%s %s", c.ID, b))
			}
		}
	}
	h.same("nostro", h.balances("nostro"), want...)
}

// participantsHoldWhatStayed adds up what every instruction has posted to its participant: all of it where
// it is settled, nothing where it was rejected or came back.
func (h *installation) participantsHoldWhatStayed() {
	h.t.Helper()
	entries := h.journal()
	for _, i := range h.instructions() {
		posted := int64(0)
		for _, e := range entries {
			for _, p := range e.Postings {
				if strings.Contains(e.Key+":", ":"+i.ID+":") && p.Account.Class() == "participant" {
					posted += p.Amount.Minor()
				}
			}
		}
		want, known := stays(i)
		if known && posted != want {
			h.t.Errorf("%s %s of %s, %s: its participant was posted %d, want %d", i.Direction, i.Amount, i.Participant, i.State,
				posted, want)
		}
	}
}

// stays is what an instruction that has come to its end has posted to its participant for good.
func stays(i jobs.Instruction) (minor int64, known bool) {
	switch {
	case i.State == lifecycle.InstructionRejected, i.State == lifecycle.InstructionReturned:
		return 0, true
	case i.State == lifecycle.InstructionSettled && i.Direction == jobs.PayIn:
		return -i.Amount.Minor(), true
	case i.State == lifecycle.InstructionSettled && i.Returned.IsZero():
		return i.Amount.Minor(), true
	}
	return 0, false
}
