package store

import (
	"iter"
	"slices"
	"time"

	"nostro/jobs"
	"nostro/ledger"
)

// postedAtOnceMax is how many keys are looked up at once, preparedAtOnceMax how many entries are handed over when they are
// prepared; the first is a multiple of the second.
const (
	postedAtOnceMax   = entriesWaitingMax
	preparedAtOnceMax = 1_000
)

// preparedMost is how many lots of prepared entries may wait for the database.
const preparedMost = postedAtOnceMax / preparedAtOnceMax

// PostAll prepares the next entries on another core while the database takes the last.
func (t *tx) PostAll(entries []ledger.Entry, at time.Time) ([]jobs.Posted, []error, error) {
	return t.postAll(entries, ahead(preparedMost, slices.Chunk(entries, preparedAtOnceMax), prepareAll), at)
}

// postAll posts entries that come prepared, in lots.
func (t *tx) postAll(entries []ledger.Entry, ready iter.Seq[[]candidate], at time.Time) ([]jobs.Posted, []error, error) {
	b, err := t.openBook()
	if err != nil {
		return nil, nil, err
	}
	posted, refused := make([]jobs.Posted, 0, len(entries)), make([]error, 0, len(entries))
	defer func() { b.known = nil }()
	for lot := range ready {
		if n := len(posted); n%postedAtOnceMax == 0 {
			if b.known, err = t.knownOf(keysOf(entries[n:min(n+postedAtOnceMax, len(entries))])); err != nil {
				return nil, nil, err
			}
		}
		for _, c := range lot {
			p, err := t.postPrepared(b, c, at)
			if t.failed != nil {
				return nil, nil, t.failed
			}
			posted, refused = append(posted, p), append(refused, err)
		}
	}
	return posted, refused, t.flush()
}

func prepareAll(entries []ledger.Entry) []candidate {
	all := make([]candidate, len(entries))
	for n, e := range entries {
		all[n] = candidateOf(e)
	}
	return all
}

func keysOf(entries []ledger.Entry) keyFeed {
	keys := make(keyFeed, len(entries))
	for n := range entries {
		keys[n] = entries[n].Key
	}
	return keys
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
