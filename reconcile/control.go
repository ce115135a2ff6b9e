package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Side is who says that money moved.
type Side string

// The three sides.
const (
	SideFiles  Side = "files"  // what our files asked the bank to pay, or announced to it
	SideBank   Side = "bank"   // what the bank booked, on proven statements
	SideLedger Side = "ledger" // what our ledger booked on the account
)

// Flow is one movement on an account as one side tells it.
type Flow struct {
	Side          Side
	Correspondent string
	Day           calendar.Date // value date
	Amount        money.Amount  // credit of the account +, debit -
	Payment       string        // the instruction, which joins files and bank; "" where none is known
	Entry         string        // the entry of the statement, which joins bank and ledger; "" where none is known
	Text          string        // what it is, for people
}

// Unlike is one item of which two sides tell different amounts on a day.
type Unlike struct {
	Item   string
	Amount money.Amount // by how much the second side is higher
	Text   string       // why, as far as the three sides tell
}

// ControlDay is one day of an account by its three sides. Bank less Files is the sum of FilesBank, and Ledger less
// Bank that of BankLedger, exactly.
type ControlDay struct {
	Correspondent       string
	Currency            money.Currency
	Day                 calendar.Date
	Files, Bank, Ledger money.Amount
	FilesBank           []Unlike // sorted by item
	BankLedger          []Unlike
}

// Agrees tells whether the three sides tell the same, item by item.
func (d ControlDay) Agrees() bool { return len(d.FilesBank)+len(d.BankLedger) == 0 }

type controlKey struct {
	correspondent, currency string
	day                     calendar.Date
}

// Control sets the three sides side by side, for every correspondent, currency and day in this order, and gives every
// item in which they differ. It errs where a sum exceeds 64 bits or a side is none of the three.
func Control(flows []Flow) ([]ControlDay, error) {
	days := map[controlKey][]Flow{}
	payments, entries := map[string][]Flow{}, map[string][]Flow{}
	for _, f := range flows {
		if f.Side != SideFiles && f.Side != SideBank && f.Side != SideLedger {
			return nil, fmt.Errorf("%q is no side: use files, bank or ledger", f.Side)
		}
		key := controlKey{f.Correspondent, f.Amount.Currency().Code(), f.Day}
		days[key] = append(days[key], f)
		payments[f.payment()] = append(payments[f.payment()], f)
		entries[f.entry()] = append(entries[f.entry()], f)
	}
	keys := slices.SortedFunc(maps.Keys(days), func(a, b controlKey) int {
		return cmp.Or(cmp.Compare(a.correspondent, b.correspondent), cmp.Compare(a.currency, b.currency), a.day.Compare(b.day))
	})
	var out []ControlDay
	for _, key := range keys {
		d, err := controlDay(key, days[key], payments, entries)
		if err != nil {
			return nil, fmt.Errorf("control of %s in %s on %s: %w", key.correspondent, key.currency, key.day, err)
		}
		out = append(out, d)
	}
	return out, nil
}

// payment and entry name what the flow is compared by. One that is joined with nothing stands for itself.
func (f Flow) payment() string { return cmp.Or(f.Payment, f.Entry, f.Text) }
func (f Flow) entry() string   { return cmp.Or(f.Entry, f.Text) }

func controlDay(key controlKey, flows []Flow, payments, entries map[string][]Flow) (d ControlDay, err error) {
	c := flows[0].Amount.Currency()
	zero := money.Zero(c)
	d = ControlDay{Correspondent: key.correspondent, Currency: c, Day: key.day, Files: zero, Bank: zero, Ledger: zero}
	totals := map[Side]*money.Amount{SideFiles: &d.Files, SideBank: &d.Bank, SideLedger: &d.Ledger}
	for _, f := range flows {
		if *totals[f.Side], err = totals[f.Side].Add(f.Amount); err != nil {
			return d, err
		}
	}
	if d.FilesBank, err = unlike(flows, SideFiles, SideBank, Flow.payment, payments); err != nil {
		return d, err
	}
	d.BankLedger, err = unlike(flows, SideBank, SideLedger, Flow.entry, entries)
	return d, err
}

// unlike compares two sides of a day by item.
func unlike(flows []Flow, first, second Side, item func(Flow) string, everywhere map[string][]Flow) ([]Unlike, error) {
	sums := map[string]money.Amount{}
	for _, f := range flows {
		if f.Side != first && f.Side != second {
			continue
		}
		sum, known := sums[item(f)]
		if !known {
			sum = money.Zero(f.Amount.Currency())
		}
		var err error
		if f.Side == second {
			sum, err = sum.Add(f.Amount)
		} else {
			sum, err = sum.Sub(f.Amount)
		}
		if err != nil {
			return nil, err
		}
		sums[item(f)] = sum
	}
	var out []Unlike
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		if !sums[name].IsZero() {
			out = append(out, Unlike{Item: name, Amount: sums[name], Text: whyUnlike(everywhere[name], first, second)})
		}
	}
	return out, nil
}

// whyUnlike tells in words where an item stands on the two sides, whatever the day.
func whyUnlike(flows []Flow, first, second Side) string {
	text := ""
	for _, side := range []Side{first, second} {
		said := ""
		for _, f := range flows {
			if f.Side == side {
				said += fmt.Sprintf(", %s %s on %s", f.Text, f.Amount, f.Day)
			}
		}
		if said == "" {
			said = ", nothing"
		}
		text += fmt.Sprintf("; %s: %s", side, said[2:])
	}
	return text[2:]
}
