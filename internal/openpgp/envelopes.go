package openpgp

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"nostro/jobs"
)

// Envelopes seals and opens files, by correspondent. It may be used by several goroutines.
type Envelopes struct {
	now   func() time.Time
	pairs map[string]pair
}

var _ jobs.Envelopes = (*Envelopes)(nil)

// New opens the keys of all correspondents; now tells whether they count still. It errs for every key that cannot be
// used, with what to do.
func New(keys map[string]Keys, now func() time.Time) (*Envelopes, error) {
	e := &Envelopes{now: now, pairs: map[string]pair{}}
	var errs []error
	for _, correspondent := range slices.Sorted(maps.Keys(keys)) {
		p, err := keys[correspondent].open(now())
		if err != nil {
			errs = append(errs, fmt.Errorf("openpgp of %s: %w", correspondent, err))
		}
		e.pairs[correspondent] = p
	}
	return e, errors.Join(errs...)
}

// Opens implements jobs.Envelopes.
func (e *Envelopes) Opens(correspondent string) bool {
	p, known := e.pairs[correspondent]
	return known && p.policy.opens()
}

// Seals tells whether files to the correspondent are encrypted or signed, and under which name one goes.
func (e *Envelopes) Seals(correspondent, name string) (string, bool) {
	p, known := e.pairs[correspondent]
	if !known || !p.policy.seals() {
		return name, false
	}
	return name + p.policy.Suffix, true
}
