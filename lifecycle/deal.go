package lifecycle

// Deal is the state of a cover trade.
type Deal string

// The states of a deal. Only one that a second person has confirmed settles.
const (
	DealRecorded  Deal = "recorded"
	DealConfirmed Deal = "confirmed"
	DealRefused   Deal = "refused"
	DealSettled   Deal = "settled"
)

// Deals is the table of moves of a deal.
var Deals = newMachine("deal",
	[]Deal{DealRecorded, DealConfirmed, DealRefused, DealSettled},
	map[Deal][]Deal{
		DealRecorded:  {DealConfirmed, DealRefused},
		DealConfirmed: {DealSettled},
	})
