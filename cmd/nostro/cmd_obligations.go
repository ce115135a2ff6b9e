package main

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

type obligationsCmd struct {
	List     obligationsListCmd     `cmd:"" default:"withargs" help:"List obligations, by sequence of acceptance. The default."`
	Show     obligationsShowCmd     `cmd:"" help:"One obligation, with what people decided about it."`
	Hold     obligationsHoldCmd     `cmd:"" help:"Keep it out of cycles until it is released."`
	Release  obligationsReleaseCmd  `cmd:"" help:"Let cycles take it again."`
	Withdraw obligationsWithdrawCmd `cmd:"" help:"Take it out for good."`
}

// decision is what somebody decides, and why.
type decision struct {
	ID     string `arg:"" help:"Its id."`
	By     string `help:"Who decides; default who you are." placeholder:"NAME"`
	Reason string `help:"Why." required:""`
}

func (d decision) by(s *session) string {
	if d.By != "" {
		return d.By
	}
	return s.who()
}

func (d decision) check() error {
	if strings.TrimSpace(d.Reason) == "" {
		return usageError("--reason is blank: say why, it is kept for good")
	}
	return nil
}

// answer is the stable form of an answer.
type answerJSON struct {
	ID      string `json:"id"`
	Answer  string `json:"answer"`
	Summary string `json:"summary"`
}

func (s *session) answer(id string, m jobs.Moved, err error) error {
	if err != nil || !s.cli.JSON {
		return s.stage(m.Result, err)
	}
	if m.Result.Outcome == jobs.OutcomeNeedsPerson {
		s.needsPerson()
	}
	s.json(answerJSON{id, string(m.Answer), m.Result.Summary})
	return nil
}

func (d decision) move(s *session, to lifecycle.Obligation) error {
	if err := d.check(); err != nil {
		return err
	}
	return s.with(func(h *home) error {
		m, err := h.stages.MoveObligation(s.ctx, d.ID, to, d.by(s), d.Reason)
		return s.answer(d.ID, m, err)
	})
}

type obligationsHoldCmd struct{ decision }

func (c *obligationsHoldCmd) Run(s *session) error { return c.move(s, lifecycle.ObligationHeld) }

type obligationsReleaseCmd struct{ decision }

func (c *obligationsReleaseCmd) Run(s *session) error { return c.move(s, lifecycle.ObligationAccepted) }

type obligationsWithdrawCmd struct{ decision }

func (c *obligationsWithdrawCmd) Run(s *session) error {
	return c.move(s, lifecycle.ObligationWithdrawn)
}

type obligationsListCmd struct {
	State       string `help:"Only those: accepted, held, withdrawn, netted or settled." placeholder:"STATE"`
	Participant string `help:"Only those that it pays or receives." placeholder:"ID"`
	Currency    string `help:"Only those in it." placeholder:"CODE"`
	ValueDate   string `help:"Only those of it." placeholder:"DATE"`
	Limit       int    `help:"At most so many; 0 is all." default:"1000"`
}

func (c *obligationsListCmd) Run(s *session) error {
	f, err := c.filter()
	if err != nil {
		return err
	}
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Participant: f.Participant, Currency: f.Currency}); err != nil {
			return err
		}
		list, err := look(s, h, func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.Obligations(f) })
		if err != nil {
			return err
		}
		more := c.Limit > 0 && len(list) > c.Limit
		if more {
			list = list[:c.Limit]
		}
		if s.cli.JSON {
			s.json(obligationsJSON{mappedTo(list, func(o jobs.Obligation) obligationJSON {
				row := obligationOf(o)
				row.Late = h.stages.Lateness(o)
				return row
			}), more})
			return nil
		}
		for _, o := range list {
			s.line(string(o.State), obligationWords(o))
			if late := h.stages.Lateness(o); late != "" {
				s.line("", "- "+late)
			}
		}
		switch {
		case len(list) == 0:
			s.line("none", "no obligation is so")
		case more:
			s.line("", fmt.Sprintf("and more: --limit 0 lists all, beyond these %d", c.Limit))
		}
		return nil
	})
}

// filter reads the flags; one more than the limit is asked for, so that it can be told that there are more.
func (c *obligationsListCmd) filter() (f jobs.ObligationFilter, err error) {
	f.Participant = c.Participant
	if c.State != "" {
		if f.State, err = lifecycle.Obligations.Parse(c.State); err != nil {
			return f, usageError("--state: " + err.Error())
		}
	}
	if c.Currency != "" {
		if f.Currency, err = money.ParseCurrency(c.Currency); err != nil {
			return f, usageError("--currency: " + err.Error())
		}
	}
	if c.ValueDate != "" {
		if f.ValueDate, err = calendar.ParseDate(c.ValueDate); err != nil {
			return f, usageError("--value-date: " + err.Error())
		}
	}
	if c.Limit < 0 {
		return f, usageError("--limit: write 0 or more")
	}
	if f.Most = c.Limit; c.Limit > 0 {
		f.Most++
	}
	return f, nil
}

func obligationWords(o jobs.Obligation) string {
	text := fmt.Sprintf("%s: %s owes %s %s on %s", o.ID, o.Payer, o.Payee, grouped(o.Amount), o.ValueDate)
	if o.Cycle != "" {
		text += ", cycle " + o.Cycle
	}
	return text
}

// look reads one thing in a transaction of its own.
func look[T any](s *session, h *home, read func(jobs.Tx) (T, error)) (out T, err error) {
	err = h.stages.Store.View(s.ctx, func(tx jobs.Tx) error {
		out, err = read(tx)
		return err
	})
	return out, err
}

func mappedTo[T, R any](list []T, row func(T) R) []R {
	rows := make([]R, len(list))
	for n, item := range list {
		rows[n] = row(item)
	}
	return rows
}
