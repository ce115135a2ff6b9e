package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// The kinds of what is awaited of correspondents.
const (
	AwaitedFile    = "file"    // one that a correspondent gives on every business day, such as a statement
	AwaitedStatus  = "status"  // of a file of payments that was sent
	AwaitedBooking = "booking" // of a payment, on a proven statement
)

// The states of what is awaited.
const (
	AwaitedWaiting  = "waiting"
	AwaitedLate     = "late"
	AwaitedMissing  = string(reconcile.ReasonMissingAtBank) // a proven statement covers the day, and it is not on it
	AwaitedCame     = "came"
	AwaitedCameLate = "came late"
	AwaitedExcused  = "excused"
)

// Awaited is one thing that should come of a correspondent, and by when.
type Awaited struct {
	Kind          string
	Subject       string // name and day of an expectation, name of a file out, id of an instruction
	What          string // in words
	Correspondent string
	Amount        money.Amount // of a payment; the zero value else
	DueAt         time.Time    // the zero value for a payment without a value date: it is late at once
	CameAt        time.Time    // zero until it came, and where that is not known
	State         string
	Missing       string // of what is missing at the bank: why, in words
	Next          string // what to do about it
	Cycle         string // of a file that was sent, "" else

	file string // name of the expectation of a file
}

// Open tells whether it should have come and has not.
func (a Awaited) Open() bool { return a.State == AwaitedLate || a.State == AwaitedMissing }

// Awaited returns everything that correspondents should give us, by due instant: what is open and what waits; what came too
// where all is asked for.
func (s *Stages) Awaited(ctx context.Context, all bool) ([]Awaited, error) {
	list, err := view(ctx, s.Store, func(tx Tx) ([]Awaited, error) {
		covered, err := coverage(tx)
		if err != nil {
			return nil, err
		}
		statuses, err := s.awaitedStatuses(tx, covered)
		if err != nil {
			return nil, err
		}
		bookings, err := s.awaitedBookings(tx, covered)
		if err != nil {
			return nil, err
		}
		files, err := s.awaitedFiles(tx)
		return slices.Concat(statuses, bookings, files), err
	})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(a Awaited) bool { return !all && !a.Open() && a.State != AwaitedWaiting })
	slices.SortFunc(list, func(a, b Awaited) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.Correspondent, b.Correspondent), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Subject, b.Subject))
	})
	return list, nil
}

// came is the state of what came at an instant.
func came(at, due time.Time) string {
	if at.After(due) && !due.IsZero() {
		return AwaitedCameLate
	}
	return AwaitedCame
}

// awaitedStatuses are the statuses of the files that were sent. What the bank has booked has no need of one any more.
func (s *Stages) awaitedStatuses(tx Tx, covered reconcile.Covered) ([]Awaited, error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return nil, err
	}
	first, err := firstAnswers(tx)
	if err != nil {
		return nil, err
	}
	var list []Awaited
	for _, f := range files {
		due := s.statusDue(f)
		if due.IsZero() || f.State != lifecycle.FileOutSent {
			continue
		}
		a := Awaited{Kind: AwaitedStatus, Subject: f.Name, What: "the status of " + f.Message, Correspondent: f.Correspondent, DueAt: due,
			State: AwaitedWaiting, Next: "nothing", Cycle: f.Cycle}
		carried, err := tx.InstructionsIn(f.Name)
		if err != nil {
			return nil, err
		}
		at, answered := answeredAt(first, f, carried)
		switch {
		case answered:
			a.CameAt, a.State = at, came(at, due)
		case !slices.ContainsFunc(carried, func(i Instruction) bool { return reconcile.Awaited(asInstructions([]Instruction{i})[0]) }):
			a.State = AwaitedCame
		case !s.Now().Before(due):
			if a.State = AwaitedLate; noneOf(carried, covered) {
				a.State, a.Missing = AwaitedMissing, "A statement covers the value date, and nothing of the file is on it"
			}
			a.Next = fmt.Sprintf("nostro collect looks again; then ask %s whether it has the file; do not send it again before the answer", f.Correspondent)
		}
		list = append(list, a)
	}
	return list, nil
}

// noneOf tells whether statements cover the value dates of all payments of a file, and none was booked.
func noneOf(carried []Instruction, covered reconcile.Covered) bool {
	return !slices.ContainsFunc(carried, func(i Instruction) bool {
		return !i.Booked.IsZero() || i.ValueDate.IsZero() || !covered(i.Correspondent, i.Amount.Currency(), i.ValueDate)
	})
}

// firstAnswers are the instants of the first statuses, by "instruction ID" and "message ID".
func firstAnswers(tx Tx) (map[string]time.Time, error) {
	files, err := tx.FilesIn()
	if err != nil {
		return nil, err
	}
	at := map[int64]time.Time{}
	for _, f := range files {
		at[f.ID] = f.FetchedAt
	}
	statuses, err := tx.BankStatuses()
	first := map[string]time.Time{}
	for _, status := range statuses {
		for _, key := range []string{"instruction " + status.Instruction, "message " + status.Correspondent + " " + status.MsgID} {
			if known, there := first[key]; !there || at[status.FileIn].Before(known) {
				first[key] = at[status.FileIn]
			}
		}
	}
	return first, err
}

