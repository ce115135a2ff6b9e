package reconcile

import (
	"cmp"
	"fmt"
	"slices"

	"nostro/money"
)

// FindingKind tells what a booking turned out to be.
type FindingKind string

// The kinds of findings; each is one row of the table of postings.
const (
	FindingPayOutBooked FindingKind = "pay-out-booked"
	FindingPayInBooked  FindingKind = "pay-in-booked"
	FindingReturned     FindingKind = "returned"
	FindingCharge       FindingKind = "charge"
	FindingUnexplained  FindingKind = "unexplained"
)

// Finding is one thing that an entry, or a detail of it, turned out to be. Entry, Detail, Kind and
// Instruction together name it uniquely within a statement.
type Finding struct {
	Entry       int // number of the entry
	Detail      int // number of the detail; 0 for the entry as a whole
	Kind        FindingKind
	Instruction string       // "" where none is known
	Amount      money.Amount // what moved on the account for this kind; always > 0
	// Charges is what the bank kept and nobody received: of a return, the rest of what was paid; of a
	// pay-in, the rest of what was expected. It did not move on the account. Never negative.
	Charges money.Amount
	// Settled is what of the instruction is booked, where that is in another currency than the account; else the zero value.
	Settled money.Amount
	Rule    string       // the key that found the instruction, one of the Rule constants
	Why     string       // in words; "" where it is all that the instruction waits for: see Because
	waits   *Instruction // which that is
	// Settles tells that nothing of the instruction stays outstanding: a booking settles it, a return
	// ends it. A part leaves it open.
	Settles bool
	Credit  bool  // the account was credited
	Undone  bool  // of a return: it is taken back, and the instruction is settled as it was
	Turn    int32 // of a return: the how manyth of its instruction on this statement it is, in the order of events; else 0
}

// Because says in words, for people, what makes the finding so. Most bookings are just what an instruction waits for, and to
// put that into words costs more than to find it out, so it is done when it is asked for.
func (f Finding) Because() string {
	if f.Why != "" || f.waits == nil {
		return f.Why
	}
	return fmt.Sprintf("it is the %s that %s waits for", f.Amount, f.waits.name())
}

// Signed returns what the finding moved on the account: credit +, debit -. Over the findings of one
// booked entry it sums exactly to the amount of the entry.
func (f Finding) Signed() money.Amount {
	if f.Credit {
		return f.Amount
	}
	return money.FromMinor(f.Amount.Currency(), -f.Amount.Minor())
}

// String returns the finding as one line for people.
func (f Finding) String() string {
	place := fmt.Sprintf("entry %d", f.Entry)
	if f.Detail > 0 {
		place += fmt.Sprintf(" detail %d", f.Detail)
	}
	text := fmt.Sprintf("%s: %s %s", place, f.Kind, f.Amount)
	if f.Instruction != "" {
		text += " of " + f.Instruction
	}
	if !f.Charges.IsZero() {
		text += fmt.Sprintf(", charges %s", f.Charges)
	}
	return fmt.Sprintf("%s (%s)", text, f.Rule)
}

// Outcome is all that matching found in one statement, in the order of entries and details.
type Outcome struct {
	Findings    []Finding
	Breaks      []Break
	Suggestions []Suggestion
	NotBooked   int // entries that are pending or informational: they have no findings
}

// arrange puts findings, breaks and suggestions into their one order.
func (m *matcher) arrange() {
	o := &m.outcome
	o.Findings = m.findings()
	slices.SortFunc(o.Breaks, compareBreaks)
	slices.SortFunc(o.Suggestions, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Number, b.Number))
	})
}

func compareFindings(a, b Finding) int {
	return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Detail, b.Detail),
		cmp.Compare(a.Instruction, b.Instruction), cmp.Compare(a.Kind, b.Kind))
}
