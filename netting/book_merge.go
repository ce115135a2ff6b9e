package netting

import "fmt"

// Merge adds all that was added to another book of the same terms, such as one that another goroutine filled. What
// comes out does not depend on the order of merging. It errs, wrapping ErrRefused, where the obligations are too many
// together, and where the other book has obligations that are settled by themselves: their numbers mean rows of it.
func (b *Book) Merge(other *Book) error {
	if b.count+other.count > ObligationsMax {
		return fmt.Errorf("%d obligations: %w: one netting takes %d", b.count+other.count, ErrRefused, uint64(ObligationsMax))
	}
	if len(other.gross) > 0 {
		return fmt.Errorf("%d obligations are settled by themselves: %w: add their rows to one book", len(other.gross), ErrRefused)
	}
	participant := make([]uint32, len(other.names))
	for n, name := range other.names {
		participant[n] = b.Participant(name)
	}
	for _, s := range other.series {
		b.Series(s.Currency, s.ValueDate)
	}
	for n, p := range other.pools {
		cells := b.dense[int(b.pool(p.agreement, p.series))*b.width:][:b.width]
		for i, sums := range other.dense[n*other.width:][:len(other.names)] {
			cells[participant[i]].merge(sums)
		}
	}
	for _, p := range other.pairs {
		of := other.pools[p.pool]
		at := b.pair(b.pool(of.agreement, of.series), participant[p.participant], participant[p.counterparty])
		b.pairs[at].merge(p.sums)
	}
	b.count += other.count
	return nil
}

func (s *sums) merge(other sums) {
	s.in.merge(other.in)
	s.out.merge(other.out)
}
