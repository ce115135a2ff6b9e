package jobs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"nostro/calendar"
	"nostro/fx"
	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// breakDesk is what work on breaks looks at, read once in a transaction.
type breakDesk struct {
	stages     *Stages
	tx         Tx
	set        BreakSettings
	breaks     []Break
	steps      map[int64][]BreakStep
	waits      map[int64]int64 // number of the open approval, by break
	statements map[int64]Statement
	heads      map[int64]Statement      // without their entries; nil until somebody asks
	suspended  map[bookingPlace][]Match // bookings that are in suspense now
	matches    []Match                  // all of them, those that are undone too
	matchOf    map[string]Match         // by key of the entry of the journal
	suggested  map[string][]Suggestion  // nil until somebody asks
	fixing     *fx.Fixing               // nil until somebody asks
	parts      map[string][]int64       // breaks that a step left of one, by its leftKey; nil until somebody asks
	pass       int                      // of trying again what was undone, from 1
	named      map[string][]int64       // breaks that name the booking that they are about, by the key of its entry of the journal
}

func (s *Stages) emptyBreakDesk(tx Tx) *breakDesk {
	return &breakDesk{stages: s, tx: tx, set: s.Settings.breaks(), steps: map[int64][]BreakStep{}, waits: map[int64]int64{},
		statements: map[int64]Statement{}, suspended: map[bookingPlace][]Match{}, matchOf: map[string]Match{}, named: map[string][]int64{}}
}

func (s *Stages) openBreakDesk(tx Tx) (*breakDesk, error) {
	d := s.emptyBreakDesk(tx)
	var err error
	if d.breaks, err = tx.Breaks(); err != nil {
		return nil, err
	}
	steps, err := tx.BreakSteps(0)
	if err != nil {
		return nil, err
	}
	for _, step := range steps {
		d.steps[step.Break] = append(d.steps[step.Break], step)
	}
	if err := d.readApprovals(); err != nil {
		return nil, err
	}
	d.nameAll(d.breaks)
	return d, d.readBookings()
}

// nameAll notes which breaks name their booking. Their steps are read.
func (d *breakDesk) nameAll(breaks []Break) {
	for _, b := range breaks {
		if key := d.journalOf(b); key != "" {
			d.named[key] = append(d.named[key], b.ID)
		}
	}
}

// othersName tells whether another break than this one names the booking.
func (d *breakDesk) othersName(b Break, key string) bool {
	return slices.ContainsFunc(d.named[key], func(id int64) bool { return id != b.ID })
}

func (d *breakDesk) readApprovals() error {
	open, err := d.tx.OpenApprovalRequests()
	for _, r := range open {
		if id, ours := strings.CutPrefix(r.Subject, breakSubject); ours {
			if n, err := strconv.ParseInt(id, 10, 64); err == nil {
				d.waits[n] = r.Number
			}
		}
	}
	return err
}

func (d *breakDesk) readBookings() error {
	statements, err := d.tx.Statements()
	if err != nil {
		return err
	}
	for _, st := range statements {
		d.statements[st.ID] = st
	}
	if d.matches, err = d.tx.Matches(); err != nil {
		return err
	}
	for _, m := range d.matches {
		d.matchOf[m.Journal] = m
		if m.Kind != string(reconcile.FindingUnexplained) {
			continue
		}
		_, reversed, err := d.tx.EntryByKey(ledger.ReversalKey(m.Journal))
		if err != nil {
			return err
		}
		if !reversed {
			at := bookingPlace{m.Statement, m.Entry}
			d.suspended[at] = append(d.suspended[at], m)
		}
	}
	return nil
}

// breakSubject begins the subject of an approval about a break.
const breakSubject = "break:"

// find returns the break with that id, or an error that wraps ErrUnknownID.
func (d *breakDesk) find(id int64) (Break, error) {
	for _, b := range d.breaks {
		if b.ID == id {
			return b, nil
		}
	}
	return Break{}, noBreak(id)
}

func noBreak(id int64) error {
	return fmt.Errorf("break %d: %w: nostro breaks list --all shows them", id, ErrUnknownID)
}

// open is find for a break that somebody wants to work on.
func (d *breakDesk) open(id int64) (Break, error) {
	b, err := d.find(id)
	if err == nil && b.State != lifecycle.BreakOpen {
		err = fmt.Errorf("break %d is resolved: %s: nostro breaks reopen %d undoes what a person did", id, b.Resolution, id)
	}
	return b, err
}

// held returns the booking in suspense that the break is about. Of several details or parts of one entry it is the one that
// the break names: by its entry of the journal, else by its detail.
func (d *breakDesk) held(b Break) (Match, bool) {
	if b.Statement == 0 || b.Entry == 0 || b.State != lifecycle.BreakOpen {
		return Match{}, false
	}
	named := d.journalOf(b)
	for _, m := range d.suspended[bookingPlace{b.Statement, b.Entry}] {
		if m.Journal == named || named == "" && m.Detail == b.Detail && m.Instruction == b.Instruction && !d.othersName(b, m.Journal) {
			return m, true
		}
	}
	return Match{}, false
}

// journalOf is the entry that holds the booking of the break in suspense, where that is known by name: since it was opened
// again, or since it was split off another one.
func (d *breakDesk) journalOf(b Break) string {
	key := b.Journal
	for _, step := range d.steps[b.ID] {
		if step.Did == BreakReopened && step.Journal != "" {
			key = step.Journal
		}
	}
	return key
}

// last returns the last step that ended the break.
func (d *breakDesk) last(b Break) (BreakStep, bool) {
	steps := d.steps[b.ID]
	for n := len(steps) - 1; n >= 0; n-- {
		if steps[n].Did.Ends() {
			return steps[n], true
		}
	}
	return BreakStep{}, false
}

// dayOf is the day of an instant on the clock of the house.
func (s *Stages) dayOf(at time.Time) calendar.Date {
	return calendar.DateOf(at.In(s.Settings.CutOff.Zone()))
}

// signed is what a booking in suspense moved, credit +.
func signed(m Match) money.Amount {
	if m.Credit {
		return m.Amount
	}
	return money.FromMinor(m.Amount.Currency(), -m.Amount.Minor())
}
