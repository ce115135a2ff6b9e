package jobs_test

import (
	"reflect"
)

// listAgrees wants of each break that the list says what the whole desk says of it alone: the list reads only what it shows.
func (h *installation) listAgrees() {
	h.t.Helper()
	for _, all := range []bool{false, true} {
		list, err := h.stages.BreakViews(h.ctx, all)
		h.must(err)
		for _, v := range list {
			alone, err := h.stages.BreakView(h.ctx, v.ID)
			h.must(err)
			if len(v.Steps) == 0 {
				v.Steps = alone.Steps
			}
			if !reflect.DeepEqual(v, alone) {
				h.t.Errorf("break %d in the list (all %t):\n%+v\nalone:\n%+v", v.ID, all, v, alone)
			}
		}
	}
}
