package export

import (
	"fmt"
	"testing"
	"time"

	"nostro/ledger"
)

// endless makes up its entries one by one, and looks at what has been written by then.
type endless struct {
	length  int
	written *int
	most    int // bytes that were not written yet, at the worst
	told    int // bytes of the texts so far
}

func (e *endless) Journal(visit func(int64, time.Time, ledger.Entry) error) error {
	e.told = 0
	start := *e.written
	for n := range e.length {
		entry := ledger.Entry{Key: fmt.Sprint("key ", n), Kind: ledger.KindCover, ValueDate: day, Postings: []ledger.Posting{
			{Account: "nostro:rhein", Amount: amount(eur, 1)}, {Account: ledger.Reserve, Amount: amount(eur, -1)}}}
		if err := visit(int64(n+1), at, entry); err != nil {
			return err
		}
		e.told += len(entry.Key)
		e.most = max(e.most, e.told-(*e.written-start))
	}
	return nil
}

func (e *endless) JournalBalances() ([]ledger.Row, error) { return nil, nil }

// tally counts the bytes.
type tally struct{ n *int }

func (t tally) Write(p []byte) (int, error) {
	*t.n += len(p)
	return len(p), nil
}

// The last walk through the journal writes as it goes: what it holds back does not grow with the journal.
func TestTheJournalIsNotHeldInMemory(t *testing.T) {
	for form, write := range forms {
		written := 0
		source := &endless{length: 20_000, written: &written}
		if err := write(tally{&written}, Books{&lastWalk{endless: source}}); err != nil {
			t.Fatal(err)
		}
		if source.most > 8192 || written < 20_000*100 {
			t.Errorf("%s: up to %d bytes of keys were held back, %d written in all", form, source.most, written)
		}
	}
}

// lastWalk counts anew with each walk, so that the survey, which writes nothing, does not count.
type lastWalk struct{ *endless }

func (l lastWalk) Journal(visit func(int64, time.Time, ledger.Entry) error) error {
	l.most = 0
	return l.endless.Journal(visit)
}
