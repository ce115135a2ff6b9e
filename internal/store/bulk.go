package store

import (
	"database/sql/driver"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
)

// cellsMax is how many columns a row of any table may have that is written in bulk.
const cellsMax = 24

// cellFeed holds rows of any table, each value as the database keeps it.
type cellFeed struct {
	cells [][]driver.Value
}

func (f cellFeed) rows() int { return len(f.cells) }

func (f cellFeed) column(row, column int) driver.Value {
	if column < len(f.cells[row]) {
		return f.cells[row][column]
	}
	return nil
}

// cellColumns names the columns of the feed: c0, c1, c2 ...
func cellColumns(count int) string {
	names := make([]string, count)
	for n := range names {
		names[n] = fmt.Sprintf("c%d", n)
	}
	return strings.Join(names, ", ")
}

// insertAll returns the statement that adds all rows that are fed, with those columns.
func insertAll(table, columns string) string {
	count := strings.Count(columns, ",") + 1
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM temp.feed_cell", table, columns, cellColumns(count))
}

// execAll executes a statement over rows that are fed to it. It tells how many it touched.
func (t *tx) execAll(what, query string, rows [][]any) (int64, error) {
	if len(rows) == 0 {
		return 0, nil
	}
	if err := t.feedCells(what, rows); err != nil {
		return 0, err
	}
	result, err := t.run(what, query, nil)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *tx) feedCells(what string, rows [][]any) error {
	cells := make([][]driver.Value, len(rows))
	for n, row := range rows {
		cells[n] = make([]driver.Value, len(row))
		for at, v := range row {
			if err, bad := v.(error); bad {
				return t.fail(what, err)
			}
			value, err := driver.DefaultParameterConverter.ConvertValue(v)
			if err != nil {
				return t.fail(what, err)
			}
			if yes, is := value.(bool); is {
				value = int64(0)
				if yes {
					value = int64(1)
				}
			}
			cells[n][at] = value
		}
	}
	t.feeds["cell"] = cellFeed{cells}
	return nil
}

var (
	insertMatches = insertAll("entry_match", matchColumns)
	// The columns of an instruction that may change, in the order of instructionMoves.
	moveInstructions = "UPDATE instruction SET booked = c1, returned = c2, advised_charges = c3, state = c4, file = c5, " +
		"msg_id = c6, intents = c7, intent_open = c8, return_advised = c9, note = c10 FROM temp.feed_cell WHERE id = c0"
	selectFedStates = "SELECT i.id, i.state FROM temp.feed_cell CROSS JOIN instruction i ON i.id = c0"
)

// AddMatches adds them all, at several times the speed of AddMatch.
func (t *tx) AddMatches(matches []jobs.Match) error {
	rows := make([][]any, len(matches))
	for n, m := range matches {
		rows[n] = matchValues(m)
	}
	_, err := t.execAll(fmt.Sprintf("%d matches", len(rows)), insertMatches, rows)
	return err
}

// SaveInstructions does for all, each given once, what SaveInstruction does for one.
func (t *tx) SaveInstructions(instructions []jobs.Instruction) error {
	what := fmt.Sprintf("%d instructions", len(instructions))
	rows, to := make([][]any, len(instructions)), make(map[string]lifecycle.Instruction, len(instructions))
	for n, i := range instructions {
		sums := amounts(i.Amount, i.Booked, i.Returned, i.AdvisedCharges)
		rows[n] = []any{i.ID, sums[2], sums[3], sums[4], string(i.State), ref(i.File), i.MsgID, i.Intents, i.IntentOpen,
			i.ReturnAdvised, i.Note}
		to[i.ID] = i.State
	}
	if len(rows) == 0 {
		return nil
	}
	if err := t.feedCells(what, rows); err != nil {
		return err
	}
	type row struct {
		id    string
		state lifecycle.Instruction
	}
	err := each(t, what, func(r *row) []any { return []any{&r.id, state(lifecycle.Instructions, &r.state)} }, selectFedStates, nil,
		func(r row) error {
			if r.state == to[r.id] {
				return nil
			}
			if err := lifecycle.Instructions.Check(r.state, to[r.id]); err != nil {
				return fmt.Errorf("instruction %s: %w", r.id, err)
			}
			return nil
		})
	if err != nil {
		return err
	}
	touched, err := t.execAll(what, moveInstructions, rows)
	if err == nil && touched != int64(len(rows)) {
		err = t.fail(what, fmt.Errorf("%d of them: %w", int64(len(rows))-touched, jobs.ErrUnknownID))
	}
	return err
}
