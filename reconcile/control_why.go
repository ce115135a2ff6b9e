package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"nostro/money"
)

// Why is the kind of a difference between two sides.
type Why string

// The kinds.
const (
	WhyNotBooked   Why = "not booked by the bank" // our files tell it, no proven statement does
	WhyNotAsked    Why = "not in our files"       // the bank booked what we neither ordered nor announced
	WhyNotPosted   Why = "not in our ledger"      // the bank booked it, the ledger did not
	WhyNoStatement Why = "on no proven statement" // the ledger has it, the bank does not tell it
	WhyOtherDay    Why = "on another day"         // both tell the same, with other value dates
	WhyCameBack    Why = "came back"              // both tell it, and one that it was returned
	WhyCharges     Why = "charges"                // both tell it, and the second charges for it
	WhyOtherAmount Why = "another amount"         // both tell it, and not the same: a part of it
)

// told is what all flows tell of an item, by side.
type told map[Side][]Flow

// tale is what is told of the items that differ: of those of files and bank, and of those of bank and ledger.
type tale struct{ payments, entries map[string]told }

// explain says of every item that differs why, by its flows on all days.
func explain(days []ControlDay, flows []Flow, elsewhere Elsewhere) error {
	t := tale{map[string]told{}, map[string]told{}}
	for _, d := range days {
		for _, u := range d.FilesBank {
			t.payments[u.Item] = told{}
		}
		for _, u := range d.BankLedger {
			t.entries[u.Item] = told{}
		}
	}
	for _, f := range flows {
		t.payments[f.payment()].take(f)
		t.entries[f.entry()].take(f)
	}
	if elsewhere != nil {
		if err := t.complete(elsewhere); err != nil {
			return err
		}
	}
	for _, d := range days {
		for n, u := range d.FilesBank {
			d.FilesBank[n].Why, d.FilesBank[n].Text = t.payments[u.Item].explain(SideFiles, SideBank, WhyNotBooked, WhyNotAsked)
		}
		for n, u := range d.BankLedger {
			d.BankLedger[n].Why, d.BankLedger[n].Text = t.entries[u.Item].explain(SideBank, SideLedger, WhyNotPosted, WhyNoStatement)
		}
	}
	return nil
}

// complete takes what other days tell of the items, each asked for once.
func (t tale) complete(elsewhere Elsewhere) error {
	items := maps.Clone(t.payments)
	maps.Copy(items, t.entries)
	for _, item := range slices.Sorted(maps.Keys(items)) {
		flows, err := elsewhere(item)
		if err != nil {
			return fmt.Errorf("item %s of the control: %w", item, err)
		}
		for _, f := range flows {
			if f.payment() == item {
				t.payments[item].take(f)
			}
			if f.entry() == item {
				t.entries[item].take(f)
			}
		}
	}
	return nil
}

// take keeps the flow, unless the item does not differ: then there is no map.
func (t told) take(f Flow) {
	if t != nil {
		t[f.Side] = append(t[f.Side], f)
	}
}

// explain compares two sides of an item over all days. one is why where only the first side tells it, other where only
// the second does.
func (t told) explain(first, second Side, one, other Why) (Why, string) {
	why := one
	switch {
	case len(t[second]) == 0:
	case len(t[first]) == 0:
		why = other
	default:
		why = whyBoth(t[first], t[second])
	}
	return why, fmt.Sprintf("%s: %s; %s: %s", first, saidBy(t[first]), second, saidBy(t[second]))
}

// whyBoth compares what two sides tell that both tell something.
func whyBoth(first, second []Flow) Why {
	isPart := func(part FlowPart) func(Flow) bool { return func(f Flow) bool { return f.Part == part } }
	switch {
	case slices.ContainsFunc(second, isPart(FlowReturn)) != slices.ContainsFunc(first, isPart(FlowReturn)):
		return WhyCameBack
	case sameInAll(first, second):
		return WhyOtherDay
	case sameInAll(first, slices.DeleteFunc(slices.Clone(second), isPart(FlowCharge))):
		return WhyCharges
	}
	return WhyOtherAmount
}

// sameInAll tells whether both sides come to the same, on all days together. What cannot be added up does not.
func sameInAll(first, second []Flow) bool {
	left := money.Zero(first[0].Amount.Currency())
	for _, f := range second {
		if addTo(&left, f.Amount) != nil {
			return false
		}
	}
	for _, f := range first {
		less, err := f.Amount.Neg()
		if err != nil || addTo(&left, less) != nil {
			return false
		}
	}
	return left.IsZero()
}

// saidBy is what one side says, by day, in words.
func saidBy(flows []Flow) string {
	if len(flows) == 0 {
		return "nothing"
	}
	slices.SortFunc(flows, func(a, b Flow) int {
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Text, b.Text), cmp.Compare(a.Amount.Minor(), b.Amount.Minor()))
	})
	texts := make([]string, len(flows))
	for n, f := range flows {
		texts[n] = fmt.Sprintf("%s %s on %s", f.Text, f.Amount, f.Day)
	}
	return strings.Join(texts, ", ")
}