// answeredAt is when the bank first said something of the file.
func answeredAt(first map[string]time.Time, f FileOut, carried []Instruction) (at time.Time, answered bool) {
	keys := []string{"message " + f.Correspondent + " " + f.MsgID}
	for _, i := range carried {
		keys = append(keys, "instruction "+i.ID, "message "+f.Correspondent+" "+i.MsgID)
	}
	for _, key := range keys {
		if one, there := first[key]; there && (!answered || one.Before(at)) {
			at, answered = one, true
		}
	}
	return at, answered
}

// awaitedBookings are the bookings of the payments that were written, and of every pay-in.
func (s *Stages) awaitedBookings(tx Tx, covered reconcile.Covered) ([]Awaited, error) {
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return nil, err
	}
	borne, err := borneOf(tx)
	if err != nil {
		return nil, err
	}
	booked, err := bookedAt(tx)
	if err != nil {
		return nil, err
	}
	var list []Awaited
	for _, i := range instructions {
		if unwritten(i) || i.State == lifecycle.InstructionRejected || i.State == lifecycle.InstructionWithdrawn || borne.all(i) {
			continue
		}
		a, err := s.awaitedBooking(i, booked[i.ID])
		if err != nil {
			return nil, err
		}
		if a.State == AwaitedLate && !i.ValueDate.IsZero() && covered(i.Correspondent, i.Amount.Currency(), i.ValueDate) {
			a.State = AwaitedMissing
		}
		if a.Open() {
			a.Next = "nostro breaks shows it once nostro reconcile has run, with what to do"
		}
		if a.Open() || a.State == AwaitedWaiting {
			if a, err = a.inPart(i); err != nil {
				return nil, err
			}
		}
		list = append(list, a)
	}
	return list, nil
}

// inPart is what is awaited of a payment of which a part has come: the rest, which has a break about its amount already.
func (a Awaited) inPart(i Instruction) (Awaited, error) {
	if i.Booked.IsZero() {
		return a, nil
	}
	rest, err := i.Amount.Sub(i.Booked)
	if err != nil {
		return a, fmt.Errorf("rest of instruction %s: %w", i.ID, err)
	}
	a.What, a.Amount = "the rest of "+a.What, rest
	a.Next = "nostro breaks shows the part that is missing, with what to do"
	return a, nil
}

// unwritten is what is not expected, for it never left; a pay-in may come without a word of ours.
func unwritten(i Instruction) bool {
	return i.Direction == PayOut && (i.State == lifecycle.InstructionPlanned || i.State == lifecycle.InstructionHeld ||
		i.State == lifecycle.InstructionRefused)
}

func (s *Stages) awaitedBooking(i Instruction, at time.Time) (Awaited, error) {
	due, err := s.bookingDue(i)
	if err != nil {
		return Awaited{}, err
	}
	a := Awaited{Kind: AwaitedBooking, Subject: i.ID, What: fmt.Sprintf("the booking of a pay-%s of %s", i.Direction, i.Participant),
		Correspondent: i.Correspondent, Amount: i.Amount, DueAt: utc(due), State: AwaitedWaiting, Next: "nothing"}
	switch late := s.lateNow(asInstructions([]Instruction{i})[0]); {
	case i.State == lifecycle.InstructionSettled || i.State == lifecycle.InstructionReturned:
		a.CameAt, a.State = at, came(at, due)
	case late:
		a.State = AwaitedLate
	}
	return a, nil
}

// bookedAt is when the statement came that booked the last part of an instruction, by its id.
func bookedAt(tx Tx) (map[string]time.Time, error) {
	files, err := tx.FilesIn()
	if err != nil {
		return nil, err
	}
	came := map[int64]time.Time{}
	for _, f := range files {
		came[f.ID] = f.FetchedAt
	}
	statements, err := tx.Statements()
	if err != nil {
		return nil, err
	}
	of := map[int64]time.Time{}
	for _, st := range statements {
		of[st.ID] = came[st.FileIn]
	}
	matches, err := standingBookings(tx)
	at := map[string]time.Time{}
	for _, m := range matches {
		if of[m.Statement].After(at[m.Instruction]) {
			at[m.Instruction] = of[m.Statement]
		}
	}
	return at, err
}

// standingBookings are the matches by which a payment is booked and which nobody has undone.
func standingBookings(tx Tx) (standing []Match, err error) {
	matches, err := tx.Matches()
	if err != nil {
		return nil, err
	}
	reversed, err := tx.Reversed()
	for _, m := range matches {
		kind := reconcile.FindingKind(m.Kind)
		if (kind == reconcile.FindingPayOutBooked || kind == reconcile.FindingPayInBooked) && !reversed[m.Journal] {
			standing = append(standing, m)
		}
	}
	return standing, err
}

// utc keeps the zero value as it is.
func utc(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.UTC()
}
