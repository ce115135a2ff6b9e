package limit

// takeQueued is the simple rule, and how every search ends. The obligations are gone through in the given order: one
// is taken if no cap is broken by it together with those taken before. What is taken gives others room, so this is
// done again with those that are left, until a whole pass takes none.
func (s *state) takeQueued(order []int32) {
	left := order
	for {
		var again []int32
		for _, i := range left {
			switch {
			case s.in[i]:
			case s.fits(i):
				s.add(i)
			default:
				again = append(again, i)
			}
		}
		if len(again) == len(left) || len(again) == 0 {
			return
		}
		left = again
	}
}

// queue is the order of acceptance.
func (p *problem) queue() []int32 {
	order := make([]int32, len(p.value))
	for i := range order {
		order[i] = int32(i)
	}
	return order
}

// simple is the choice of the rule of the queue.
func (p *problem) simple() *state {
	s := newState(p)
	s.takeQueued(p.queue())
	return s
}
