package jobs

import (
	"slices"
	"testing"

	"nostro/lifecycle"
	"nostro/reconcile"
)

// What is not read as awaited is what is not awaited.
func TestEndedIsWhatIsNotAwaited(t *testing.T) {
	t.Parallel()
	for _, state := range lifecycle.Instructions.States() {
		if awaited := reconcile.Awaited(reconcile.Instruction{State: state}); awaited == slices.Contains(ended, state) {
			t.Errorf("%s: awaited is %t, and it is among those that ended: %t", state, awaited, !awaited)
		}
	}
}
