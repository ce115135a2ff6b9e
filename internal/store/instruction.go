package store

import (
	"fmt"
	"slices"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

const (
	instructionColumns = "id, uetr, cycle, participant, netting_set, correspondent, direction, currency, minor, booked, returned, " +
		"advised_charges, value_date, state, file, msg_id, intents, intent_open, return_advised, note"
	instructionOrder = " ORDER BY cycle, correspondent, currency, direction, participant, netting_set, id"

	selectInstructions      = "SELECT " + instructionColumns + " FROM instruction"
	selectInstruction       = selectInstructions + " WHERE id = ?1"
	selectByUETR            = selectInstructions + " WHERE uetr = ?1"
	selectInstructionsOf    = selectInstructions + " WHERE cycle = ?1" + instructionOrder
	selectInstructionsIn    = selectInstructions + " WHERE file = ?1" + instructionOrder
	selectAllInstructions   = selectInstructions + instructionOrder
	fromInstructionsAt      = "FROM instruction WHERE correspondent = ?1 AND currency = ?2 AND state <> 'withdrawn'"
	butStates               = " WHERE instr(?1, ' ' || state || ' ') = 0"
	selectAllBut            = selectInstructions + butStates + instructionOrder
	selectOfBut             = selectInstructions + butStates + " AND cycle = ?2" + instructionOrder
	selectInstructionsState = "SELECT state FROM instruction WHERE id = ?1"
)

var (
	insertInstruction = insertInto("instruction", instructionColumns)
	updateInstruction = updateRow("instruction", instructionColumns)
)

func intoInstruction(i *jobs.Instruction) []any {
	return flat(&i.ID, refCell(&i.UETR), &i.Cycle, &i.Participant, setCell(&i.Set), &i.Correspondent,
		choice(&i.Direction, jobs.PayOut, jobs.PayIn), amountCells(&i.Amount, &i.Booked, &i.Returned, &i.AdvisedCharges),
		dateCell(&i.ValueDate), state(lifecycle.Instructions, &i.State), refCell(&i.File), &i.MsgID, &i.Intents,
		&i.IntentOpen, &i.ReturnAdvised, &i.Note)
}

func instructionValues(i jobs.Instruction) []any {
	return flat(i.ID, ref(i.UETR), i.Cycle, i.Participant, i.Set.Key(), i.Correspondent, string(i.Direction),
		amounts(i.Amount, i.Booked, i.Returned, i.AdvisedCharges), date(i.ValueDate), string(i.State), ref(i.File), i.MsgID,
		i.Intents, i.IntentOpen, i.ReturnAdvised, i.Note)
}

func (t *tx) AddInstructions(instructions []jobs.Instruction) error {
	for _, i := range instructions {
		if err := t.exec("instruction "+i.ID, insertInstruction, instructionValues(i)...); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Instruction(id string) (jobs.Instruction, bool, error) {
	return one(t, "instruction "+id, intoInstruction, selectInstruction, id)
}

func (t *tx) InstructionsIn(file string) ([]jobs.Instruction, error) {
	return list(t, "instructions of file "+file, intoInstruction, selectInstructionsIn, file)
}

func (t *tx) InstructionsOf(cycle string) ([]jobs.Instruction, error) {
	if cycle == "" {
		return list(t, "instructions", intoInstruction, selectAllInstructions)
	}
	return list(t, "instructions of cycle "+cycle, intoInstruction, selectInstructionsOf, cycle)
}

// InstructionsBut leaves out by a list of states that is one text.
func (t *tx) InstructionsBut(cycle string, states ...lifecycle.Instruction) ([]jobs.Instruction, error) {
	without := " "
	for _, s := range states {
		without += string(s) + " "
	}
	if cycle == "" {
		return list(t, "instructions that are not"+without, intoInstruction, selectAllBut, without)
	}
	return list(t, "instructions of cycle "+cycle+" that are not"+without, intoInstruction, selectOfBut, without, cycle)
}

func (t *tx) InstructionsAt(correspondent string, c money.Currency) ([]jobs.Instruction, error) {
	what := fmt.Sprintf("instructions at %s in %s", correspondent, c)
	all, err := sunk(t, what, intoInstruction, instructionColumns, fromInstructionsAt, correspondent, c.Code())
	byID := func(a, b jobs.Instruction) int { return strings.Compare(a.ID, b.ID) }
	if !slices.IsSortedFunc(all, byID) { // an index gives them sorted
		slices.SortFunc(all, byID)
	}
	return all, err
}

func (t *tx) FindInstruction(uetr, id string) (jobs.Instruction, bool, error) {
	if uetr != "" {
		i, found, err := one(t, "instruction with UETR "+uetr, intoInstruction, selectByUETR, uetr)
		if found || err != nil {
			return i, found, err
		}
	}
	if id == "" {
		return jobs.Instruction{}, false, nil
	}
	return t.Instruction(id)
}

// SaveInstruction writes the whole row; the database refuses it where who is paid, how much, when or
// where would change.
func (t *tx) SaveInstruction(i jobs.Instruction) error {
	what := "instruction " + i.ID
	if err := checkMove(t, lifecycle.Instructions, what, i.State, selectInstructionsState, i.ID); err != nil {
		return err
	}
	return t.execOne(what, updateInstruction, instructionValues(i)...)
}
