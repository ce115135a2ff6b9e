package lifecycle

// Recall is the state of a request to give a payment back.
type Recall string

// The states of a recall. Agreed is a word of the bank; only recovered is the money: it is back, or it never left.
const (
	RecallAsked     Recall = "asked"     // it waits for another person, or to leave
	RecallWithdrawn Recall = "withdrawn" // it was refused here, and never left
	RecallSent      Recall = "sent"
	RecallPending   Recall = "pending" // the bank has it, and asks others
	RecallAgreed    Recall = "agreed"  // the bank cancels, or gives back
	RecallRejected  Recall = "rejected"
	RecallRecovered Recall = "recovered"
)

// Recalls is the table of moves of a recall. A bank may change its mind, in both directions; money that is back is stronger
// than any word, also where nobody ever answered. Where it is gone again, since the bank took the return back or a person found
// that its booking was something else, the recall is again what it was before.
var Recalls = newMachine("recall",
	[]Recall{RecallAsked, RecallSent, RecallPending, RecallAgreed, RecallRecovered, RecallRejected, RecallWithdrawn},
	map[Recall][]Recall{
		RecallAsked:    {RecallSent, RecallWithdrawn},
		RecallSent:     {RecallPending, RecallAgreed, RecallRejected, RecallRecovered},
		RecallPending:  {RecallAgreed, RecallRejected, RecallRecovered},
		RecallAgreed:   {RecallPending, RecallRejected, RecallRecovered},
		RecallRejected: {RecallPending, RecallAgreed, RecallRecovered},

		RecallRecovered: {RecallSent, RecallPending, RecallAgreed, RecallRejected},
	})

// Open tells whether something of it is still to come.
func (r Recall) Open() bool {
	return r == RecallAsked || r == RecallSent || r == RecallPending || r == RecallAgreed
}
