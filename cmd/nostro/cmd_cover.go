package main

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

type coverCmd struct {
	List    coverListCmd   `cmd:"" default:"withargs" help:"What cycles are exposed to, what was dealt, and what is open. The default."`
	Deal    coverDealCmd   `cmd:"" help:"Record a cover trade that was dealt."`
	Confirm confirmDealCmd `cmd:"" help:"Confirm a deal, as a second person."`
	Refuse  refuseDealCmd  `cmd:"" help:"Refuse a deal, with a reason, as a second person."`
	Settle  settleDealCmd  `cmd:"" help:"Say which booking in suspense is a side of a deal, as a second person."`
}

type coverListCmd struct {
	Cycle string `arg:"" optional:"" help:"Cycle; default all that converted anything."`
	Pnl   string `help:"Only what converting and covering this cycle has brought: spread, slippage, residual." placeholder:"CYCLE"`
}

func (c *coverListCmd) Run(s *session) error {
	cycle := c.Cycle
	if c.Pnl != "" {
		cycle = c.Pnl
	}
	return s.with(func(h *home) error {
		views, err := h.stages.Cover(s.ctx, cycle)
		if err != nil {
			return err
		}
		if s.cli.JSON {
			s.json(coverOf(views))
			return nil
		}
		if len(views) == 0 {
			s.line("cover", "no cycle has converted anything")
		}
		for _, v := range views {
			if c.Pnl != "" {
				s.showGain(v)
				continue
			}
			s.showCover(v)
		}
		return nil
	})
}

type coverDealCmd struct {
	Pair         string   `arg:"" help:"Pair as the market quotes it, such as EUR/USD."`
	ID           string   `help:"Id of the trade, the reference that both sides know it by; the same deal is recorded once." required:"" placeholder:"ID"`
	Buy          string   `help:"What we get, such as 'USD 116340.00'." required:"" placeholder:"AMOUNT"`
	Sell         string   `help:"What we give, such as 'EUR 100000.00'." required:"" placeholder:"AMOUNT"`
	Rate         string   `help:"Units of the second currency of the pair for one of the first." required:"" placeholder:"RATE"`
	Counterparty string   `help:"With whom it was dealt." required:"" placeholder:"NAME"`
	Cycle        []string `help:"Cycle whose exposure it covers; the flag may come several times. Default every cycle that is open in the currency that is covered." placeholder:"CYCLE"`
	Traded       string   `help:"Trade date; default today." placeholder:"DATE"`
	ValueDate    string   `help:"Value date; default the spot date of the pair." placeholder:"DATE"`
}

func (c *coverDealCmd) Run(s *session) error {
	d, err := c.deal()
	if err != nil {
		return err
	}
	return s.with(func(h *home) error { return s.stage(h.stages.RecordDeal(s.ctx, d, c.Cycle...)) })
}

// deal reads the flags.
func (c *coverDealCmd) deal() (d jobs.CoverDeal, err error) {
	d.ID, d.Counterparty = c.ID, c.Counterparty
	base, quote, _ := strings.Cut(c.Pair, "/")
	if d.Pair.Base, err = money.ParseCurrency(base); err != nil {
		return d, usageError(fmt.Sprintf("pair %q: %v; write it as EUR/USD", c.Pair, err))
	}
	if d.Pair.Quote, err = money.ParseCurrency(quote); err != nil {
		return d, usageError(fmt.Sprintf("pair %q: %v; write it as EUR/USD", c.Pair, err))
	}
	if d.Rate, err = fx.ParseDealRate(c.Rate); err != nil {
		return d, usageError("--rate: " + err.Error())
	}
	for _, flag := range []struct {
		name, text string
		to         *money.Amount
	}{{"--buy", c.Buy, &d.Bought}, {"--sell", c.Sell, &d.Sold}} {
		if *flag.to, err = parseAmount(flag.text); err != nil {
			return d, usageError(fmt.Sprintf("%s: %v", flag.name, err))
		}
	}
	for _, flag := range []struct {
		name, text string
		to         *calendar.Date
	}{{"--traded", c.Traded, &d.TradeDate}, {"--value-date", c.ValueDate, &d.ValueDate}} {
		if flag.text == "" {
			continue
		}
		if *flag.to, err = calendar.ParseDate(flag.text); err != nil {
			return d, usageError(fmt.Sprintf("%s: %v", flag.name, err))
		}
	}
	return d, nil
}

// parseAmount reads "USD 1163.40".
func parseAmount(text string) (money.Amount, error) {
	code, number, _ := strings.Cut(strings.TrimSpace(text), " ")
	c, err := money.ParseCurrency(code)
	if err != nil {
		return money.Amount{}, fmt.Errorf("%q: %w; write it as 'USD 1163.40'", text, err)
	}
	return money.Parse(c, strings.TrimSpace(number))
}

type confirmDealCmd struct {
	ID string `arg:"" help:"Id of the deal."`
}

func (c *confirmDealCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideDeal(s.ctx, c.ID, s.who(), true, "")) })
}

type refuseDealCmd struct {
	ID     string `arg:"" help:"Id of the deal."`
	Reason string `help:"Why." required:""`
}

func (c *refuseDealCmd) Run(s *session) error {
	return s.with(func(h *home) error { return s.stage(h.stages.DecideDeal(s.ctx, c.ID, s.who(), false, c.Reason)) })
}

type settleDealCmd struct {
	ID        string `arg:"" help:"Id of the deal."`
	Statement int64  `help:"Number of the statement, as nostro cover lists it." required:"" placeholder:"N"`
	Entry     int    `help:"Number of its entry." required:"" placeholder:"N"`
	Detail    int    `help:"Number of the detail of the entry; 0: the entry as a whole." placeholder:"N"`
}

func (c *settleDealCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		return s.stage(h.stages.SettleDeal(s.ctx, c.ID, jobs.Booking{Statement: c.Statement, Entry: c.Entry, Detail: c.Detail}))
	})
}
