package reconcile_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"nostro/lifecycle"
	"nostro/money"
	. "nostro/reconcile"

	"pgregory.net/rapid"
)

// Small pools make collisions of references and amounts frequent.
var (
	someID     = rapid.SampledFrom([]string{"", "A", "B", "C", "D", "E", "F", "NOTPROVIDED"})
	someMinor  = rapid.Int64Range(1, 6)
	someDetail = rapid.Custom(func(t *rapid.T) Detail {
		d := Detail{UETR: someID.Draw(t, "uetr"), InstrID: someID.Draw(t, "instr"), EndToEndID: someID.Draw(t, "e2e"),
			MsgID: rapid.SampledFrom([]string{"", "M", "N"}).Draw(t, "msg")}
		d.ReturnReason = rapid.SampledFrom([]string{"", "", "", "AC04"}).Draw(t, "reason")
		if rapid.IntRange(0, 3).Draw(t, "charged") == 0 {
			d.Charges = money.FromMinor(usd, rapid.Int64Range(0, 2).Draw(t, "charges"))
		}
		if rapid.Bool().Draw(t, "worth") {
			d.Amount = money.FromMinor(usd, rapid.Int64Range(-6, 6).Draw(t, "amount"))
		}
		return d
	})
)

func someInstruction(t *rapid.T, id string) Instruction {
	i := Instruction{ID: id, UETR: someID.Draw(t, "uetr"), EndToEndID: someID.Draw(t, "e2e"),
		MsgID:         rapid.SampledFrom([]string{"M", "N"}).Draw(t, "msg"),
		Participant:   rapid.SampledFrom([]string{"ACME", "BOLT"}).Draw(t, "participant"),
		Correspondent: rapid.SampledFrom([]string{"CITI", "CITI", "CITI", "DEUT"}).Draw(t, "correspondent"),
		Direction:     rapid.SampledFrom([]Direction{Out, In}).Draw(t, "direction"),
		ValueDate:     day.AddDays(rapid.IntRange(0, 1).Draw(t, "day")),
		State:         rapid.SampledFrom(lifecycle.Instructions.States()).Draw(t, "state")}
	c := rapid.SampledFrom([]money.Currency{usd, usd, usd, eur}).Draw(t, "currency")
	minor := someMinor.Draw(t, "amount")
	i.Amount = money.FromMinor(c, minor)
	if i.State != lifecycle.InstructionSettled && i.State != lifecycle.InstructionReturned {
		i.Booked = money.FromMinor(c, rapid.Int64Range(0, minor-1).Draw(t, "booked"))
	}
	if rapid.Bool().Draw(t, "advised") {
		i.Advised, i.AdvisedCharges = true, money.FromMinor(c, rapid.Int64Range(0, minor).Draw(t, "kept"))
	}
	return i
}

// aimed returns an entry that means the instruction: one of its references, and an amount near its own.
func aimed(t *rapid.T, number int, i Instruction) Entry {
	d := []Detail{{UETR: i.UETR}, {InstrID: i.ID}, {EndToEndID: i.EndToEndID}, {MsgID: i.MsgID}}[rapid.IntRange(0,
		3).Draw(t, "by")]
	d.Number = 1
	minor := i.Amount.Minor() + rapid.SampledFrom([]int64{0, 0, 0, -1, 1}).Draw(t, "off")
	if (i.Direction == Out) != (rapid.IntRange(0, 2).Draw(t, "back") == 0) {
		minor = -minor
	}
	return Entry{Number: number, Booked: true, ValueDate: day, Amount: money.FromMinor(usd, minor), Details: []Detail{d}}
}

func someEntry(t *rapid.T, number int) Entry {
	e := Entry{Number: number, Booked: rapid.IntRange(0, 9).Draw(t, "pending") > 0, ValueDate: day,
		Reversal: rapid.IntRange(0, 5).Draw(t, "reversal") == 0,
		Details:  rapid.SliceOfN(someDetail, 0, 3).Draw(t, "details")}
	if rapid.IntRange(0, 3).Draw(t, "charged") == 0 {
		e.Charges = money.FromMinor(usd, rapid.Int64Range(1, 2).Draw(t, "charges"))
	}
	minor := rapid.Int64Range(-12, 12).Draw(t, "amount")
	if rapid.Bool().Draw(t, "adds up") {
		minor = -e.Charges.Minor()
		for _, d := range e.Details {
			minor += d.Amount.Minor()
		}
	}
	e.Amount = money.FromMinor(usd, minor)
	for n := range e.Details {
		e.Details[n].Number = n + 1
	}
	return e
}

func someWorld(t *rapid.T) (Statement, []Instruction) {
	var instructions []Instruction
	for _, id := range []string{"A", "B", "C", "D", "E", "F"}[:rapid.IntRange(0, 6).Draw(t, "instructions")] {
		instructions = append(instructions, someInstruction(t, id))
	}
	s := statement()
	for number := range rapid.IntRange(0, 7).Draw(t, "entries") {
		if len(instructions) > 0 && rapid.IntRange(0, 2).Draw(t, "aimed") > 0 {
			s.Entries = append(s.Entries, aimed(t, number+1, rapid.SampledFrom(instructions).Draw(t, "at")))
			continue
		}
		s.Entries = append(s.Entries, someEntry(t, number+1))
	}
	return s, instructions
}

