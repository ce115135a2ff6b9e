package report

import "testing"

func TestStoppedPayOutsNameWhatToDo(t *testing.T) {
	pic := Picture{Cycles: []CycleRow{{ID: "A", State: "sent"}, {ID: "B", State: "written"}}}
	for _, tt := range []struct {
		name, cycle, state, direction, note, next string
	}{
		{"held by a hit", "A", "held", "out", "held: name", "nostro screening list"},
		{"held for a review", "A", "held", "out", "held for review 3 by bea: odd", "nostro review"},
		{"refused in a review", "A", "refused", "out", "refused in review 3 by bea: odd", "nostro review"},
		{"let go after the others", "A", "planned", "out", "", "nostro cycle further A"},
		{"its cycle has not left", "B", "planned", "out", "", ""},
		{"a pay-in that is not announced", "A", "planned", "in", "", ""},
		{"one that has a trouble of its own", "A", "planned", "out", "no address", ""},
		{"of no cycle that is known", "C", "planned", "out", "", ""},
		{"gone", "A", "sent", "out", "", ""},
	} {
		i := Instruction{ID: "N1", Cycle: tt.cycle, State: tt.state, Direction: tt.direction, Note: tt.note}
		got := ""
		for _, one := range stoppedTroubles(pic, i) {
			got = one.next
		}
		if got != tt.next {
			t.Errorf("%s: next %q, want %q", tt.name, got, tt.next)
		}
		pic.Orders = []Instruction{i}
		if want := tt.next == "nostro cycle further A"; pic.Further() != want {
			t.Errorf("%s: waits %t", tt.name, pic.Further())
		}
	}
}
