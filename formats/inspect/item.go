package inspect

import (
	"strings"

	"nostro/calendar"
	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/money"
)

// Item is one thing that a message other than a statement says: a status, a return, a resolution, a
// cancellation, a transfer or a notice.
type Item struct {
	Document, Number, Line int
	Type                   string // "status", "return", "resolution", "cancellation", "transfer" or "notice"
	Level                  string // what it is about: "message", "batch" or "payment"
	ID                     string // its own identification

	MsgID, InstrID, EndToEndID, TxID, UETR string // of the payment it is about; of a transfer its own

	Code, Meaning, Advice string // "" where there is none; Meaning says where a code is unknown
	Reasons               []Reason
	Amount, Original      money.Amount // no currency where absent
	Instructed            money.Amount
	ValueDate             calendar.Date
	From, To              string // debtor and creditor, else their banks
	Account               string // to be credited, of a notice
	ChargeBearer, Purpose string // in words
	Remittance            string
	Exchange              *Exchange
	Problems              []formats.Problem // why it cannot be booked
}

// Reason is why, in words.
type Reason struct {
	Code        string
	Proprietary bool
	Meaning     string // says where a code is unknown or the bank's own
	Text        string // what the bank added
}

// ownMark is what the reader sets before a code of the bank's own.
const ownMark = "own:"

func cutOwn(code string) (own string, marked bool) { return strings.CutPrefix(code, ownMark) }

// Meaning returns what the code means without the code itself: from the list, or that it is the bank's own,
// or that it is unknown; "" for no code.
func Meaning(list codeset.List, code string, proprietary bool) string {
	own, marked := cutOwn(code)
	said := list.Say(own, proprietary || marked)
	return strings.TrimPrefix(strings.TrimPrefix(said, own), " ")
}

func reasonsIn(list codeset.List, reasons []formats.Reason) []Reason {
	var out []Reason
	for _, r := range reasons {
		out = append(out, Reason{r.Code, r.Proprietary, Meaning(list, r.Code, r.Proprietary), r.Text})
	}
	return out
}

// fromOriginals begins an item about a payment that was sent before.
func fromOriginals(kind string, level formats.Level, number, line int, id string, o *formats.Originals) Item {
	return Item{Type: kind, Level: string(level), Number: number, Line: line, ID: id, MsgID: o.OriginalMsgID, InstrID: o.OriginalInstrID,
		EndToEndID: o.OriginalEndToEndID, TxID: o.OriginalTxID, UETR: o.OriginalUETR, Original: o.OriginalAmount}
}

// ofStatus puts a pacs.002, pain.002 or admi.002 into words.
func ofStatus(s *formats.Status) Item {
	item := fromOriginals("status", s.Level, s.Number, s.Line, s.ID, &s.Originals)
	item.Code, item.Meaning = s.Code, Meaning(codeset.Statuses, s.Code, false)
	item.Advice = codeset.StatusAdvice.Text(s.Code)
	item.Reasons = reasonsIn(codeset.StatusReasons, s.Reasons)
	item.ValueDate = s.SettlementDate
	item.repeated(s.Payment)
	return item
}

// ofReturn puts a pacs.004 into words.
func ofReturn(r *formats.Return) Item {
	level := formats.LevelPayment
	if r.Group {
		level = formats.LevelMessage
	}
	item := fromOriginals("return", level, r.Number, r.Line, r.ReturnID, &r.Originals)
	item.Amount, item.ValueDate = r.Returned, r.ValueDate
	item.Reasons = reasonsIn(codeset.ReturnReasons, r.Reasons)
	item.ChargeBearer = codeset.ChargeBearers.Say(r.ChargeBearer, false)
	item.Problems = r.Problems
	item.repeated(r.Payment)
	return item
}

// ofResolution puts a camt.029 into words: the status of one cancellation, or how the case ended.
func ofResolution(r *formats.Resolution) Item {
	item := fromOriginals("resolution", r.Level, r.Number, r.Line, r.ID, &r.Originals)
	item.Code, item.Meaning = r.Code, Meaning(codeset.CancellationStatuses, r.Code, false)
	if r.Code == "" {
		item.Code, item.Meaning = r.Confirmation, Meaning(codeset.Resolutions, r.Confirmation, false)
	}
	if item.ID == "" {
		item.ID = r.Case.ID
	}
	item.Reasons = reasonsIn(codeset.RejectionReasons, r.Reasons)
	item.repeated(r.Payment)
	return item
}

// ofCancellation puts a camt.056 into words.
func ofCancellation(c *formats.CancellationIn) Item {
	item := fromOriginals("cancellation", c.Level, c.Number, c.Line, c.ID, &c.Originals)
	if item.ID == "" {
		item.ID = c.Case.ID
	}
	item.Reasons = reasonsIn(codeset.CancellationReasons, c.Reasons)
	item.repeated(c.Payment)
	return item
}

// repeated takes over what the bank repeats of the payment.
func (i *Item) repeated(t *formats.TransferIn) {
	if t == nil {
		return
	}
	i.From, i.To = sides(t)
	if i.Original.Currency().IsZero() {
		i.Original = t.Amount
	}
}
