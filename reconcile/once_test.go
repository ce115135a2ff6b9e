package reconcile_test

import "testing"

// A statement of one entry is matched each time that it is: no half of the work may lose what the other has found.
func TestOneEntryIsFoundEachTime(t *testing.T) {
	for range 3000 {
		_, got := match(t, statement(entry(1, "-100.00", named("uetr", "A"))), payOut("A", "100.00"))
		expect(t, got, "1/1 pay-out-booked A -100.00 settles by UETR + direction")
		if t.Failed() {
			return
		}
	}
}
