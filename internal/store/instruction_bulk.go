package store

import (
	"fmt"
	"slices"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// The columns of an instruction that may change. The name of its file has an index, which SQLite writes anew wherever the
// column is named, also where it stays: so it is named only where one of them changes.
const (
	moveInstructions = "UPDATE instruction SET booked = c1, returned = c2, advised_charges = c3, state = c4, intents = c5, " +
		"intent_open = c6, return_advised = c7, note = c8"
	ofFed              = " FROM temp.feed_cell WHERE id = c0"
	moveSureOnes       = moveInstructions + ofFed + " AND file IS c9 AND msg_id IS c10 AND instr(c11, ' ' || state || ' ') > 0"
	moveInstructionsIn = moveInstructions + ofFed
	moveInstructionsTo = moveInstructions + ", file = c9, msg_id = c10" + ofFed
	storedColumns      = "i.id, i.state, i.file IS c9 AND i.msg_id IS c10"
	fromStoredOfFed    = "FROM temp.feed_cell CROSS JOIN instruction i ON i.id = c0"
)

// stored is what the database has of an instruction that is to be saved.
type stored struct {
	id    string
	state lifecycle.Instruction
	stays bool // in its file and message
}

func intoStored(s *stored) []any {
	return []any{&s.id, state(lifecycle.Instructions, &s.state), &s.stays}
}

// instructionRows are instructions, sorted, with their rows.
type instructionRows struct {
	sorted []*jobs.Instruction
	rows   *cellRows
}

func newInstructionRows(sorted []*jobs.Instruction) instructionRows {
	rows, from := newCellRows(len(sorted), 12), map[lifecycle.Instruction]any{}
	for _, i := range sorted {
		if from[i.State] == nil {
			from[i.State] = statesBefore(i.State)
		}
		c := i.Amount.Currency()
		rows.add(i.ID)
		rows.minor(c, i.Booked)
		rows.minor(c, i.Returned)
		rows.minor(c, i.AdvisedCharges)
		rows.add(string(i.State), int64(i.Intents))
		rows.yes(i.IntentOpen)
		rows.yes(i.ReturnAdvised)
		rows.add(i.Note, ref(i.File), i.MsgID, from[i.State])
	}
	return instructionRows{sorted, rows}
}

// statesBefore lists the states from which an instruction may come to one, and that itself, each between spaces.
func statesBefore(to lifecycle.Instruction) string {
	before := " " + string(to) + " "
	for _, from := range lifecycle.Instructions.States() {
		if lifecycle.Instructions.Check(from, to) == nil {
			before += string(from) + " "
		}
	}
	return before
}

// SaveInstructions does for all, each given once, what SaveInstruction does for one, by id, as the table is kept.
func (t *tx) SaveInstructions(instructions []jobs.Instruction) error {
	for lot := range ahead(1, slices.Chunk(byID(instructions), rowsFedMax), newInstructionRows) {
		if err := t.saveLot(lot); err != nil {
			return err
		}
	}
	return nil
}

// saveLot moves those whose move is sure and that stay in their file and message, nearly always all of them, by one statement.
// Where they are not all, each is looked at.
func (t *tx) saveLot(lot instructionRows) error {
	what := fmt.Sprintf("%d instructions from %s", len(lot.sorted), lot.sorted[0].ID)
	if err := t.feedCells(what, lot.rows); err != nil {
		return err
	}
	result, err := t.run(what, moveSureOnes, nil)
	if err != nil {
		return err
	}
	if moved, err := result.RowsAffected(); err != nil || moved == int64(len(lot.sorted)) {
		return err
	}
	return t.saveEach(what, lot)
}

// saveEach errs for the first that is unknown or may not move, else moves all.
func (t *tx) saveEach(what string, lot instructionRows) error {
	there, err := sunk(t, what, intoStored, storedColumns, fromStoredOfFed)
	if err != nil {
		return err
	}
	if len(there) != len(lot.sorted) {
		return t.fail(what, fmt.Errorf("%d of them: %w", len(lot.sorted)-len(there), jobs.ErrUnknownID))
	}
	query := moveInstructionsIn
	for n, was := range there { // in the order of the feed
		if err := was.check(lot.sorted[n]); err != nil {
			return err
		}
		if !was.stays {
			query = moveInstructionsTo
		}
	}
	return t.exec(what, query)
}

// byID returns where the instructions are, sorted.
func byID(instructions []jobs.Instruction) []*jobs.Instruction {
	sorted := make([]*jobs.Instruction, len(instructions))
	for n := range instructions {
		sorted[n] = &instructions[n]
	}
	slices.SortFunc(sorted, func(a, b *jobs.Instruction) int { return strings.Compare(a.ID, b.ID) })
	return sorted
}

// check errs where the instruction may not move to where it is now.
func (s stored) check(now *jobs.Instruction) error {
	if s.id != now.ID {
		return fmt.Errorf("instruction %s: the database has %s in its place", now.ID, s.id)
	}
	if s.state == now.State {
		return nil
	}
	if err := lifecycle.Instructions.Check(s.state, now.State); err != nil {
		return fmt.Errorf("instruction %s: %w", now.ID, err)
	}
	return nil
}