func TestFindingsSumToEntries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		o, err := Match(s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		if err := sound(s, o); err != nil {
			t.Fatalf("%v\n%v", err, render(o))
		}
		if err := conserves(instructions, o); err != nil {
			t.Fatalf("%v\n%v", err, render(o))
		}
	})
}

// conserves tells what is wrong with what was booked and returned of each instruction.
func conserves(instructions []Instruction, o Outcome) error {
	for _, i := range instructions {
		booked, returned, settled, ended := i.Booked.Minor(), int64(0), 0, 0
		open := i.State != lifecycle.InstructionRejected && i.State != lifecycle.InstructionReturned
		if i.State == lifecycle.InstructionSettled {
			booked, settled = i.Amount.Minor(), 1
		}
		for _, f := range o.Findings {
			if f.Instruction != i.ID {
				continue
			}
			switch f.Kind {
			case FindingPayInBooked, FindingPayOutBooked:
				if (f.Kind == FindingPayInBooked) != (i.Direction == In) || !open || i.State == lifecycle.InstructionSettled ||
					i.Correspondent != "CITI" || i.Amount.Currency() != usd {
					return fmt.Errorf("%s cannot be booked by %s", i.ID, f)
				}
				booked += f.Amount.Minor() + f.Charges.Minor()
				settled += count(f.Settles)
			case FindingReturned:
				switch {
				case f.Undone && f.Credit != (i.Direction == In):
					return fmt.Errorf("%s cannot be undone by %s", i.ID, f)
				case f.Undone:
					returned -= f.Amount.Minor()
					ended--
				case f.Credit != (i.Direction == Out) || i.State == lifecycle.InstructionRejected:
					return fmt.Errorf("%s cannot be returned by %s", i.ID, f)
				default:
					returned += f.Amount.Minor() + f.Charges.Minor()
					ended += count(f.Settles)
				}
			}
		}
		full := booked == i.Amount.Minor()
		if booked > i.Amount.Minor() || settled > 1 || (open && full != (settled == 1)) {
			return fmt.Errorf("%s: %d of %s booked, settled %d times", i.ID, booked, i.Amount, settled)
		}
		if returned > booked || ended > 1 || (returned > 0 && settled == 0) || (open && returned > 0) &&
			(returned == booked) != (ended == 1) {
			return fmt.Errorf("%s: %d of %d returned, ended %d times", i.ID, returned, booked, ended)
		}
	}
	return nil
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, instructions := someWorld(t)
		want, err := Match(s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		other := s
		other.Entries = slices.Clone(rapid.Permutation(s.Entries).Draw(t, "entries"))
		for n, e := range other.Entries {
			other.Entries[n].Details = rapid.Permutation(e.Details).Draw(t, "details")
		}
		got, err := Match(other, rapid.Permutation(instructions).Draw(t, "instructions"))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%v\nwant\n%v", render(got), render(want))
		}
	})
}

// As many of the equal payments as the bank booked are settled, each once; what is beyond them is not.
func TestTwinsStayApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		twins, booked := rapid.IntRange(1, 6).Draw(t, "twins"), rapid.IntRange(0, 8).Draw(t, "booked")
		var instructions []Instruction
		for n := range twins {
			instructions = append(instructions, alias("SAME", payIn(fmt.Sprint("T", n), "5.00")))
		}
		s := statement()
		for n := range booked {
			s.Entries = append(s.Entries, entry(n+1, "5.00", Detail{EndToEndID: "SAME"}))
		}
		o, err := Match(s, instructions)
		if err != nil {
			t.Fatal(err)
		}
		settled, duplicates := make(map[string]bool), 0
		for _, f := range o.Findings {
			if f.Settles {
				settled[f.Instruction] = true
			}
		}
		for _, b := range o.Breaks {
			duplicates += count(b.Reason == ReasonDuplicate)
		}
		if len(settled) != min(twins, booked) || duplicates != max(0, booked-twins) {
			t.Fatalf("%d twins, %d booked: %d settled, %d duplicates", twins, booked, len(settled), duplicates)
		}
	})
}

func TestInputIsNotChanged(t *testing.T) {
	s := statement(entry(2, "5.00"), entry(1, "6.00", named("e2e", "B"), named("e2e", "A")))
	s.Entries[1].Details[0].Number, s.Entries[1].Details[1].Number = 2, 1
	instructions := []Instruction{payIn("B", "5.00"), payIn("A", "6.00")}
	match(t, s, instructions...)
	if s.Entries[0].Number != 2 || s.Entries[1].Details[0].Number != 2 || instructions[0].ID != "B" {
		t.Error("Match sorted what belongs to the caller")
	}
}
