package reconcile

import (
	"cmp"

	"nostro/money"
)

// Reason is the class of a break.
type Reason string

// The reasons, a closed set.
const (
	ReasonMissingAtBank     Reason = "missing-at-bank"
	ReasonUnknownAtUs       Reason = "unknown-at-us"
	ReasonAmountDiffers     Reason = "amount-differs"
	ReasonCurrencyDiffers   Reason = "currency-differs"
	ReasonDuplicate         Reason = "duplicate"
	ReasonReturnedUnknown   Reason = "returned-unknown"
	ReasonRejectedButBooked Reason = "rejected-but-booked"
	ReasonLate              Reason = "late"
	ReasonStatementGap      Reason = "statement-gap"
	ReasonDoesNotAddUp      Reason = "statement-does-not-add-up"
)

// Reasons returns the closed set of reasons.
func Reasons() []Reason {
	return []Reason{ReasonMissingAtBank, ReasonUnknownAtUs, ReasonAmountDiffers, ReasonCurrencyDiffers,
		ReasonDuplicate, ReasonReturnedUnknown, ReasonRejectedButBooked, ReasonLate, ReasonStatementGap,
		ReasonDoesNotAddUp}
}

// Break is a difference that a person must see.
type Break struct {
	Reason      Reason
	Statement   string       // ID of the statement; "" where no statement shows it
	Entry       int          // 0: the statement itself
	Detail      int          // 0: the entry as a whole
	Instruction string       // "" where none, or more than one, is meant
	Amount      money.Amount // what the bank booked less what we expected, credit +
	Text        string       // for people: what happened, and what to do next
}

// compareBreaks orders breaks by place, then reason, then instruction.
func compareBreaks(a, b Break) int {
	return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Detail, b.Detail),
		cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Instruction, b.Instruction))
}
