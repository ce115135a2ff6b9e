package reconcile_test

import (
	"testing"

	"nostro/lifecycle"
	. "nostro/reconcile"
)

// A pay-out in another currency that comes back whole is compared with what the rate of its return, or the inverse of it, makes of
// it. Anything less than sure is for a person.
func TestReturnOfWhatWasExchanged(t *testing.T) {
	settled := func(i *Instruction) { i.State, i.Booked = lifecycle.InstructionSettled, i.Amount }
	for _, story := range []struct {
		name, amount, rate, reason string
		change                     func(i *Instruction)
		want                       string
		suggested                  int
	}{
		{"at the rate", "108.70", "1.0870", "AC04", settled, "returned", 0},
		{"at its inverse", "108.70", "0.91996", "AC04", settled, "returned", 0},
		{"at the limit", "109.24", "1.0870", "AC04", settled, "returned", 0},
		{"beyond it", "109.25", "1.0870", "AC04", settled, "unexplained", 1},
		{"less charges", "98.70", "1.0870", "AC04", settled, "unexplained", 1},
		{"no rate", "108.70", "", "AC04", settled, "unexplained", 0},
		{"announced", "108.70", "1.0870", "", func(i *Instruction) { settled(i); i.Advised = true }, "returned", 0},
		{"neither called a return nor announced", "108.70", "1.0870", "", settled, "unexplained", 0},
		{"never booked", "108.70", "1.0870", "AC04", func(*Instruction) {}, "unexplained", 0},
		{"a part came back before", "108.70", "1.0870", "AC04", func(i *Instruction) { settled(i); i.Returned = eurOf(1) }, "unexplained", 0},
		{"it came back before", "108.70", "1.0870", "AC04", func(i *Instruction) {
			i.State, i.Booked, i.Returned = lifecycle.InstructionReturned, i.Amount, i.Amount
		},
			"unexplained", 0},
		{"the wrong side", "-108.70", "1.0870", "AC04", settled, "unexplained", 0},
	} {
		t.Run(story.name, func(t *testing.T) {
			i := inEUR(payOut("A", "1.00"))
			story.change(&i)
			d := named("uetr", "A")
			d.ReturnReason = story.reason
			if story.rate != "" {
				d = converted(d, Exchange{Rate: story.rate})
			}
			o, err := exchanging().Match(statement(entry(1, story.amount, d)), []Instruction{i})
			if err != nil {
				t.Fatal(err)
			}
			f := o.Findings[0]
			if len(o.Findings) != 1 || string(f.Kind) != story.want || len(o.Suggestions) != story.suggested {
				t.Fatalf("%v %+v", render(o), o.Suggestions)
			}
			if back := f.Kind == FindingReturned; back && (f.Settled != i.Amount || !f.Settles || !f.Credit || f.Amount != dollars(story.amount)) {
				t.Errorf("%+v", f)
			}
		})
	}
}

// Two returns of one payment are one, and one too many.
func TestAnExchangedReturnTwice(t *testing.T) {
	i := inEUR(payOut("A", "1.00"))
	i.State, i.Booked = lifecycle.InstructionSettled, i.Amount
	d := converted(named("uetr", "A"), Exchange{Rate: "1.0870"})
	d.ReturnReason = "AC04"
	o, err := exchanging().Match(statement(entry(1, "108.70", d), entry(2, "108.70", d)), []Instruction{i})
	if err != nil || len(o.Findings) != 2 || o.Findings[0].Kind != FindingReturned || o.Findings[1].Kind != FindingUnexplained {
		t.Errorf("%v %v", err, render(o))
	}
}
