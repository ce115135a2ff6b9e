package report

import (
	"slices"

	"nostro/reconcile"
)

// help is what a reason means and what usually comes next.
type help struct{ Title, Next string }

var reasonHelps = map[reconcile.Reason]help{
	reconcile.ReasonMissingAtBank: {"Missing at the bank",
		"Ask the correspondent whether it has the payment; for a pay-in, ask the payer."},
	reconcile.ReasonUnknownAtUs: {"Unknown at us",
		"Find out what it is, then match it by hand or have it sent back. Until then it stands in suspense."},
	reconcile.ReasonAmountDiffers: {"Amount differs",
		"Compare the entry with the instruction; ask for the rest, or accept the difference as a charge."},
	reconcile.ReasonCurrencyDiffers: {"Currency differs",
		"Ask the correspondent for a correction: the payment was booked in another currency."},
	reconcile.ReasonDuplicate: {"Duplicate",
		"Ask the correspondent to take the second booking back."},
	reconcile.ReasonReturnedUnknown: {"Return of a payment that we do not know",
		"Ask the correspondent which payment it means."},
	reconcile.ReasonRejectedButBooked: {"Rejected, but booked",
		"Ask the correspondent which of the two holds before the payment is made again."},
	reconcile.ReasonLate: {"Late",
		"It came after its value date; claim interest where that was agreed."},
	reconcile.ReasonStatementGap: {"Gap between statements",
		"Ask the correspondent for the statement that lies between; this one moves no money until then."},
	reconcile.ReasonDoesNotAddUp: {"Statement does not add up",
		"Ask the correspondent for a correct statement; this one moves no money."},
}

// reasonHelp explains the reason of a break; one that it does not know is its own title.
func reasonHelp(reason string) help {
	if h, ok := reasonHelps[reconcile.Reason(reason)]; ok {
		return h
	}
	return help{Title: reason}
}

func sortedText(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}
