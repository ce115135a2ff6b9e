package inspect

import (
	"nostro/formats"
	"nostro/money"
)

// Statement is what one statement, interim report or notification comes to. Sums are of amounts without
// their sign: credits and debits apart.
type Statement struct {
	Document int    // the message of the file that it is in, 1 and up
	Kind     string // "camt.052", "camt.053" or "camt.054"

	Head *formats.Statement // as the reader gave it, without its entries

	Entries, Booked, Details int64
	Credits, Debits          Total // of all entries in the currency of the account, booked or not
	BookedCredits            Total
	BookedDebits             Total
	Others                   []*Foreign // entries in other currencies, in the order in which they came
	Unreadable               int64      // entries whose amount could not be read
	Reversals                int64
	ByStatus                 map[string]int64

	Batches       Listed[Batch]
	SingleBatches int64 // batches of one payment, which are not listed
	Returns       Listed[Returned]
	Exchanges     Listed[Exchange]

	waiting []compared // conversions of an entry's first detail, until it is known whether it is the only one
}

// Foreign is the sums of the entries in a currency that is not the account's.
type Foreign struct{ Credits, Debits Total }

// NewStatement begins to count. The head may still be without its balances.
func NewStatement(document int, kind string, head *formats.Statement) *Statement {
	s := &Statement{Document: document, Kind: kind, Head: head, ByStatus: map[string]int64{}}
	for _, total := range []*Total{&s.Credits, &s.Debits, &s.BookedCredits, &s.BookedDebits} {
		total.currency = head.Currency
	}
	return s
}

// booked is the only status that moves money.
const booked = "BOOK"

// Detail takes one transaction of an entry that is still being read.
func (s *Statement) Detail(e *formats.StatementEntry, d *formats.EntryDetail) {
	s.returned(e, d)
	s.exchangesOf(e, d)
}

// Entry counts one entry, of which the details were taken before.
func (s *Statement) Entry(e *formats.StatementEntry) {
	s.Entries++
	s.Details += int64(e.DetailCount)
	s.ByStatus[e.Status]++
	if e.Status == booked {
		s.Booked++
	}
	if e.Reversal {
		s.Reversals++
	}
	s.sum(e)
	for _, b := range e.Batches {
		if b.Count == 1 && e.DetailCount == 1 {
			s.SingleBatches++
			continue
		}
		s.Batches.add(Batch{Batch: b, Entry: e.Number, Amount: e.Amount, Details: e.DetailCount})
	}
	s.endReturns(e)
	s.endExchanges(e)
}

// sum adds the amount of the entry where it belongs.
func (s *Statement) sum(e *formats.StatementEntry) {
	amount, err := e.Amount.Abs()
	if err != nil || e.Amount.Currency().IsZero() {
		s.Unreadable++
		return
	}
	if s.Credits.currency.IsZero() {
		for _, total := range []*Total{&s.Credits, &s.Debits, &s.BookedCredits, &s.BookedDebits} {
			total.currency = amount.Currency()
		}
	}
	all, moved := &s.Credits, &s.BookedCredits
	if e.Debit {
		all, moved = &s.Debits, &s.BookedDebits
	}
	if !all.Add(amount) {
		s.foreign(amount, e.Debit)
		return
	}
	if e.Status == booked {
		moved.Add(amount)
	}
}

func (s *Statement) foreign(amount money.Amount, debit bool) {
	var found *Foreign
	for _, f := range s.Others {
		if f.Credits.currency == amount.Currency() {
			found = f
		}
	}
	if found == nil {
		found = &Foreign{}
		found.Credits.currency, found.Debits.currency = amount.Currency(), amount.Currency()
		s.Others = append(s.Others, found)
	}
	if debit {
		found.Debits.Add(amount)
		return
	}
	found.Credits.Add(amount)
}

// Currency returns the currency in which the sums are.
func (s *Statement) Currency() money.Currency { return s.Credits.currency }

// Batch is several payments that were booked as one entry.
type Batch struct {
	formats.Batch
	Entry   int          // number of the entry
	Amount  money.Amount // of the entry, signed
	Details int          // that the entry shows
}

// Returned is a payment that came back, as an entry tells it.
type Returned struct {
	Entry, Detail    int
	Amount           money.Amount // of the detail, else of its entry; signed
	EndToEndID, UETR string
	Reason           formats.Reason
}

// returned takes a detail that came back. The amount of its entry, which stands in for its own, comes later.
func (s *Statement) returned(e *formats.StatementEntry, d *formats.EntryDetail) {
	if d.Return.Reason.IsZero() {
		return
	}
	s.Returns.add(Returned{Entry: e.Number, Detail: d.Number, Amount: d.Amount, EndToEndID: d.EndToEndID, UETR: d.UETR,
		Reason: formats.Reason{Code: d.Return.Code, Proprietary: d.Return.Proprietary, Text: d.Return.Text}})
}

// endReturns gives the returns of the entry its amount where they have none.
func (s *Statement) endReturns(e *formats.StatementEntry) {
	for i := len(s.Returns.Kept) - 1; i >= 0 && s.Returns.Kept[i].Entry == e.Number; i-- {
		if r := &s.Returns.Kept[i]; r.Amount.Currency().IsZero() {
			r.Amount = e.Amount
		}
	}
}
