package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// Request says what to check and with what.
type Request struct {
	File        string   // the database
	Keys        []string // verifier keys, as ReadKey returns them; without any nothing can be verified
	Checkpoints []Named  // signed notes kept elsewhere, made before the file was copied
	Spool       string   // folder of the files that the books name; "" leaves them out
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
	if err := r.checkStructure(ctx); err != nil {
		return err
	}
	if err := r.walk(ctx); err != nil {
		return err
	}
	if err := r.checkReversals(ctx); err != nil {
		return err
	}
	r.judge()
	return r.checkEvidence(ctx, q.Spool)
}

// checkStructure lets SQLite look for damage of the tables that have indexes beside them; of the others the
// walk reads every row.
func (r *run) checkStructure(ctx context.Context) error {
	for _, table := range []string{"journal_entry", "checkpoint"} {
		err := r.source.each(ctx, "PRAGMA integrity_check("+table+")", func(c *cursor) error {
			if text := c.text(0); text != "ok" {
				r.doubt("the file is damaged, or was written by something else than SQLite: %s: %s", table, text)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// givenClaims reads the notes of the request. One that is not good is the giver's to mend: it says nothing
// against the books.
func (r *run) givenClaims(notes []Named) error {
	for _, n := range notes {
		c, err := openClaim(n, r.known)
		if err != nil {
			return fmt.Errorf("checkpoint %s: %w", n.Name, err)
		}
		if !c.signed {
			r.doubt("checkpoint %s is signed by none of the keys given: give the key that signed it", n.Name)
		}
		r.claims = append(r.claims, &c)
	}
	return nil
}

// storedClaims reads the table of checkpoints and sorts all claims by size.
func (r *run) storedClaims(ctx context.Context) error {
	unknown := 0
	err := r.source.each(ctx, "SELECT size, root, note, made_at FROM checkpoint ORDER BY size, made_at",
		func(c *cursor) error {
			if claim, ok := r.storedClaim(c); ok {
				r.claims = append(r.claims, claim)
				if !claim.signed {
					unknown++
				}
			}
			return nil
		})
	if unknown > 0 {
		r.note("%d checkpoints in the database are signed by a key that was not given; they prove nothing here", unknown)
	}
	slices.SortStableFunc(r.claims, func(a, b *claim) int { return cmp.Compare(a.Size, b.Size) })
	return err
}

// storedClaim reads a row, which must say the same as its note.
func (r *run) storedClaim(row *cursor) (*claim, bool) {
	name := fmt.Sprintf("made at %s", row.text(3))
	field := fmt.Sprintf("checkpoint %d %s", row.number(0), name)
	c, err := openClaim(Named{name, []byte(row.text(2))}, r.known)
	switch {
	case errors.Is(err, errOtherNote) && c.signed:
		r.doubt("%s: %v", field, err)
		return nil, false
	case err != nil:
		r.accuse(Finding{Field: field + ", note", What: err.Error()})
		return nil, false
	case c.Size != row.number(0):
		r.accuse(Finding{Field: field + ", size", What: fmt.Sprintf("its note says %d", c.Size)})
	case string(c.root[:]) != string(row.blob(1)):
		r.accuse(Finding{Field: field + ", root", What: "its note says another root"})
	}
	return &c, true
}
