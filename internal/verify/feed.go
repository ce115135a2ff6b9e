package verify

import "context"

const (
	batchEntries = 256 // handed from one goroutine to the next at once
	batchCount   = 4   // in use at the same time; they bound the memory of a walk
)

// batch is some entries in their order.
type batch struct {
	entries [batchEntries]entry
	used    int
}

// feed reads the journal in one goroutine and hashes it in a second, while a third compares.
type feed struct {
	free, read, sealed chan *batch
	err                error // why reading stopped; valid when sealed is closed
}

// newFeed begins to read. The caller takes all of f.sealed and gives every batch back to f.free.
func newFeed(ctx context.Context, entries, postings *cursor, names map[int64]string) *feed {
	f := &feed{make(chan *batch, batchCount), make(chan *batch, batchCount), make(chan *batch, batchCount), nil}
	for range batchCount {
		f.free <- new(batch)
	}
	go f.readAll(ctx, entries, postings)
	go f.sealAll(&sealer{names: names})
	return f
}

func (f *feed) readAll(ctx context.Context, entries, postings *cursor) {
	defer close(f.read)
	for entries.live || postings.live {
		b := <-f.free
		b.used = 0
		for ; b.used < batchEntries && (entries.live || postings.live); b.used++ {
			if f.err = b.entries[b.used].read(entries, postings); f.err != nil {
				return
			}
		}
		if f.err = ctx.Err(); f.err != nil {
			return
		}
		f.read <- b
	}
}

func (f *feed) sealAll(s *sealer) {
	defer close(f.sealed)
	for b := range f.read {
		for n := range b.used {
			if e := &b.entries[n]; !e.stray {
				s.seal(e)
			}
		}
		f.sealed <- b
	}
}
