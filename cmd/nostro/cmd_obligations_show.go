package main

import (
	"fmt"
	"time"

	"nostro/jobs"
)

type obligationsJSON struct {
	Obligations []obligationJSON `json:"obligations"`
	More        bool             `json:"more"`
}

// obligationJSON is the stable form of an obligation.
type obligationJSON struct {
	ID        string     `json:"id"`
	Seq       int64      `json:"seq"`
	Payer     string     `json:"payer"`
	Payee     string     `json:"payee"`
	Amount    amountJSON `json:"amount"`
	ValueDate string     `json:"value_date"`
	State     string     `json:"state"`
	Cycle     string     `json:"cycle"`
	Late      string     `json:"late,omitempty"`   // what it came too late for, and which cycle takes it
	Rolled    string     `json:"rolled,omitempty"` // that a cycle of a later value date took it, and why
	Moves     []moveJSON `json:"moves,omitempty"`
}

type moveJSON struct {
	From   string `json:"from"`
	To     string `json:"to"`
	By     string `json:"by"`
	Reason string `json:"reason"`
	At     string `json:"at"`
}

func obligationOf(o jobs.Obligation) obligationJSON {
	return obligationJSON{ID: o.ID, Seq: o.Seq, Payer: o.Payer, Payee: o.Payee, Amount: amountOf(o.Amount),
		ValueDate: o.ValueDate.String(), State: string(o.State), Cycle: o.Cycle}
}

type obligationsShowCmd struct {
	ID string `arg:"" help:"Its id."`
}

func (c *obligationsShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		var moves []jobs.ObligationMove
		rolled := ""
		o, err := look(s, h, func(tx jobs.Tx) (jobs.Obligation, error) {
			o, found, err := tx.Obligation(c.ID)
			if err == nil && !found {
				err = fmt.Errorf("obligation %s: %w: nostro obligations list names them", c.ID, jobs.ErrUnknownID)
			}
			if err == nil {
				moves, err = tx.ObligationMoves(c.ID)
			}
			if err == nil {
				rolled, err = h.stages.Rolled(tx, o)
			}
			return o, err
		})
		if err != nil {
			return err
		}
		row := obligationOf(o)
		row.Late, row.Rolled = h.stages.Lateness(o), rolled
		for _, m := range moves {
			row.Moves = append(row.Moves, moveJSON{string(m.From), string(m.To), m.By, m.Reason, m.At.UTC().Format(time.RFC3339)})
		}
		if s.cli.JSON {
			s.json(row)
			return nil
		}
		s.line(string(o.State), obligationWords(o))
		for _, words := range []string{row.Late, row.Rolled} {
			if words != "" {
				s.line("", "- "+words)
			}
		}
		s.moves(row.Moves)
		return nil
	})
}

func (s *session) moves(list []moveJSON) {
	for _, m := range list {
		s.line("", fmt.Sprintf("- %s: from %s to %s by %s: %s", m.At, m.From, m.To, m.By, m.Reason))
	}
}
