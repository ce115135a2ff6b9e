package jobs

import (
	"fmt"
	"testing"

	"nostro/lifecycle"
)

// savingTx keeps what is saved.
type savingTx struct {
	Tx
	lots []int
	all  []Instruction
}

func (t *savingTx) SaveInstructions(all []Instruction) error {
	t.lots, t.all = append(t.lots, len(all)), append(t.all, all...)
	return nil
}

// What waits is seen as it is by now, is saved by id, each once, and only once.
func TestMovedInstructionsAreSavedOnce(t *testing.T) {
	t.Parallel()
	const count = savedAtOnceMax + 3
	all, moved := make([]Instruction, count), movedInstructions{}
	for n := range all {
		all[n] = Instruction{ID: fmt.Sprintf("%06d", (n*7919)%count), State: lifecycle.InstructionSent}
		settled := all[n]
		settled.State = lifecycle.InstructionSettled
		moved.move(&all[n], settled)
		settled.Note = "again"
		moved.move(&all[n], settled)
		if all[n] != settled {
			t.Fatalf("%+v is seen, it is %+v", all[n], settled)
		}
	}
	tx := &savingTx{}
	for range 2 {
		if err := moved.save(tx); err != nil {
			t.Fatal(err)
		}
	}
	if len(tx.lots) != 2 || tx.lots[0] != savedAtOnceMax || len(tx.all) != count {
		t.Errorf("%d were saved in lots of %v", len(tx.all), tx.lots)
	}
	for n, i := range tx.all {
		if i.ID != fmt.Sprintf("%06d", n) || i.State != lifecycle.InstructionSettled || i.Note != "again" {
			t.Fatalf("place %d: %+v", n, i)
		}
	}
}

// The store must see a state between two others; one that it has, or that is the last, it need not see twice.
func TestMovedTwice(t *testing.T) {
	t.Parallel()
	const sent, settled, returned = lifecycle.InstructionSent, lifecycle.InstructionSettled, lifecycle.InstructionReturned
	for _, story := range []struct {
		stored, waits, next lifecycle.Instruction
		want                bool
	}{
		{sent, settled, returned, true},
		{sent, settled, settled, false},
		{sent, sent, settled, false}, // a part came before the rest
		{"", settled, returned, true},
	} {
		known, moved := Instruction{ID: "1", State: story.stored}, movedInstructions{}
		next := Instruction{ID: "1", State: story.next}
		if moved.twice(next) {
			t.Error("what does not wait moves twice")
		}
		moved.move(&known, Instruction{ID: "1", State: story.waits})
		if got := moved.twice(next); got != story.want {
			t.Errorf("%s, waits as %s, then %s: twice is %t", story.stored, story.waits, story.next, got)
		}
	}
}
