package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"nostro/jobs"
	"nostro/ledger"
)

// near reads what belongs to one thing, whatever else the books have: the cycles that it touches, and of statements, matches, breaks and
// the journal what is about their payments. What there are few of in a day (cycles, files, heads of statements) is read whole.
type near struct {
	*records
	tx       jobs.Tx
	payments map[string]bool // instructions whose cycles are read
	cycleIDs map[string]bool
	keys     map[string]bool // of the entries of the journal that are read
}

// loadNear reads the heads, in which most ids are found.
func loadNear(tx jobs.Tx) (*near, error) {
	n := &near{records: emptyRecords(), tx: tx, payments: map[string]bool{}, cycleIDs: map[string]bool{}, keys: map[string]bool{}}
	var err error
	step(&n.all, &err, tx.Cycles)
	step(&n.participants, &err, tx.Participants)
	step(&n.inputs, &err, tx.InputFiles)
	step(&n.filesOut, &err, func() ([]jobs.FileOut, error) { return tx.FilesOut("") })
	step(&n.filesIn, &err, tx.FilesIn)
	step(&n.statements, &err, tx.StatementHeads)
	step(&n.attempts, &err, tx.Attempts)
	step(&n.reissues, &err, tx.Reissues)
	step(&n.runs, &err, tx.Runs)
	if err != nil {
		return nil, err
	}
	n.breakSteps = map[int64][]jobs.BreakStep{}
	return n, n.loadRecalls(tx)
}

// lookUp adds to the heads what else the id may name: an obligation, a payment, a break, an entry of the journal.
func (n *near) lookUp(asked string) error {
	_, id, _ := strings.Cut(asked, ":")
	for _, text := range []string{asked, id} {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if err := n.lookUpOne(text); err != nil {
			return err
		}
	}
	return nil
}

func (n *near) lookUpOne(id string) error {
	o, found, err := n.tx.Obligation(id)
	if err != nil {
		return err
	}
	if found && o.Cycle == "" {
		n.waiting = append(n.waiting, o)
	} else if found {
		n.obligations = append(n.obligations, o)
	}
	for _, uetr := range []string{"", strings.ToLower(id)} {
		i, found, err := n.tx.FindInstruction(uetr, id)
		if err != nil {
			return err
		}
		if found && !slices.ContainsFunc(n.instructions, func(k jobs.Instruction) bool { return k.ID == i.ID }) {
			n.instructions = append(n.instructions, i)
		}
	}
	if err := n.readEntry(id); err != nil {
		return err
	}
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil // no number
	}
	b, found, err := n.tx.Break(number)
	if found {
		n.breaks = append(n.breaks, b)
	}
	if err != nil {
		return err
	}
	e, found, err := n.tx.EntryByNumber(number)
	if err == nil && found {
		err = n.readEntry(e.Entry.Key)
	}
	return err
}

// readEntry reads the entry of the journal with the key, and what reverses it.
func (n *near) readEntry(key string) error {
	for ; !n.keys[key]; key = ledger.ReversalKey(key) {
		e, found, err := n.tx.EntryByKey(key)
		if err != nil || !found {
			return err
		}
		at, err := e.Booked()
		if err != nil {
			return err
		}
		n.keys[key] = true
		n.journal = append(n.journal, posted{e.Number, at, e.Entry})
		if e.Entry.Reverses != "" {
			n.undone[e.Entry.Reverses] = e.Entry.Key
		}
	}
	return nil
}

// inOrder puts what was read into the order of the store, each once.
func (n *near) inOrder() {
	slices.SortFunc(n.journal, func(a, b posted) int { return cmp.Compare(a.number, b.number) })
	numbers := map[string]int64{}
	for _, p := range n.journal {
		numbers[p.entry.Key] = p.number
	}
	n.matches = once(n.matches, func(a, b jobs.Match) int {
		return cmp.Or(cmp.Compare(a.Statement, b.Statement), cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Detail, b.Detail), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Instruction, b.Instruction), cmp.Compare(numbers[a.Journal], numbers[b.Journal]), cmp.Compare(a.Journal, b.Journal))
	})
	n.breaks = once(n.breaks, func(a, b jobs.Break) int { return cmp.Compare(a.ID, b.ID) })
	n.statuses = once(n.statuses, func(a, b jobs.BankStatus) int { return cmp.Compare(a.ID, b.ID) })
	n.returns = once(n.returns, func(a, b jobs.BankReturn) int { return cmp.Compare(a.ID, b.ID) })
}

func once[T any](list []T, order func(a, b T) int) []T {
	slices.SortStableFunc(list, order)
	return slices.CompactFunc(list, func(a, b T) bool { return order(a, b) == 0 })
}
