package reconcile

import (
	"sync/atomic"
	"testing"
)

// Each half of a work is done once, whether the lane beside comes to it or the caller does both, and each work is done when
// the call returns. Where there is little to do there is no lane beside.
func TestACrewDoesBothHalves(t *testing.T) {
	if c := newCrew(lanesMin-1, lanesMin); c != nil {
		t.Error("there is a lane beside for next to nothing")
	}
	for _, c := range []*crew{nil, newCrew(lanesMin, lanesMin)} {
		for range 10_000 {
			var halves [lanes]atomic.Int32
			c.both(func(lane int) { halves[lane].Add(1) })
			if halves[0].Load() != 1 || halves[1].Load() != 1 {
				t.Fatalf("the halves were done %d and %d times", halves[0].Load(), halves[1].Load())
			}
		}
		c.leave()
	}
}

// A lane that found nothing to do for long sleeps, and wakes when there is.
func TestALaneThatSleepsWakes(t *testing.T) {
	work := make(chan int)
	slept := make(chan int)
	go func() {
		what, _ := next(work)
		slept <- what
	}()
	for range 20 * awake { // longer than it looks
		select {
		case <-slept:
			t.Fatal("there was nothing to find")
		default:
		}
	}
	work <- 7
	if what := <-slept; what != 7 {
		t.Errorf("it found %d", what)
	}
	close(work)
	if _, more := next(work); more {
		t.Error("there is more after the last")
	}
}
