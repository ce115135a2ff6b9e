package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// payIn is an instruction without anything that is optional.
var payIn = jobs.Instruction{ID: "A0", Cycle: cycle.ID, Participant: "BANK", Correspondent: "ALPHA",
	Direction: jobs.PayIn, Amount: cents(5), ValueDate: day, State: lifecycle.InstructionPlanned}

func allInstructions(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf("") }

func TestInstructionsComeBackExactly(t *testing.T) {
	s, _ := world(t)
	update(t, s, func(tx jobs.Tx) error { return tx.AddInstructions([]jobs.Instruction{payIn}) })
	same(t, "all", get(t, s, allInstructions), []jobs.Instruction{payIn, instruction})
	find := func(uetr, id string) *jobs.Instruction {
		return get(t, s, func(tx jobs.Tx) (*jobs.Instruction, error) { return maybe(tx.FindInstruction(uetr, id)) })
	}
	same(t, "by id", get(t, s, func(tx jobs.Tx) (*jobs.Instruction, error) { return maybe(tx.Instruction("A0")) }), &payIn)
	same(t, "by UETR", find(instruction.UETR, ""), &instruction)
	same(t, "UETR before id", find(instruction.UETR, "A0"), &instruction)
	same(t, "by id where the UETR is unknown", find("unknown", "A0"), &payIn)
	same(t, "by neither", find("", ""), (*jobs.Instruction)(nil))
	same(t, "unknown", find("unknown", "unknown"), (*jobs.Instruction)(nil))
	at := func(c money.Currency) []jobs.Instruction {
		return get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsAt("ALPHA", c) })
	}
	same(t, "at ALPHA in USD", at(usd), []jobs.Instruction{instruction})
	same(t, "at ALPHA in JPY", at(jpy), []jobs.Instruction(nil))
}

func TestInstructionsAreOrdered(t *testing.T) {
	s, _ := world(t)
	second := cycle
	second.ID = "2026-11-24-2"
	var all []jobs.Instruction
	for _, key := range []struct{ id, cycle, correspondent, participant string }{ // as they must come out
		{"5", cycle.ID, "ALPHA", "SHOP"}, {"4", cycle.ID, "BETA", "BANK"}, {"3", cycle.ID, "BETA", "SHOP"},
		{"2", second.ID, "ALPHA", "BANK"}, {"1", second.ID, "BETA", "BANK"},
	} {
		i := payIn
		i.ID, i.Cycle, i.Correspondent, i.Participant = key.id, key.cycle, key.correspondent, key.participant
		all = append(all, i)
	}
	update(t, s, func(tx jobs.Tx) error {
		return errors.Join(tx.AddCycle(second),
			tx.AddInstructions([]jobs.Instruction{all[2], all[0], all[4], all[1], all[3]}))
	})
	of := get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) { return tx.InstructionsOf(second.ID) })
	same(t, "of the second cycle", of, all[3:])
	ids := ""
	for _, i := range get(t, s, allInstructions) {
		ids += i.ID
	}
	same(t, "all", ids, "5N14321") // EUR before USD at ALPHA, then BETA
}

// What is in one of the states is left out, of a cycle and of all, and nothing else.
func TestInstructionsBut(t *testing.T) {
	s, _ := world(t)
	settled := payIn
	settled.State = lifecycle.InstructionSettled
	update(t, s, func(tx jobs.Tx) error { return tx.AddInstructions([]jobs.Instruction{settled}) })
	for _, story := range []struct {
		cycle   string
		without []lifecycle.Instruction
		want    []jobs.Instruction
	}{
		{"", nil, []jobs.Instruction{settled, instruction}},
		{"", []lifecycle.Instruction{lifecycle.InstructionSettled}, []jobs.Instruction{instruction}},
		{"", []lifecycle.Instruction{instruction.State}, []jobs.Instruction{settled}},
		{"", []lifecycle.Instruction{lifecycle.InstructionSettled, instruction.State}, nil},
		{cycle.ID, []lifecycle.Instruction{lifecycle.InstructionHeld, instruction.State}, []jobs.Instruction{settled}},
		{"another", nil, nil},
	} {
		same(t, fmt.Sprintf("%q without %v", story.cycle, story.without), get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) {
			return tx.InstructionsBut(story.cycle, story.without...)
		}), story.want)
	}
}

