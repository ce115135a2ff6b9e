package formats

import (
	"fmt"
	"time"

	"nostro/calendar"
	"nostro/money"
)

// Recall asks a correspondent to cancel one transfer of ours and give the money back (camt.056). It is a
// request: the answer is a camt.029, and only a pacs.004 or a booking is the money.
type Recall struct {
	MsgID          string    // the assignment
	CreatedAt      time.Time // written with its offset, to the second
	FromBIC, ToBIC string
	CaseID         string   // of the investigation, which we create; at most 35 characters
	ID             string   // of this cancellation; at most 35 characters
	Reason         string   // code of the external cancellation reasons, such as DUPL, AM09, CUST
	Information    []string // at most two lines of 105 characters; NARR needs one
	Original       Original
}

// Original names the transfer that is recalled, as its message did.
type Original struct {
	Kind                            TransferKind // a pacs message
	MsgID                           string
	CreatedAt                       time.Time // optional
	InstrID, EndToEndID, TxID, UETR string
	Amount                          money.Amount
	ValueDate                       calendar.Date
}

// OriginalOf returns what a recall says about one transfer of a message, by its InstrID. It errs where the
// message has no such transfer.
func OriginalOf(m TransferMessage, instrID string) (Original, error) {
	for _, t := range m.Transfers {
		if t.InstrID == instrID {
			return Original{Kind: m.Kind, MsgID: m.MsgID, CreatedAt: m.CreatedAt, InstrID: t.InstrID,
				EndToEndID: t.EndToEndID, TxID: t.TxID, UETR: t.UETR, Amount: t.Amount, ValueDate: t.ValueDate}, nil
		}
	}
	return Original{}, fmt.Errorf("message %s has no transfer with the InstrId %q: look for it in another", m.MsgID, instrID)
}
