package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
)

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
