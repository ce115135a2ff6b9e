package reconcile

import (
	"cmp"
	"errors"
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

// FlowPart is what a movement is of a payment beside the payment itself.
type FlowPart string

// The parts.
const (
	FlowCharge FlowPart = "charge" // the bank's, for it
	FlowReturn FlowPart = "return" // of it, whole or less charges
)

// Flow is one movement on an account as one side tells it.
type Flow struct {
	Side          Side
	Correspondent string
	Day           calendar.Date // value date
	Amount        money.Amount  // credit of the account +, debit -
	Payment       string        // the instruction, which joins files and bank; "" where none is known
	Entry         string        // the entry of the statement, which joins bank and ledger; "" where none is known
	Part          FlowPart      // of a payment; "" for the payment itself
	Text          string        // what it is, for people
}

// Unlike is one item of which two sides tell different amounts on a day.
type Unlike struct {
	Item   string       // the instruction or the entry of a statement
	Amount money.Amount // by how much the second side is higher
	Why    Why          // what kind of difference it is
	Text   string       // where the item stands on both sides, on whatever day
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

// Elsewhere gives the flows of one item on the days that were not asked for, so that a difference can be explained by
// them. It is asked for items that differ only.
type Elsewhere func(item string) ([]Flow, error)

// Control sets the three sides side by side, for every correspondent, currency and day in this order, and gives every
// item in which they differ, whatever the order of the flows. Where elsewhere is nil, the flows are all there are. It
// errs where a sum exceeds 64 bits, a side is none of the three, or elsewhere errs.
func Control(flows []Flow, elsewhere Elsewhere) ([]ControlDay, error) {
	days := map[controlKey]*controlSums{}
	for _, f := range flows {
		key := controlKey{f.Correspondent, f.Amount.Currency().Code(), f.Day}
		if days[key] == nil {
			days[key] = newControlSums(f.Amount.Currency())
		}
		if err := days[key].add(f); err != nil {
			return nil, fmt.Errorf("control of %s in %s on %s: %w", key.correspondent, key.currency, key.day, err)
		}
	}
	keys := slices.SortedFunc(maps.Keys(days), func(a, b controlKey) int {
		return cmp.Or(cmp.Compare(a.correspondent, b.correspondent), cmp.Compare(a.currency, b.currency), a.day.Compare(b.day))
	})
	out := make([]ControlDay, len(keys))
	for n, key := range keys {
		sums := days[key]
		out[n] = ControlDay{Correspondent: key.correspondent, Currency: sums.files.Currency(), Day: key.day, Files: sums.files, Bank: sums.bank,
			Ledger: sums.ledger, FilesBank: unlikes(sums.payments), BankLedger: unlikes(sums.entries)}
	}
	return out, explain(out, flows, elsewhere)
}

// payment and entry name what the flow is compared by. One that is joined with nothing stands for itself.
func (f Flow) payment() string { return cmp.Or(f.Payment, f.Entry, f.Text) }
func (f Flow) entry() string   { return cmp.Or(f.Entry, f.Text) }

type controlKey struct {
	correspondent, currency string
	day                     calendar.Date
}

// controlSums adds up one day of an account: the three sides, and by item how much the bank tells more than the files,
// and the ledger more than the bank.
type controlSums struct {
	files, bank, ledger money.Amount
	payments, entries   map[string]money.Amount
}

func newControlSums(c money.Currency) *controlSums {
	zero := money.Zero(c)
	return &controlSums{zero, zero, zero, map[string]money.Amount{}, map[string]money.Amount{}}
}

func (s *controlSums) add(f Flow) (err error) {
	less, err := f.Amount.Neg()
	if err != nil {
		return err
	}
	switch f.Side {
	case SideFiles:
		err = errors.Join(addTo(&s.files, f.Amount), addItem(s.payments, f.payment(), less))
	case SideBank:
		err = errors.Join(addTo(&s.bank, f.Amount), addItem(s.payments, f.payment(), f.Amount), addItem(s.entries, f.entry(), less))
	case SideLedger:
		err = errors.Join(addTo(&s.ledger, f.Amount), addItem(s.entries, f.entry(), f.Amount))
	default:
		err = fmt.Errorf("%q is no side: use files, bank or ledger", f.Side)
	}
	return err
}

func addTo(sum *money.Amount, amount money.Amount) (err error) {
	*sum, err = sum.Add(amount)
	return err
}

func addItem(sums map[string]money.Amount, item string, amount money.Amount) error {
	sum, known := sums[item]
	if !known {
		sum = money.Zero(amount.Currency())
	}
	err := addTo(&sum, amount)
	sums[item] = sum
	return err
}

// unlikes are the items that are not nothing, sorted.
func unlikes(sums map[string]money.Amount) (out []Unlike) {
	for item, amount := range sums {
		if !amount.IsZero() {
			out = append(out, Unlike{Item: item, Amount: amount})
		}
	}
	slices.SortFunc(out, func(a, b Unlike) int { return cmp.Compare(a.Item, b.Item) })
	return out
}
