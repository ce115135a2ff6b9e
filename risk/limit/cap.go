package limit

import (
	"fmt"

	"nostro/money"
)

// Kind tells what a cap bounds.
type Kind string

// The kinds of caps.
const (
	NetDebit       Kind = "net debit"          // in one currency, in one cycle
	NetDebitDay    Kind = "net debit of a day" // in one currency, in all cycles of a value date
	InBase         Kind = "net debit in base"  // in all currencies, in one cycle
	InBaseDay      Kind = "net debit in base of a day"
	ShareNetDebit  Kind = "share of net debit" // of all participants, in one currency
	ShareGross     Kind = "share of gross"     // that is owed by all participants, in one currency
	ObligationsDue Kind = "obligations"        // that it owes in one cycle
)

// Cap is one that holds for a participant, and its use. Amounts are minor units of Unit.
type Cap struct {
	Kind        Kind
	Participant string
	Unit        money.Currency // the zero value: obligations are counted
	Limit       int64
	Before      int64 // what earlier cycles of the value date have used
	Offered     int64 // the use, with Before, if all that is offered were settled
	Settled     int64 // the use, with Before, of what is settled
}

// Headroom is what is left of the cap; below zero where it was broken before.
func (c Cap) Headroom() int64 { return c.Limit - c.Settled }

// Name says which cap it is: "net debit of alfa in EUR".
func (c Cap) Name() string {
	switch c.Kind {
	case ObligationsDue:
		return fmt.Sprintf("obligations of %s", c.Participant)
	case InBase:
		return fmt.Sprintf("net debit of %s in all currencies, in %s", c.Participant, c.Unit)
	case InBaseDay:
		return fmt.Sprintf("net debit of %s in all currencies of the day, in %s", c.Participant, c.Unit)
	case NetDebitDay:
		return fmt.Sprintf("net debit of %s in %s of the day", c.Participant, c.Unit)
	case ShareNetDebit:
		return fmt.Sprintf("share of %s in the net debit in %s", c.Participant, c.Unit)
	case ShareGross:
		return fmt.Sprintf("share of %s in the gross in %s", c.Participant, c.Unit)
	}
	return fmt.Sprintf("%s of %s in %s", c.Kind, c.Participant, c.Unit)
}

// Text says a figure of the cap: an amount, or a number.
func (c Cap) Text(figure int64) string {
	if c.Unit.IsZero() {
		return fmt.Sprint(figure)
	}
	return money.FromMinor(c.Unit, figure).String()
}

// Breach is a cap that one obligation would break, and by how much.
type Breach struct {
	Cap
	Beyond int64 // above zero
}

// String says it in words: "net debit of alfa in EUR would be EUR 120.00, beyond the cap of EUR 100.00 by EUR 20.00".
func (b Breach) String() string {
	return fmt.Sprintf("%s would be %s, beyond the cap of %s by %s", b.Name(), b.Text(b.Limit+b.Beyond), b.Text(b.Limit), b.Text(b.Beyond))
}
