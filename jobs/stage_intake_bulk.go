package jobs

import (
	"errors"
	"io"

	"nostro/intake"
)

// obligationChunk is some thousand lines of a file of obligations.
type obligationChunk struct {
	rows     []intake.Row[intake.Obligation]
	refusals []intake.Refusal
	read     int64 // bytes of the file up to here, and a little more
	err      error // of the last chunk, which holds nothing else
}

// chunksAhead bounds how many chunks are read before they are taken.
const chunksAhead = 2

// obligations takes a file of obligations: one core reads it while the other adds what was read. Memory does not
// grow with the file.
func (t *rowTaker) obligations() error {
	known, err := t.knownParticipants()
	if err != nil {
		return err
	}
	from, err := t.stages.Spool.Open(rawName(t.file))
	if err != nil {
		return err
	}
	stop := make(chan struct{})
	chunks := scanAhead(t.file.Name, from, known, stop)
	err = t.takeChunks(chunks)
	close(stop)
	for range chunks { // until nobody reads the file any more
	}
	return errors.Join(err, from.Close())
}

func (t *rowTaker) takeChunks(chunks <-chan obligationChunk) error {
	for c := range chunks {
		if err := t.takeChunk(c); err != nil {
			return err
		}
	}
	return nil
}

func (t *rowTaker) takeChunk(c obligationChunk) error {
	if c.err != nil {
		return c.err
	}
	if err := t.takeObligations(c); err != nil {
		return err
	}
	if t.stages.Progress != nil {
		t.stages.Progress(t.file.Name, c.read, t.file.Bytes)
	}
	return nil
}

func (t *rowTaker) takeObligations(c obligationChunk) error {
	known, err := t.tx.AddObligations(c.rows, t.file.SHA256, t.file.TakenAt)
	if err != nil {
		return err
	}
	t.out.Obligations += len(c.rows) - len(known)
	for n, row := range c.rows {
		if _, found := known[n]; !found {
			t.out.window(window{row.Value.ValueDate, row.Value.Amount.Currency()}, 1)
		}
	}
	if len(known) > 0 {
		for n, row := range c.rows {
			switch old, found := known[n]; {
			case !found:
			case old == row.Value:
				t.out.Known++
			default:
				c.refusals = append(c.refusals, t.conflict(row.Line, "id", row.Value.ID, row.Raw))
			}
		}
	}
	return t.refuse(c.refusals)
}

// scanAhead reads a file of obligations on another core. Whoever stops before the last chunk closes stop, and the
// channel ends.
func scanAhead(name string, from io.Reader, known func(string) bool, stop <-chan struct{}) <-chan obligationChunk {
	chunks := make(chan obligationChunk, chunksAhead)
	counted := &countingReader{from: from}
	send := func(c obligationChunk) error {
		select {
		case chunks <- c:
			return nil
		case <-stop:
			return errStopped
		}
	}
	go func() {
		defer close(chunks)
		err := scanObligations(name, counted, known,
			func(rows []intake.Row[intake.Obligation], refusals []intake.Refusal) error {
				return send(obligationChunk{rows: rows, refusals: refusals, read: counted.read})
			})
		if err != nil {
			_ = send(obligationChunk{err: err}) // where nobody waits for it, another error has come first
		}
	}()
	return chunks
}

// errStopped ends the reading of a file of which no more is taken.
var errStopped = errors.New("no more of the file is taken")

// countingReader counts what is read.
type countingReader struct {
	from io.Reader
	read int64
}

func (r *countingReader) Read(into []byte) (int, error) {
	n, err := r.from.Read(into)
	r.read += int64(n)
	return n, err
}
