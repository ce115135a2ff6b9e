package jobs_test

import (
	"reflect"
)

// listAgrees wants of each break that the list, and what is shown of it alone, say what the whole desk says of it: they read only what they show.
func (h *installation) listAgrees() {
	h.t.Helper()
	for _, all := range []bool{false, true} {
		list, err := h.stages.BreakViews(h.ctx, all)
		h.must(err)
		for _, v := range list {
			alone, err := h.stages.WholeBreakView(h.ctx, v.ID)
			h.must(err)
			shown, err := h.stages.BreakView(h.ctx, v.ID)
			h.must(err)
			if !reflect.DeepEqual(shown, alone) {
				h.t.Errorf("break %d shown:\n%+v\nof all:\n%+v", v.ID, shown, alone)
			}
			if len(v.Steps) == 0 {
				v.Steps = alone.Steps
			}
			if !reflect.DeepEqual(v, alone) {
				h.t.Errorf("break %d in the list (all %t):\n%+v\nalone:\n%+v", v.ID, all, v, alone)
			}
		}
	}
}
