package lifecycle_test

import (
	"errors"
	"strings"
	"testing"

	"nostro/lifecycle"
)

// Each table is written out cell by cell: a row for each state, in the order of the columns, with "x"
// where the move to the state of that column is allowed.
var tables = map[string][]string{
	"obligation": {
		"accepted  netted settled held withdrawn",
		"accepted  . x . x x",
		"netted    . . x . .",
		"settled   . . . . .",
		"held      x . . . x",
		"withdrawn . . . . .",
	},
	"participant": {
		"active    held withdrawn",
		"active    . x x",
		"held      x . x",
		"withdrawn . . .",
	},
	"cycle": {
		"open       closed netted converted instructed written approved sent settled aborted",
		"open       . x . . . . . . . x",
		"closed     . . x . . . . . . x",
		"netted     . . . x . . . . . x",
		"converted  . . . . x . . . . x",
		"instructed . . . . . x . . . x",
		"written    . . . . x . x x . x",
		"approved   . . . . x x . x . x",
		"sent       . . . . . x . . x .",
		"settled    . . . . . . . . . .",
		"aborted . . . . . . . . . .",
	},
	"instruction": {
		"planned  held refused written sending unknown sent accepted settled rejected returned withdrawn",
		"planned  . x x x . . . . x . . x",
		"held     x . x . . . . . x . . x",
		"refused  . . . . . . . . x . . x",
		"written  x . . . x . . . x . . .",
		"sending  . . . x . x x . x x . .",
		"unknown  . . . x . . x x x x . .",
		"sent     . . . . . . . x x x . .",
		"accepted . . . . . . . . x x . .",
		"settled  . . . . . . . . . . x .",
		"rejected . . . . . . . . . . . .",
		"returned . . . . . . . . x . . .",
		"withdrawn . . . . . . . . . . . .",
	},
	"approval": {
		"waiting granted used refused voided expired",
		"waiting . x . x x x",
		"granted . . x x x x",
		"used    . . . . . .",
		"refused . . . . . .",
		"voided  . . . . . .",
		"expired . . . . . .",
	},
	"deal": {
		"recorded  confirmed refused settled",
		"recorded  . x x .",
		"confirmed . . . x",
		"refused   . . . .",
		"settled   . . . .",
	},
	"file out": {
		"written   sending sent unknown failed withdrawn",
		"written   . x . . . x",
		"sending   . . x x x .",
		"sent      . . . . . .",
		"unknown   . . x . x .",
		"failed    . x . . . .",
		"withdrawn . . . . . .",
	},
	"file in": {
		"fetched     read quarantined",
		"fetched     . x x",
		"read        . . .",
		"quarantined . x .",
	},
	"statement": {
		"read     proven disputed",
		"read     . x x",
		"proven   . . .",
		"disputed . x .",
	},
	"job run": {
		"due     running waiting done skipped failed",
		"due     . x . . x .",
		"running . . x x . x",
		"waiting . x . . . x",
		"done    . . . . . .",
		"skipped . . . . . .",
		"failed  x . . . . .",
	},
	"obligation (undo)": {
		"accepted  netted settled held withdrawn",
		"accepted  . . . . .",
		"netted    . . . . .",
		"settled   . x . . .",
		"held      . . . . .",
		"withdrawn . . . . .",
	},
	"cycle (undo)": {
		"open       closed netted converted instructed written approved sent settled aborted",
		"open       . . . . . . . . . .",
		"closed     . . . . . . . . . .",
		"netted     . . . . . . . . . .",
		"converted  . . . . . . . . . .",
		"instructed . . . . . . . . . .",
		"written    . . . . . . . . . .",
		"approved   . . . . . . . . . .",
		"sent       . . . . . . . . . .",
		"settled    . . . . . . . x . .",
		"aborted . . . . . . . . . .",
	},
	"instruction (undo)": {
		"planned  held refused written sending unknown sent accepted settled rejected returned withdrawn",
		"planned  . . . . . . . . . . . .",
		"held     . . . . . . . . . . . .",
		"refused  . . . . . . . . . . . .",
		"written  . . . . . . . . . . . .",
		"sending  . . . . . . . . . . . .",
		"unknown  . . . . . . . . . . . .",
		"sent     . . . . . . . . . . . .",
		"accepted . . . . . . . . . . . .",
		"settled  x x x x x x x . . . . .",
		"rejected . . . . . . x . . . . .",
		"returned . . . . . . . . x . . .",
		"withdrawn . . . . . . . . . . . .",
	},
	"alarm": {
		"raised       acknowledged resolved",
		"raised       . x x",
		"acknowledged . . x",
		"resolved     x . .",
	},
	"notice": {
		"waiting sent failed unknown",
		"waiting . x x x",
		"sent    . . . .",
		"failed  . . . .",
		"unknown . . . .",
	},
	"advice": {
		"waiting     taken contradicts",
		"waiting     . x x",
		"taken       . . .",
		"contradicts . x .",
	},
	"recall": {
		"asked     sent pending agreed recovered rejected withdrawn",
		"asked     . x . . . . x",
		"sent      . . x x x x .",
		"pending   . . . x x x .",
		"agreed    . . x . x x .",
		"recovered . x x x . x .",
		"rejected  . . x x x . .",
		"withdrawn . . . . . . .",
	},
	"break": {
		"open     resolved",
		"open     . x",
		"resolved x .",
	},
}