// By id they come also where many came in another order.
func TestInstructionsAtComeByID(t *testing.T) {
	s, _ := world(t)
	var all []jobs.Instruction
	for n := range 3000 {
		i := payIn
		i.ID, i.UETR, i.Correspondent = fmt.Sprintf("I%05d", n*7919%3000), "", "ALPHA"
		i.Note, i.ReturnAdvised = fmt.Sprint("note ", n%3), n%5 == 0
		all = append(all, i)
	}
	update(t, s, func(tx jobs.Tx) error { return tx.AddInstructions(all) })
	slices.SortFunc(all, func(a, b jobs.Instruction) int { return strings.Compare(a.ID, b.ID) })
	same(t, "at ALPHA", get(t, s, func(tx jobs.Tx) ([]jobs.Instruction, error) {
		return tx.InstructionsAt("ALPHA", payIn.Amount.Currency())
	}), all)
}

func TestSaveInstruction(t *testing.T) {
	s, _ := world(t)
	changed := instruction
	changed.State, changed.File, changed.MsgID = lifecycle.InstructionWritten, fileOut.Name, "M1"
	changed.Booked, changed.Returned = money.FromMinor(usd, 3), money.FromMinor(usd, 2)
	changed.Intents, changed.IntentOpen, changed.ReturnAdvised = 2, true, true
	changed.AdvisedCharges, changed.Note = money.FromMinor(usd, 1), "note"
	update(t, s, func(tx jobs.Tx) error { return tx.SaveInstruction(changed) })
	same(t, "changed", get(t, s, allInstructions), []jobs.Instruction{changed})

	for want, change := range map[string]func(*jobs.Instruction){
		`cannot move from "written" to "sent"`:  func(i *jobs.Instruction) { i.State = lifecycle.InstructionSent },
		`cannot move from "written" to "maybe"`: func(i *jobs.Instruction) { i.State = "maybe" },
		"how much":                              func(i *jobs.Instruction) { i.Amount = money.FromMinor(usd, 1) },
		"who is paid":                           func(i *jobs.Instruction) { i.Participant = "BANK" },
		"when":                                  func(i *jobs.Instruction) { i.ValueDate = day.AddDays(1) },
		"where":                                 func(i *jobs.Instruction) { i.Correspondent = "BETA" },
		"where an amount in USD belongs":        func(i *jobs.Instruction) { i.AdvisedCharges = cents(1) },
		"CHECK":                                 func(i *jobs.Instruction) { i.Booked = money.FromMinor(usd, -1) },
		"FOREIGN KEY":                           func(i *jobs.Instruction) { i.File = "never" },
	} {
		i := changed
		change(&i)
		refused(t, s, want, func(tx jobs.Tx) error { return tx.SaveInstruction(i) })
	}
	unknown := changed
	unknown.ID = "never"
	isUnknownID(t, refused(t, s, "never", func(tx jobs.Tx) error { return tx.SaveInstruction(unknown) }))
	same(t, "unchanged", get(t, s, allInstructions), []jobs.Instruction{changed})
}

func TestInstructionsRefuse(t *testing.T) {
	for name, tt := range map[string]struct {
		want   string
		change func(*jobs.Instruction)
	}{
		"known id":       {"that row is there already", func(i *jobs.Instruction) { i.ID = "N1" }},
		"known UETR":     {"that row is there already", func(i *jobs.Instruction) { i.UETR = instruction.UETR }},
		"no direction":   {"CHECK", func(i *jobs.Instruction) { i.Direction = "" }},
		"amount of zero": {"CHECK", func(i *jobs.Instruction) { i.Amount = cents(0) }},
		"no state":       {"CHECK", func(i *jobs.Instruction) { i.State = "" }},
		"no cycle":       {"FOREIGN KEY", func(i *jobs.Instruction) { i.Cycle = "never" }},
		"nobody":         {"FOREIGN KEY", func(i *jobs.Instruction) { i.Participant = "NOBODY" }},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := world(t)
			i := payIn
			tt.change(&i)
			refused(t, s, tt.want, func(tx jobs.Tx) error { return tx.AddInstructions([]jobs.Instruction{i}) })
		})
	}
}
