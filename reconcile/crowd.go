package reconcile

import (
	"container/heap"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Equal payments under one reference may be many, and to look at each of them for each entry would take the square of their
// number. No rule tells those apart that are alike: it takes the first of them, or finds that there is more than one. So of a
// long list it is shown the first two of each kind of alike ones, and what it makes of them is what it would make of all.

// crowd is a long list of instructions, by value date and ID.
type crowd struct {
	all   []*tally
	kinds []alikes
	known map[likeness]int32
	of    []int32  // of each: its place among the kinds
	few   []*tally // the first two of each kind; nil once one of them has changed
	due   map[dueKey]due
}

// alikes are those of a crowd that are alike.
type alikes struct {
	ranks firsts // places in the crowd; those that have become another kind are dropped when they come first
	count int
}

// likeness is all by which a rule may tell one instruction from another, beside the order of value date and ID.
type likeness struct {
	direction                         Direction
	participant                       string
	currency                          money.Currency
	date                              calendar.Date
	amount, booked, returned, kept    int64
	rejected, settled, ended, advised bool
}

func (t *tally) likeness() likeness {
	return likeness{direction: t.Direction, participant: t.Participant, currency: t.Amount.Currency(), date: t.date, amount: t.amount,
		booked: t.booked, returned: t.returned, kept: t.AdvisedCharges.Minor(), rejected: t.rejected, settled: t.settled, ended: t.ended,
		advised: t.Advised}
}

// firsts is a heap of places.
type firsts []int32

func (f firsts) Len() int           { return len(f) }
func (f firsts) Less(a, b int) bool { return f[a] < f[b] }
func (f firsts) Swap(a, b int)      { f[a], f[b] = f[b], f[a] }
func (f *firsts) Push(rank any)     { *f = append(*f, rank.(int32)) }
func (f *firsts) Pop() any {
	last := (*f)[len(*f)-1]
	*f = (*f)[:len(*f)-1]
	return last
}

func newCrowd(list []*tally) *crowd {
	c := &crowd{all: list, known: map[likeness]int32{}, of: make([]int32, len(list))}
	for rank := range list {
		c.put(int32(rank))
	}
	return c
}

// put counts the instruction among its kind, and returns which that is.
func (c *crowd) put(rank int32) {
	like := c.all[rank].likeness()
	kind, known := c.known[like]
	if !known {
		kind = int32(len(c.kinds))
		c.known[like], c.kinds = kind, append(c.kinds, alikes{})
	}
	c.of[rank] = kind
	c.kinds[kind].count++
	heap.Push(&c.kinds[kind].ranks, rank)
}

// changed puts the instruction among the kind that it has become.
func (c *crowd) changed(rank int32) {
	c.kinds[c.of[rank]].count--
	c.put(rank)
	c.few, c.due = nil, nil
}

// shown returns the first two of each kind, by value date and ID.
func (c *crowd) shown() []*tally {
	if c.few != nil {
		return c.few
	}
	var ranks []int32
	for kind := range c.kinds {
		after := int32(-1)
		for range min(c.kinds[kind].count, 2) {
			after = c.next(int32(kind), after)
			ranks = append(ranks, after)
		}
	}
	slices.Sort(ranks)
	c.few = make([]*tally, len(ranks))
	for n, rank := range ranks {
		c.few[n] = c.all[rank]
		heap.Push(&c.kinds[c.of[rank]].ranks, rank)
	}
	return c.few
}

// next takes the first of the kind after a place. What became another kind, and what came back to the kind and so is there
// twice, is dropped.
func (c *crowd) next(kind, after int32) int32 {
	for {
		if rank := heap.Pop(&c.kinds[kind].ranks).(int32); c.of[rank] == kind && rank > after {
			return rank
		}
	}
}

// crowdMin is how long a list is at most of which all are shown.
const crowdMin = 32

// seatOf is the place of an instruction in a crowd.
type seatOf struct {
	crowd *crowd
	rank  int32
}

// crowdOf returns the crowd that a list is. It is told by its beginning, for a list of what has a reference is made once.
func (m *matcher) crowdOf(list []*tally) *crowd {
	if c, known := m.crowds[&list[0]]; known {
		return c
	}
	c := newCrowd(list)
	m.crowds[&list[0]] = c
	for rank, t := range list {
		m.seats[t] = append(m.seats[t], seatOf{c, int32(rank)})
	}
	return c
}

// few returns what a rule is shown of the instructions that have a reference.
func (m *matcher) few(list []*tally) []*tally {
	if len(list) <= m.crowdMin {
		return list
	}
	return m.crowdOf(list).shown()
}

// changed is to be told whenever an instruction is booked or returned.
func (m *matcher) changed(t *tally) {
	m.changes++
	if !t.touched {
		t.touched = true
		m.touched = append(m.touched, t)
	}
	m.moved(t)
}

// moved is to be told in which crowds an instruction has become another one.
func (m *matcher) moved(t *tally) {
	for _, s := range m.seats[t] {
		s.crowd.changed(s.rank)
	}
}
