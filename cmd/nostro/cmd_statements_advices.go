package main

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

type statementsAdvicesCmd struct {
	State string `help:"Only those in a state: ${enum}." enum:",waiting,taken,contradicts" default:"" placeholder:"STATE"`
}

// Run lists what notifications told. It ends with 1 where one of those that are shown contradicts its statement.
func (c *statementsAdvicesCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		all, err := h.stages.AdviceViews(s.ctx)
		if err != nil {
			return err
		}
		shown := []adviceJSON{}
		for _, v := range all {
			if c.State != "" && c.State != string(v.State) {
				continue
			}
			if v.State == lifecycle.AdviceContradicts {
				s.needsPerson()
			}
			shown = append(shown, adviceOf(v))
			if !s.cli.JSON {
				s.showAdvice(v)
			}
		}
		switch {
		case s.cli.JSON:
			s.json(shown)
		case len(shown) == 0:
			s.line("advices", "there is none")
		}
		return nil
	})
}

// adviceJSON is the stable form of what a notification told of one booking.
type adviceJSON struct {
	ID            int64  `json:"id"`
	Correspondent string `json:"correspondent"`
	Account       string `json:"account"`
	BankID        string `json:"bank_id"`
	Number        int    `json:"number"`
	Amount        string `json:"amount"`
	BookingDate   string `json:"booking_date,omitempty"`
	BankRef       string `json:"bank_ref,omitempty"`
	Payments      int    `json:"payments"`
	State         string `json:"state"`
	Why           string `json:"why"`
	Statement     int64  `json:"statement,omitempty"`
	Entry         int    `json:"entry,omitempty"`
	File          string `json:"file"`
}

func adviceOf(v jobs.AdviceView) adviceJSON {
	out := adviceJSON{ID: v.ID, Correspondent: v.Correspondent, Account: v.Account, BankID: v.BankID, Number: v.Number,
		Amount: v.Booking.Amount.String(), BankRef: v.Booking.BankRef, Payments: len(v.Booking.Details), State: string(v.State), Why: v.Why,
		Statement: v.Statement, Entry: v.Entry, File: v.File}
	if !v.Booking.BookingDate.IsZero() {
		out.BookingDate = v.Booking.BookingDate.String()
	}
	return out
}

func (s *session) showAdvice(v jobs.AdviceView) {
	a := adviceOf(v)
	text := fmt.Sprintf("%d  %s %s, booking %d of %s in %s", a.ID, a.Correspondent, a.Amount, a.Number, a.BankID, a.File)
	if a.Payments > 0 {
		text += ", " + counted(a.Payments, "payment")
	}
	if a.Statement != 0 {
		text += fmt.Sprintf("; statement %d, entry %d", a.Statement, a.Entry)
	}
	s.line(a.State, text)
	if a.Why != "" {
		s.line("", a.Why)
	}
}

// showWaitingAdvices tells under the statements how many bookings of camt.054 wait for one.
func (s *session) showWaitingAdvices(h *home) error {
	all, err := h.stages.AdviceViews(s.ctx)
	waiting := 0
	for _, v := range all {
		if v.State == lifecycle.AdviceWaiting {
			waiting++
		}
	}
	if waiting > 0 && !s.cli.JSON {
		s.line("waiting", fmt.Sprintf("%s of camt.054: nostro statements advices --state waiting", counted(waiting, "booking")))
	}
	return err
}
