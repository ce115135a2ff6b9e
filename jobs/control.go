package jobs

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nostro/reconcile"
)

// Controlled is the three-way control: our files, the bank's statements and our ledger, as they were known at an
// instant.
type Controlled struct {
	AsOf       time.Time // the zero instant: now
	Scope      ControlScope
	Days       []reconcile.ControlDay
	Statements int     // proven by then, in the scope
	Breaks     []Break // that were open then, as they were worded when they were found
}

// BreakOf is the number of the open break about an item of the control, 0 where there is none.
func (c Controlled) BreakOf(item string) int64 {
	for _, b := range c.Breaks {
		if b.Instruction == item || b.Statement != 0 && b.Entry != 0 && entryName(b.Statement, b.Entry) == item {
			return b.ID
		}
	}
	return 0
}

// Control sets the three sides of the scope side by side as they were known at the instant; the zero instant is now. A file
// counts from when it was sent, a statement from when it was proven, a booking and what it was matched with from when the
// ledger took it until it took it back. A payment that was rejected or had come back by then is named so. Nothing that came to be
// known later shows.
func (s *Stages) Control(ctx context.Context, scope ControlScope, asOf time.Time) (Controlled, error) {
	return view(ctx, s.Store, func(tx Tx) (Controlled, error) {
		out := Controlled{AsOf: asOf, Scope: scope}
		c := control{tx: tx, asOf: asOf, scope: scope, came: &Past{tx: tx, at: asOf, runs: map[string][]Run{}}}
		flows, err := c.gather()
		if err != nil {
			return out, err
		}
		elsewhere := c.elsewhere
		if scope.whole() {
			elsewhere = nil
		}
		if out.Days, err = reconcile.Control(flows, elsewhere); err != nil {
			return out, err
		}
		if out.Statements, err = tx.ProvenStatements(ControlAccount{scope.Correspondent, scope.Currency}, asOf); err != nil {
			return out, err
		}
		out.Breaks, err = c.breaks()
		return out, err
	})
}

// control gathers the flows of the three sides.
type control struct {
	tx    Tx
	asOf  time.Time
	scope ControlScope
	came  *Past // when files in were read and taken, read once where it is asked
}

// until is the instant, for now one that nothing comes after.
func (c control) until() time.Time {
	if c.asOf.IsZero() {
		return endOfTime
	}
	return c.asOf
}

// gather takes what the three sides tell of the accounts and days of the scope.
func (c control) gather() (flows []reconcile.Flow, err error) {
	accounts, err := c.tx.ControlAccounts()
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if !c.scope.takesIn(a) {
			continue
		}
		sent, err := c.tx.SentPayments(a, c.scope.From, c.scope.Until, c.asOf)
		if err != nil {
			return nil, err
		}
		for _, i := range sent {
			f, err := c.fileFlow(i)
			if err != nil {
				return nil, err
			}
			flows = append(flows, f)
		}
		booked, err := c.tx.BookedEntries(a, c.scope.From, c.scope.Until, c.asOf)
		if err != nil {
			return nil, err
		}
		for _, e := range booked {
			flows = append(flows, bankFlows(e)...)
		}
		posted, err := c.tx.NostroPostings(a, c.scope.From, c.scope.Until, c.asOf)
		if err != nil {
			return nil, err
		}
		for _, p := range posted {
			flows = append(flows, ledgerFlow(p))
		}
	}
	return flows, nil
}

// elsewhere is what the three sides tell of an item on the accounts and days that are not in the scope.
func (c control) elsewhere(item string) ([]reconcile.Flow, error) {
	flows, err := c.ofEntry(item)
	if err == nil && flows == nil {
		flows, err = c.ofPayment(item)
	}
	var out []reconcile.Flow
	for _, f := range flows {
		if !c.scope.has(ControlAccount{f.Correspondent, f.Amount.Currency()}, f.Day) {
			out = append(out, f)
		}
	}
	return out, err
}

func (c control) ofPayment(id string) (flows []reconcile.Flow, err error) {
	sent, found, err := c.tx.SentPayment(id, c.asOf)
	if err != nil {
		return nil, err
	}
	if found {
		f, err := c.fileFlow(sent)
		if err != nil {
			return nil, err
		}
		flows = append(flows, f)
	}
	booked, err := c.tx.BookedEntriesOf(id, c.asOf)
	for _, e := range booked {
		flows = append(flows, bankFlows(e)...)
	}
	return flows, err
}

// ofEntry is that of an entry of a statement; nothing where the item is none.
func (c control) ofEntry(item string) (flows []reconcile.Flow, err error) {
	var statement int64
	var number int
	if !strings.HasPrefix(item, "statement ") {
		return nil, nil
	}
	if _, err := fmt.Sscanf(item, "statement %d entry %d", &statement, &number); err != nil {
		return nil, nil // a text that only begins so
	}
	e, found, err := c.tx.BookedEntry(statement, number, c.asOf)
	if err != nil {
		return nil, err
	}
	if found {
		flows = bankFlows(e)
	}
	posted, err := c.tx.NostroPostingsOf(statement, number, c.asOf)
	for _, p := range posted {
		flows = append(flows, ledgerFlow(p))
	}
	return flows, err
}
