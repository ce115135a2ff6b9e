package reconcile

import "runtime"

// lanes is how many cores work on one statement, and lanesMin on how many places at least: fewer are done before the other
// core has heard of them.
const (
	lanes    = 2
	lanesMin = 512
)

// crew works in two lanes: the one that calls it, and one beside it that stays from step to step. What a lane finds belongs
// to the lane. Nil works in one.
type crew struct {
	work chan func(lane int)
	done chan bool
	min  int // lanesMin, but for tests
}

// awake is how often a lane looks for work, or whether the other has done it, before it sleeps: for some 200 µs. To wake a core
// takes longer than a step of a small day.
const awake = 1 << 16

// newCrew returns a crew for so many places, at least min of them; who is done calls leave.
func newCrew(places, min int) *crew {
	if places < min || runtime.GOMAXPROCS(0) < lanes {
		return nil
	}
	c := &crew{work: make(chan func(int), 1), done: make(chan bool, 1), min: min}
	go func() {
		for {
			half, more := next(c.work)
			if !more {
				return
			}
			half(1)
			c.done <- true
		}
	}()
	return c
}

// leave ends the lane beside.
func (c *crew) leave() {
	if c != nil {
		close(c.work)
	}
}

// next takes what comes next; more is false where nothing does.
func next[T any](from chan T) (what T, more bool) {
	for range awake {
		select {
		case what, more = <-from:
			return what, more
		default:
		}
	}
	what, more = <-from
	return what, more
}

// both runs two halves of a work side by side. Where the other core has not come to its half yet, the caller does it too.
func (c *crew) both(half func(lane int)) {
	if c == nil {
		half(0)
		half(1)
		return
	}
	c.work <- half
	half(0)
	select {
	case half := <-c.work:
		half(1)
	default:
		next(c.done)
	}
}

// inLanes cuts a range in two and works on both halves. A half may be empty, and both may begin at 0.
func (c *crew) inLanes(count int, work func(lane, from, to int)) {
	half := count / lanes
	if c != nil && count < c.min {
		c = nil
	}
	c.both(func(lane int) { work(lane, lane*half, half+lane*(count-half)) })
}
