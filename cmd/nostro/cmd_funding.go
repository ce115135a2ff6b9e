package main

import (
	"fmt"

	"nostro/jobs"
)

type fundingCmd struct {
	ValueDate string `help:"Until which value date. Default: the one that is due." placeholder:"DATE"`
}

// Run prints what each nostro has, gets, gives and needs. It ends with 1 where one must be funded, or a file waits.
func (c *fundingCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		on, err := s.valueDate(h, c.ValueDate)
		if err != nil {
			return err
		}
		f, err := h.stages.Funding(s.ctx, on)
		if err != nil {
			return err
		}
		if f.Missing() || len(f.Held) > 0 {
			s.needsPerson()
		}
		zone := h.stages.Settings.CutOff.Zone()
		by := f.By.In(zone).Format("2006-01-02 15:04 MST")
		if s.cli.JSON {
			s.json(fundingOf(f))
			return nil
		}
		s.line("funding", "value date "+on.String()+", by "+by)
		for _, n := range f.Nostros {
			need := "nothing to fund"
			if n.ToFund.Sign() > 0 {
				need = fmt.Sprintf("fund %s by %s", grouped(n.ToFund), by)
			}
			s.line(n.Correspondent, fmt.Sprintf("%s: balance %s, on its way %s, expected in %s, still to go out %s: %s", n.Balance.Currency(),
				n.Balance.Grouped(), n.OnItsWay.Grouped(), n.Comes.Grouped(), n.Goes.Grouped(), need))
		}
		for _, x := range f.Held {
			s.line("held", fmt.Sprintf("%s (%s): %s", x.File, grouped(x.Amount), x.Reason))
		}
		return nil
	})
}

// fundingJSON is the stable form of the funding.
type fundingJSON struct {
	ValueDate string       `json:"value_date"`
	By        string       `json:"by"`
	Nostros   []nostroJSON `json:"nostros"`
	Held      []heldJSON   `json:"held,omitempty"`
}

type nostroJSON struct {
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	Balance       string `json:"balance"`
	OnItsWay      string `json:"on_its_way"`
	There         string `json:"there"`
	Comes         string `json:"comes"`
	Goes          string `json:"goes"`
	ToFund        string `json:"to_fund"`
}

type heldJSON struct {
	File     string `json:"file"`
	Cycle    string `json:"cycle"`
	Currency string `json:"currency"`
	Amount   string `json:"amount"`
	Reason   string `json:"reason"`
}

func fundingOf(f jobs.Funding) fundingJSON {
	out := fundingJSON{ValueDate: f.ValueDate.String(), By: f.By.Format("2006-01-02T15:04:05Z07:00")}
	for _, n := range f.Nostros {
		out.Nostros = append(out.Nostros, nostroJSON{n.Correspondent, n.Balance.Currency().Code(), n.Balance.Decimal(), n.OnItsWay.Decimal(),
			n.There.Decimal(), n.Comes.Decimal(), n.Goes.Decimal(), n.ToFund.Decimal()})
	}
	for _, x := range f.Held {
		out.Held = append(out.Held, heldJSON{x.File, x.Cycle, x.Amount.Currency().Code(), x.Amount.Decimal(), x.Reason})
	}
	return out
}