func TestEveryCellOfEveryTable(t *testing.T) {
	checkTable(t, "obligation", lifecycle.Obligations)
	checkTable(t, "participant", lifecycle.Participants)
	checkTable(t, "cycle", lifecycle.Cycles)
	checkTable(t, "recall", lifecycle.Recalls)
	checkTable(t, "advice", lifecycle.Advices)
	checkTable(t, "instruction (undo)", lifecycle.InstructionsUndone)
	checkTable(t, "cycle (undo)", lifecycle.CyclesUndone)
	checkTable(t, "obligation (undo)", lifecycle.ObligationsUndone)
	checkTable(t, "instruction", lifecycle.Instructions)
	checkTable(t, "deal", lifecycle.Deals)
	checkTable(t, "approval", lifecycle.Approvals)
	checkTable(t, "file out", lifecycle.FilesOut)
	checkTable(t, "file in", lifecycle.FilesIn)
	checkTable(t, "statement", lifecycle.Statements)
	checkTable(t, "alarm", lifecycle.Alarms)
	checkTable(t, "notice", lifecycle.Notices)
	checkTable(t, "break", lifecycle.Breaks)
	checkTable(t, "job run", lifecycle.JobRuns)
}

func checkTable[S ~string](t *testing.T, noun string, m lifecycle.Machine[S]) {
	t.Helper()
	columns := strings.Fields(tables[noun][0])
	if len(m.States()) != len(columns) || len(tables[noun]) != len(columns)+1 {
		t.Fatalf("%s: states are %v, the table has %v", noun, m.States(), columns)
	}
	for i, row := range tables[noun][1:] {
		cells := strings.Fields(row)
		from := m.States()[i]
		if string(from) != columns[i] || cells[0] != columns[i] {
			t.Fatalf("%s: state %d is %q, the table has %q and %q", noun, i, from, columns[i], cells[0])
		}
		if got, want := m.Final(from), !strings.Contains(row, " x"); got != want {
			t.Errorf("%s %s: final %t, want %t", noun, from, got, want)
		}
		for j, cell := range cells[1:] {
			checkCell(t, noun, m, from, S(columns[j]), cell == "x")
		}
	}
}

func checkCell[S ~string](t *testing.T, noun string, m lifecycle.Machine[S], from, to S, allowed bool) {
	t.Helper()
	err := m.Check(from, to)
	if allowed {
		if err != nil {
			t.Errorf("%s from %s to %s: %v", noun, from, to, err)
		}
		return
	}
	var refused *lifecycle.MoveError
	if !errors.As(err, &refused) {
		t.Errorf("%s from %s to %s: error %v, want a MoveError", noun, from, to, err)
		return
	}
	if refused.Noun != noun || refused.From != string(from) || refused.To != string(to) ||
		len(refused.Allowed) != len(m.Moves(from)) {
		t.Errorf("%s from %s to %s: error holds %+v", noun, from, to, *refused)
	}
	for _, word := range []string{noun, `"` + string(from) + `"`, `"` + string(to) + `"`} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not name %s", err, word)
		}
	}
}

func TestTextsThatAreNoState(t *testing.T) {
	for _, text := range []string{"", "Planned", "planned ", "paid"} {
		state, err := lifecycle.Instructions.Parse(text)
		if err == nil || state != "" || !strings.Contains(err.Error(), "instruction") {
			t.Errorf("%q: state %q, error %v", text, state, err)
		}
		s := lifecycle.Instruction(text)
		if lifecycle.Instructions.Check(s, lifecycle.InstructionSent) == nil ||
			lifecycle.Instructions.Check(lifecycle.InstructionSending, s) == nil {
			t.Errorf("%q takes part in a move", text)
		}
		if lifecycle.Instructions.Final(s) {
			t.Errorf("%q is final", text)
		}
	}
}

func TestParseTakesEveryState(t *testing.T) {
	for _, state := range lifecycle.Instructions.States() {
		if got, err := lifecycle.Instructions.Parse(string(state)); err != nil || got != state {
			t.Errorf("%s: %s, %v", state, got, err)
		}
	}
}

func TestTheTablesCannotBeChangedFromOutside(t *testing.T) {
	lifecycle.Breaks.States()[0] = "changed"
	lifecycle.Breaks.Moves(lifecycle.BreakOpen)[0] = "changed"
	if err := lifecycle.Breaks.Check(lifecycle.BreakOpen, lifecycle.BreakResolved); err != nil {
		t.Error(err)
	}
	if got := lifecycle.Breaks.States()[0]; got != lifecycle.BreakOpen {
		t.Errorf("first state is now %q", got)
	}
}

func TestCycleReached(t *testing.T) {
	states := lifecycle.Cycles.States()
	for i, at := range states {
		for j, want := range states {
			onLine := at != lifecycle.CycleAborted && want != lifecycle.CycleAborted
			if got := at.Reached(want); got != (onLine && i >= j) {
				t.Errorf("%s reached %s: %t", at, want, got)
			}
		}
		if at.Reached("paid") || lifecycle.Cycle("paid").Reached(at) {
			t.Errorf("%s and a text that is no state reach one another", at)
		}
	}
	if lifecycle.Cycle("").Reached("") {
		t.Error("no state reached no state")
	}
}

func TestCycleEnded(t *testing.T) {
	for _, state := range lifecycle.Cycles.States() {
		if got, want := state.Ended(), lifecycle.Cycles.Final(state); got != want {
			t.Errorf("%s: ended %t, final %t", state, got, want)
		}
	}
}
