package jobs

import (
	"time"

	"nostro/ledger"
)

// Bookings are what findings of a statement write, in this order: entries of the journal, and the matches that say which
// entry of the statement did it.
type Bookings struct {
	Entries []ledger.Entry
	Matches []Match
}

func (b Bookings) empty() bool { return len(b.Entries)+len(b.Matches) == 0 }

// room returns their memory for others.
func (b Bookings) room() Bookings {
	return Bookings{b.Entries[:0], b.Matches[:0]}
}

// bookingWriter writes bookings in the transaction while the next are gathered, one lot after the other, in the order in
// which they were given. As long as it writes, nobody else may use the transaction.
type bookingWriter struct {
	tx   Tx
	last Bookings
	done chan error // nil where it rests
}

// take prepares the bookings, begins to write them once those before are written, and returns room for the next.
func (w *bookingWriter) take(b Bookings, at time.Time) (Bookings, error) {
	if b.empty() {
		return b, nil
	}
	write := w.tx.PrepareBookings(b)
	if err := w.rest(); err != nil {
		return b, err
	}
	room := w.last.room()
	w.last, w.done = b, make(chan error, 1)
	go func(done chan<- error) { done <- write(at) }(w.done)
	return room, nil
}

// rest waits until nothing is being written. Where that failed, this is its error.
func (w *bookingWriter) rest() error {
	if w.done == nil {
		return nil
	}
	err := <-w.done
	w.done = nil
	return err
}
