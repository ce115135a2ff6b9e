package verify

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// Request says what to check and with what.
type Request struct {
	File        string   // the database
	Keys        []string // verifier keys, as ReadKey returns them; without any nothing can be verified
	Checkpoints []Named  // signed notes kept elsewhere, made before the file was copied
	Spool       string   // folder of the files that the books name; "" leaves them out
	Decrypt     Decrypt  // opens those that are encrypted; nil: nothing can be told of them
}

// run is one check under way.
type run struct {
	Answer
	source *source
	known  note.Verifiers
	claims []*claim // by size
	walked *walk
}

// Books checks the database and answers. It writes nothing.
func Books(ctx context.Context, q Request) Answer {
	known, err := verifiers(q.Keys)
	if err != nil {
		return bad(q.File, err)
	}
	r := &run{Answer: Answer{File: q.File, Findings: []Finding{}, Doubts: []string{}, Notes: []string{}}, known: known}
	if err := r.givenClaims(q.Checkpoints); err != nil {
		return bad(q.File, err)
	}
	if len(q.Keys) == 0 {
		r.doubt("no key was given, so no signature can be checked: give --key nostro.sign.pub")
	}
	if r.source, err = openSource(ctx, q.File); err != nil {
		return bad(q.File, err)
	}
	err = r.check(ctx, q)
	moved := r.source.moved()
	closed := r.source.close()
	switch {
	case moved:
		return r.restless()
	case errors.Is(err, errNotOurs), errors.Is(err, errSpool), err != nil && ctx.Err() != nil:
		return bad(q.File, err)
	case err != nil: // whatever was found until then may come from the damage, and is listed, but accuses nobody
		r.doubt("reading stopped: %v; the file may be damaged: check another copy of it, or a backup", err)
		r.sortFindings()
		r.Verdict = CannotTell
		return r.Answer
	case closed != nil:
		r.doubt("closing the file: %v", closed)
	}
	r.sortFindings()
	r.conclude()
	return r.Answer
}

// sortFindings puts those about entries first, in their order: what is wrong with the log often follows.
func (r *run) sortFindings() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		if (a.Entry == 0) != (b.Entry == 0) {
			return cmp.Compare(b.Entry, a.Entry)
		}
		return cmp.Compare(a.Entry, b.Entry)
	})
}

// restless is the answer where the file was written while it was read: whatever was found may be two states
// mixed.
func (r *run) restless() Answer {
	a := Answer{Verdict: CannotTell, File: r.File, Findings: []Finding{}, Notes: []string{}}
	a.doubt("the file was written while it was read: run again, or check a copy")
	return a
}

// check runs every check in the order in which they explain one another.
func (r *run) check(ctx context.Context, q Request) error {
	walkable, err := r.checkSchema(ctx)
	if err != nil || !walkable {
		return err
	}
	if err := r.storedClaims(ctx); err != nil {
		return err
	}
	structure := r.beginStructure(ctx)
	err = r.walk(ctx)
	if err == nil {
		err = r.checkReversals(ctx)
	}
	damaged := r.endStructure(structure)
	if err = cmp.Or(err, damaged); err != nil {
		return err
	}
	r.judge()
	return r.checkEvidence(ctx, q.Spool, q.Decrypt)
}
