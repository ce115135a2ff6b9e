package jobs

import (
	"context"
	"fmt"
	"time"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// Controlled is the three-way control: our files, the bank's statements and our ledger, as they were known at an
// instant.
type Controlled struct {
	AsOf       time.Time // the zero instant: now
	Days       []reconcile.ControlDay
	Statements int     // proven by then
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

// Control sets the three sides side by side as they were known at the instant; the zero instant is now. A file counts
// from when it was sent, a statement from when it was proven, a booking and what it was matched with from when the
// ledger took it. Nothing that came to be known later shows.
func (s *Stages) Control(ctx context.Context, asOf time.Time) (Controlled, error) {
	return view(ctx, s.Store, func(tx Tx) (Controlled, error) {
		c := control{asOf: asOf, booked: map[string]bool{}}
		out := Controlled{AsOf: asOf}
		if err := c.gather(tx); err != nil {
			return out, err
		}
		out.Statements = c.statements
		var err error
		if out.Days, err = reconcile.Control(c.flows, nil); err != nil {
			return out, err
		}
		breaks, err := tx.Breaks()
		for _, b := range breaks {
			if c.known(b.OpenedAt) && !(c.known(b.ResolvedAt)) {
				b.State, b.ResolvedAt, b.Resolution = lifecycle.BreakOpen, time.Time{}, ""
				out.Breaks = append(out.Breaks, b)
			}
		}
		return out, err
	})
}

// control gathers the flows of the three sides.
type control struct {
	asOf       time.Time
	flows      []reconcile.Flow
	booked     map[string]bool // keys of the journal by then
	statements int
}

// known tells whether something with that instant had happened by then. The zero instant has not happened.
func (c *control) known(at time.Time) bool {
	return !at.IsZero() && (c.asOf.IsZero() || !at.After(c.asOf))
}

func (c *control) gather(tx Tx) error {
	matches, err := tx.Matches()
	if err != nil {
		return err
	}
	if err := c.files(tx); err != nil {
		return err
	}
	if err := c.ledger(tx, matches); err != nil {
		return err
	}
	return c.bank(tx, matches)
}

// files takes what our files told the banks.
func (c *control) files(tx Tx) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, cycle := range cycles {
		files, err := tx.FilesOut(cycle.ID)
		if err != nil {
			return err
		}
		sent := map[string]bool{}
		for _, f := range files {
			sent[f.Name] = c.known(f.SentAt)
		}
		instructions, err := tx.InstructionsOf(cycle.ID)
		if err != nil {
			return err
		}
		for _, i := range instructions {
			if sent[i.File] {
				c.instruction(i)
			}
		}
	}
	return nil
}

func (c *control) instruction(i Instruction) {
	amount, what := i.Amount, "pay-in of "
	if i.Direction != PayIn {
		amount, what = money.FromMinor(i.Amount.Currency(), -i.Amount.Minor()), "pay-out to "
	}
	name := what + i.Participant
	if c.asOf.IsZero() && (i.State == lifecycle.InstructionRejected || i.State == lifecycle.InstructionReturned) {
		name += ", " + string(i.State) + ","
	}
	c.add(reconcile.Flow{Side: reconcile.SideFiles, Correspondent: i.Correspondent, Day: i.ValueDate, Amount: amount, Payment: i.ID, Text: name})
}

func entryName(statement int64, entry int) string {
	return fmt.Sprintf("statement %d entry %d", statement, entry)
}

// ledger takes what the journal booked on the accounts at banks.
func (c *control) ledger(tx Tx, matches []Match) error {
	entries := make(map[string]string, len(matches))
	for _, m := range matches {
		entries[m.Journal] = entryName(m.Statement, m.Entry)
	}
	return tx.Journal(func(_ int64, at time.Time, e ledger.Entry) error {
		if !c.known(at) {
			return nil
		}
		c.booked[e.Key] = true
		if e.Kind == ledger.KindOpening {
			return nil // what the account held before our books began is no movement
		}
		for _, p := range e.Postings {
			if p.Account.Class() == "nostro" {
				c.add(reconcile.Flow{Side: reconcile.SideLedger, Correspondent: p.Account.Owner(), Day: e.ValueDate, Amount: p.Amount, Entry: entries[e.Key],
					Text: string(e.Kind) + " " + e.Key})
			}
		}
		return nil
	})
}

// bank takes the booked entries of the statements that were proven, by the payments that they are.
func (c *control) bank(tx Tx, matches []Match) error {
	statements, err := tx.Statements()
	if err != nil {
		return err
	}
	parts := map[string][]Match{}
	for _, m := range matches {
		if m.Instruction != "" && c.booked[m.Journal] {
			name := entryName(m.Statement, m.Entry)
			parts[name] = append(parts[name], m)
		}
	}
	for _, st := range statements {
		if !c.known(st.ProvenAt) {
			continue
		}
		c.statements++
		for _, e := range st.Entries {
			if e.Booked {
				c.bankEntry(st, e, parts[entryName(st.ID, e.Number)])
			}
		}
	}
	return nil
}

func (c *control) bankEntry(st Statement, e reconcile.Entry, parts []Match) {
	day := e.ValueDate
	if day.IsZero() {
		day = st.ClosingDate
	}
	name, rest := entryName(st.ID, e.Number), e.Amount.Minor()
	text := fmt.Sprintf("%s, entry %d", st.BankID, e.Number)
	flow := reconcile.Flow{Side: reconcile.SideBank, Correspondent: st.Correspondent, Day: day, Entry: name, Text: text}
	for _, m := range parts {
		moved := m.Amount.Minor()
		if !m.Credit {
			moved = -moved
		}
		rest -= moved
		flow.Amount, flow.Payment, flow.Part = money.FromMinor(e.Amount.Currency(), moved), m.Instruction, flowParts[m.Kind]
		flow.Text = text
		if flow.Part != "" {
			flow.Text += ", " + string(flow.Part)
		}
		c.add(flow)
	}
	if rest != 0 {
		flow.Amount, flow.Payment, flow.Part, flow.Text = money.FromMinor(e.Amount.Currency(), rest), "", "", text+", no instruction of ours"
		c.add(flow)
	}
}

// flowParts are the findings that are a part of a payment, in the words of the control.
var flowParts = map[string]reconcile.FlowPart{
	string(reconcile.FindingCharge): reconcile.FlowCharge, string(reconcile.FindingReturned): reconcile.FlowReturn,
}

func (c *control) add(f reconcile.Flow) { c.flows = append(c.flows, f) }
