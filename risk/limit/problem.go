package limit

import (
	"fmt"
	"math"

	"nostro/money"
)

// sumMax bounds every sum of one book, so that differences and doubles of sums fit too.
const sumMax = math.MaxInt64 / 8

// effect is what one obligation adds to a pool.
type effect struct {
	pool int32
	by   int64
}

// problem is a book on dense indices. Obligations stand in the order of the queue. A pool is what offsets: the sum of
// the effects of what is taken, from a start. A cap bounds the sum of its pools that are above zero.
type problem struct {
	value    []int64
	first    []int32 // the effects of obligation i are effects[first[i]:first[i+1]]
	effects  []effect
	pools    []pool
	limits   []int64
	parties  int     // how many
	from, to []int32 // payer and payee of each obligation

	capPools [][]int32 // of each cap
	members  [][]int32 // of each pool: the obligations with an effect on it
}

// pool belongs to a cap. Those of one family are net debits in one unit, such as all in euros; a family below zero is
// none.
type pool struct {
	cap, party, family int32
	start              int64
}

func (p *problem) of(i int32) []effect { return p.effects[p.first[i]:p.first[i+1]] }

// index fills in what follows from the rest, and errs where a sum could get too large. A cap that is broken at the
// start is widened to what is there: then it cannot be broken further.
func (p *problem) index() error {
	p.capPools, p.members = make([][]int32, len(p.limits)), make([][]int32, len(p.pools))
	room := make([]uint64, len(p.limits)+1)
	atStart := make([]int64, len(p.limits))
	grow := func(at int, by int64) error {
		size := uint64(max(by, -by))
		if size > sumMax || room[at]+size > sumMax {
			return fmt.Errorf("%w: sums of more than %d: %w: net in smaller cycles", ErrRefused, int64(sumMax), money.ErrOverflow)
		}
		room[at] += size
		return nil
	}
	for j, pool := range p.pools {
		p.capPools[pool.cap] = append(p.capPools[pool.cap], int32(j))
		if err := grow(int(pool.cap), pool.start); err != nil {
			return err
		}
		atStart[pool.cap] += max(0, pool.start)
	}
	for i := range p.value {
		if err := grow(len(p.limits), p.value[i]); err != nil {
			return err
		}
		for _, e := range p.of(int32(i)) {
			if err := grow(int(p.pools[e.pool].cap), e.by); err != nil {
				return err
			}
			p.members[e.pool] = append(p.members[e.pool], int32(i))
		}
	}
	for k := range p.limits {
		p.limits[k] = max(p.limits[k], atStart[k])
	}
	return nil
}

// state is a choice in the making.
type state struct {
	*problem
	in     []bool
	sums   []int64 // of the pools
	loads  []int64 // of the caps
	broken int     // caps beyond their limit
	total  int64   // value of what is taken
	work   int64   // effects that were applied: the measure of effort
}

func newState(p *problem) *state {
	s := &state{problem: p, in: make([]bool, len(p.value)), sums: make([]int64, len(p.pools)), loads: make([]int64, len(p.limits))}
	for j, pool := range p.pools {
		s.sums[j] = pool.start
		s.loads[pool.cap] += max(0, pool.start)
	}
	return s
}

// takes returns the state in which the obligations are taken.
func (p *problem) takes(in []bool) *state {
	s := newState(p)
	for i, taken := range in {
		if taken {
			s.add(int32(i))
		}
	}
	return s
}

func (s *state) add(i int32) {
	s.in[i] = true
	s.total += s.value[i]
	for _, e := range s.of(i) {
		s.move(e.pool, e.by)
	}
}

func (s *state) remove(i int32) {
	s.in[i] = false
	s.total -= s.value[i]
	for _, e := range s.of(i) {
		s.move(e.pool, -e.by)
	}
}

func (s *state) move(j int32, by int64) {
	s.work++
	k := s.pools[j].cap
	was, before := s.loads[k] > s.limits[k], max(0, s.sums[j])
	s.sums[j] += by
	s.loads[k] += max(0, s.sums[j]) - before
	if is := s.loads[k] > s.limits[k]; is != was {
		if is {
			s.broken++
		} else {
			s.broken--
		}
	}
}

// fits tells whether the obligation can be taken without breaking a cap. The state itself breaks none.
func (s *state) fits(i int32) bool {
	s.work++
	for _, e := range s.of(i) {
		if e.by > 0 && s.loads[s.pools[e.pool].cap]+max(0, s.sums[e.pool]+e.by)-max(0, s.sums[e.pool]) > s.limits[s.pools[e.pool].cap] {
			return false
		}
	}
	return true
}
