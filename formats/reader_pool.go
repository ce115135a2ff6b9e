package formats

import "slices"

// pool gives out short lists that are cut from long ones.
type pool[T any] struct{ whole, free []T }

// poolSize is how many elements are allocated at first; then twice as many, up to poolMost.
const (
	poolSize = 16
	poolMost = 4096
)

// list returns an empty list with room for n.
func (p *pool[T]) list(n int) []T {
	if len(p.free) < n {
		p.whole = make([]T, max(min(2*len(p.whole), poolMost), poolSize, n))
		p.free = p.whole
	}
	out := p.free[:0:n]
	p.free = p.free[n:]
	return out
}

// rewind takes back what was given out.
func (p *pool[T]) rewind() {
	clear(p.whole[:len(p.whole)-len(p.free)])
	p.free = p.whole
}

// pools are where the lists of details come from. Where entries are handed out one at a time they are used
// again for the next one: making new ones would take as long as reading does.
type pools struct {
	parties   pool[PartyIn]
	addresses pool[AddressIn]
	texts     pool[string]
	amounts   pool[AmountIn]
	details   pool[EntryDetail]
	again     bool
	open      bool // an address may come from the pool
}

// rewind begins the next entry, or detail.
func (p *pools) rewind() {
	if p.again {
		p.parties.rewind()
		p.addresses.rewind()
		p.texts.rewind()
		p.amounts.rewind()
		p.details.rewind()
	}
}

// address returns a new address.
func (p *pools) address() *AddressIn {
	if !p.open {
		return &AddressIn{}
	}
	return &p.addresses.list(1)[:1][0]
}

// Clone returns a copy of the entry that may be kept.
func (e *StatementEntry) Clone() StatementEntry {
	out := *e
	out.Details = nil
	for i := range e.Details {
		out.Details = append(out.Details, e.Details[i].Clone())
	}
	return out
}

// Clone returns a copy of the detail that may be kept.
func (d *EntryDetail) Clone() EntryDetail {
	out := *d
	out.Amounts, out.Unstructured = slices.Clone(d.Amounts), slices.Clone(d.Unstructured)
	out.Parties = slices.Clone(d.Parties)
	for i := range out.Parties {
		p := &out.Parties[i]
		p.Address = p.Address.clone()
		if p.Branch != nil {
			branch := *p.Branch
			branch.Address = branch.Address.clone()
			p.Branch = &branch
		}
	}
	return out
}

func (a *AddressIn) clone() *AddressIn {
	if a == nil {
		return nil
	}
	out := *a
	out.Lines = slices.Clone(a.Lines)
	return &out
}
