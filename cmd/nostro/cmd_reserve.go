package main

import (
	"fmt"

	"nostro/internal/report"
	"nostro/jobs"
	"nostro/money"
)

type reserveCmd struct {
	Show    reserveShowCmd    `cmd:"" default:"1" help:"What is set aside for losses, what must be, and every movement."`
	Fund    reserveFundCmd    `cmd:"" help:"Set a part of our capital aside, or take back what was borne for a participant."`
	Release reserveReleaseCmd `cmd:"" help:"Give what is more than required back to our capital."`
	Use     reserveUseCmd     `cmd:"" help:"Bear what a participant owes and does not pay."`
}

type reserveShowCmd struct{}

// Run prints the risk reserve. It ends with 1 where less is held than must be.
func (c *reserveShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		state, err := h.stages.Reserve(s.ctx)
		if err != nil {
			return err
		}
		shown := report.ReserveOf(state, h.stages.Settings.CutOff.Zone())
		if shown.Short() {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(shown)
			return nil
		}
		return report.ReserveConsole(s.Stdout, shown, s.consoleOptions())
	})
}

// reserveMove is what every movement says of itself.
type reserveMove struct {
	Currency string `arg:"" help:"Currency of the amount."`
	Amount   string `arg:"" help:"Amount, such as 1000.00."`
	Reason   string `help:"Why." required:""`
}

func (m reserveMove) move(s *session, act jobs.ReserveAct, participant string) error {
	currency, err := money.ParseCurrency(m.Currency)
	if err != nil {
		return usageError(err.Error())
	}
	amount, err := money.Parse(currency, m.Amount)
	if err != nil {
		return usageError(fmt.Sprintf("amount: %v", err))
	}
	return s.with(func(h *home) error {
		r, err := h.stages.MoveReserve(s.ctx, jobs.ReserveAsk{Act: act, Amount: amount, Participant: participant, Reason: m.Reason})
		if err == nil {
			s.show(r)
		}
		return err
	})
}

type reserveFundCmd struct {
	reserveMove
	Participant string `help:"Who pays back what was borne for it; default: our capital." placeholder:"ID"`
}

func (c *reserveFundCmd) Run(s *session) error { return c.move(s, jobs.ReserveFund, c.Participant) }

type reserveReleaseCmd struct{ reserveMove }

func (c *reserveReleaseCmd) Run(s *session) error { return c.move(s, jobs.ReserveRelease, "") }

type reserveUseCmd struct {
	reserveMove
	Participant string `help:"Whose debt it bears." required:"" placeholder:"ID"`
}

func (c *reserveUseCmd) Run(s *session) error { return c.move(s, jobs.ReserveUse, c.Participant) }
