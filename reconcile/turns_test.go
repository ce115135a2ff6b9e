package reconcile_test

import (
	"testing"

	. "nostro/reconcile"
)

// The details of one entry may be of several turns. A message that only a detail of a later turn names is found when one of an
// earlier turn asks for it.
func TestAMessageIsNamedByADetailOfALaterTurn(t *testing.T) {
	back := worth(named("msg", "MSG-1"), "-7.00")
	back.ReturnReason = "AC04"
	s := statement(entry(1, "-12.00", worth(named("e2e", "X"), "-5.00"), back))
	instructions := []Instruction{payOut("A", "5.00"), payOut("B", "7.00")}
	agrees(t, s, instructions)
	_, got := match(t, s, instructions...)
	expect(t, got, "1/0 pay-out-booked A -5.00 settles by message total", "1/0 pay-out-booked B -7.00 settles by message total")
}
