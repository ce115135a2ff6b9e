package jobs

import (
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
)

// A large statement has a million entries. What they post, and what they do to instructions, is gathered and written in
// bulk: to write it one by one takes several times as long. While the database writes what was gathered last, the next is
// gathered. Whoever needs the books in between gets them from the batch, when nobody writes. Instructions wait to the end:
// their table is gone over once then, by id, and not once for each lot.

// bookingsWaitingMax bounds how many entries of the journal wait.
const bookingsWaitingMax = 20_000

// batch gathers what the findings of a statement write.
type batch struct {
	stages *Stages
	tx     Tx
	at     func() ([]Instruction, error) // those of the account
	known  map[string]*Instruction       // as they are, what waits included
	closed *PeriodClose                  // the last one, nil where no period is closed

	moved   movedInstructions // that wait
	waiting Bookings
	writing bookingWriter // of those before
}

// newBatch begins one for the account of the statement, whose instructions were just read.
func newBatch(s *Stages, tx Tx, correspondent string, c money.Currency, instructions []Instruction) (*batch, error) {
	b := &batch{stages: s, tx: tx, moved: movedInstructions{}, writing: bookingWriter{tx: tx}, at: func() ([]Instruction, error) {
		return tx.InstructionsAt(correspondent, c)
	}}
	b.learn(instructions)
	closes, err := tx.PeriodCloses()
	if len(closes) > 0 {
		b.closed = &closes[len(closes)-1]
	}
	return b, err
}

func (b *batch) learn(instructions []Instruction) {
	b.known = make(map[string]*Instruction, len(instructions))
	for n := range instructions {
		b.known[instructions[n].ID] = &instructions[n]
	}
}

// instruction returns the one with the id as it is by now.
func (b *batch) instruction(id string) (Instruction, bool, error) {
	if i := b.known[id]; i != nil {
		return *i, true, nil
	}
	if id == "" {
		return Instruction{}, false, nil
	}
	tx, err := b.books()
	if err != nil {
		return Instruction{}, false, err
	}
	return tx.Instruction(id)
}

// doubt ends the doubt about the delivery of an instruction by what settles it. That may move others of its file, so all are
// read again.
func (b *batch) doubt(i Instruction, settle func(Tx, Instruction) (Instruction, error)) (Instruction, error) {
	if i.File == "" || !deliveryInDoubt(i.State) {
		return i, nil
	}
	if err := b.finish(); err != nil {
		return i, err
	}
	i, err := settle(b.tx, i)
	if err != nil {
		return i, err
	}
	all, err := b.at()
	b.learn(all)
	return i, err
}

// save keeps the instruction.
func (b *batch) save(i Instruction) error {
	known := b.known[i.ID]
	if known == nil {
		known = &Instruction{}
		b.known[i.ID] = known
	}
	if b.moved.twice(i) {
		if err := b.finish(); err != nil {
			return err
		}
	}
	b.moved.move(known, i)
	return nil
}

func (b *batch) post(e ledger.Entry) error {
	b.waiting.Entries = append(b.waiting.Entries, outOfClosed(e, b.closed))
	if len(b.waiting.Entries) < bookingsWaitingMax {
		return nil
	}
	return b.write()
}

// write has what waits written, after what was handed over before.
func (b *batch) write() error {
	next, err := b.writing.take(b.waiting, b.stages.instant())
	b.waiting = next
	return err
}

// finish writes all that waits. When it returns, nobody writes.
func (b *batch) finish() error {
	if err := b.write(); err != nil {
		return err
	}
	if err := b.writing.rest(); err != nil {
		return err
	}
	return b.moved.save(b.tx)
}

// books returns the transaction when nobody writes in it. What waits is not in it yet.
func (b *batch) books() (Tx, error) { return b.tx, b.writing.rest() }

// deliveryInDoubt tells whether an instruction in the state may be in a file that is not known to be sent.
func deliveryInDoubt(state lifecycle.Instruction) bool {
	switch state {
	case lifecycle.InstructionWritten, lifecycle.InstructionSending, lifecycle.InstructionUnknown:
		return true
	}
	return false
}

// The five below do at once what a booking asks for, or leave it to its batch.

func (b booking) instruction(id string) (Instruction, bool, error) {
	if b.batch == nil {
		return b.tx.Instruction(id)
	}
	return b.batch.instruction(id)
}

func (b booking) post(e ledger.Entry) error {
	if b.batch == nil {
		return b.stages.post(b.tx, e)
	}
	return b.batch.post(e)
}

func (b booking) save(i Instruction) error {
	if b.batch == nil {
		return b.tx.SaveInstruction(i)
	}
	return b.batch.save(i)
}

func (b booking) books() (Tx, error) {
	if b.batch == nil {
		return b.tx, nil
	}
	return b.batch.books()
}

func (b booking) keep(m Match) error {
	if b.batch == nil {
		return b.tx.AddMatch(m)
	}
	b.batch.waiting.Matches = append(b.batch.waiting.Matches, m)
	return nil
}
