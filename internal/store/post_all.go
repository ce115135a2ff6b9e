package store

import (
	"slices"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// postedAtOnceMax bounds how many entries are prepared ahead of those that are written.
const postedAtOnceMax = entriesWaitingMax

// PostAll prepares the next entries on another core while the database takes the last.
func (t *tx) PostAll(entries []ledger.Entry, at time.Time) ([]jobs.Posted, []error, error) {
	b, err := t.openBook()
	if err != nil {
		return nil, nil, err
	}
	posted, refused := make([]jobs.Posted, 0, len(entries)), make([]error, 0, len(entries))
	chunks := slices.Collect(slices.Chunk(entries, postedAtOnceMax))
	ready := prepareAhead(chunks)
	defer func() { b.known = nil }()
	for _, chunk := range chunks {
		keys := make(keyFeed, len(chunk))
		for n, e := range chunk {
			keys[n] = e.Key
		}
		if b.known, err = t.knownOf(keys); err != nil {
			return nil, nil, err
		}
		for _, c := range <-ready {
			p, err := t.postPrepared(b, c, at)
			if t.failed != nil {
				return nil, nil, t.failed
			}
			posted, refused = append(posted, p), append(refused, err)
		}
	}
	return posted, refused, t.flush()
}

// knownOf looks up many keys at once.
func (t *tx) knownOf(keys keyFeed) (map[string]keyed, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	t.feeds["key"] = keys
	type row struct {
		key string
		keyed
	}
	known := map[string]keyed{}
	err := each(t, "keys of the journal", func(r *row) []any { return flat(&r.key, intoKeyed(&r.keyed)) }, selectByKeys, nil,
		func(r row) error {
			known[r.key] = r.keyed
			return nil
		})
	return known, err
}

// candidate is an entry with what the ledger says of it.
type candidate struct {
	prepared
	refused error
}

func candidateOf(e ledger.Entry) candidate {
	p, err := prepare(e)
	p.entry = e
	return candidate{p, err}
}

// prepareAhead prepares one chunk after the other, ahead of the reader. It ends by itself, also where nobody reads
// on: the channel holds all that it will ever send.
func prepareAhead(chunks [][]ledger.Entry) <-chan []candidate {
	ready := make(chan []candidate, len(chunks))
	go func() {
		for _, chunk := range chunks {
			all := make([]candidate, len(chunk))
			for n, e := range chunk {
				all[n] = candidateOf(e)
			}
			ready <- all
		}
	}()
	return ready
}

// postPrepared posts one of many, as Post does.
func (t *tx) postPrepared(b *book, c candidate, at time.Time) (jobs.Posted, error) {
	first, known, err := t.firstOf(b, c.entry)
	if known || err != nil {
		return first, err
	}
	if c.refused != nil {
		return jobs.Posted{}, c.refused
	}
	return t.postNew(b, c.prepared, at)
}
