package main

import (
	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

// coverJSON is the stable form of exposure and cover. Amounts are texts: + long, - short; + a gain.
type coverJSON struct {
	Cycles []coverCycleJSON `json:"cycles"`
}

type coverCycleJSON struct {
	Cycle    string       `json:"cycle"`
	Exposure []amountJSON `json:"exposure"`
	Open     []amountJSON `json:"open"`
	Deals    []dealJSON   `json:"deals"`
	Proposed []tradeJSON  `json:"proposed"`
	Gain     *gainJSON    `json:"gain"`
	Note     string       `json:"note,omitempty"`
}

type tradeJSON struct {
	Sell amountJSON `json:"sell"`
	Buy  amountJSON `json:"buy"`
	Rate string     `json:"rate"`
}

type gainJSON struct {
	Currency string `json:"currency"`
	Spread   string `json:"spread"`
	Slippage string `json:"slippage"`
	Residual string `json:"residual"`
	Total    string `json:"total"`
}

type dealJSON struct {
	ID           string      `json:"id"`
	State        string      `json:"state"`
	Pair         string      `json:"pair"`
	Rate         string      `json:"rate"`
	Bought       amountJSON  `json:"bought"`
	Sold         amountJSON  `json:"sold"`
	TradeDate    string      `json:"trade_date"`
	ValueDate    string      `json:"value_date"`
	Counterparty string      `json:"counterparty"`
	Maker        string      `json:"maker"`
	Checker      string      `json:"checker,omitempty"`
	Reason       string      `json:"reason,omitempty"`
	Slippage     string      `json:"slippage"`
	Shares       []shareJSON `json:"shares"`
	Sides        []sideJSON  `json:"sides"`
}

// shareJSON is what of a deal belongs to a cycle.
type shareJSON struct {
	Cycle  string     `json:"cycle"`
	Bought amountJSON `json:"bought"`
	Sold   amountJSON `json:"sold"`
}

type sideJSON struct {
	Side          string      `json:"side"`
	Correspondent string      `json:"correspondent"`
	Booked        bool        `json:"booked"`
	Statement     int64       `json:"statement,omitempty"`
	Entry         int         `json:"entry,omitempty"`
	FoundBy       string      `json:"found_by,omitempty"`
	Charge        *amountJSON `json:"charge,omitempty"` // what the bank took of it
}

func coverOf(views []jobs.CoverView) coverJSON {
	out := coverJSON{Cycles: []coverCycleJSON{}}
	for _, v := range views {
		c := coverCycleJSON{Cycle: v.Cycle, Exposure: amountsOf(v.Exposure), Open: amountsOf(v.Open), Deals: []dealJSON{},
			Proposed: []tradeJSON{}, Note: v.Note}
		for _, d := range v.Deals {
			c.Deals = append(c.Deals, dealOf(d))
		}
		for _, t := range v.Proposed {
			c.Proposed = append(c.Proposed, tradeJSON{amountOf(t.Sell), amountOf(t.Buy), t.Rate})
		}
		if v.Note == "" {
			c.Gain = gainOf(v.Gain)
		}
		out.Cycles = append(out.Cycles, c)
	}
	return out
}

func dealOf(d jobs.DealView) dealJSON {
	out := dealJSON{ID: d.ID, State: string(d.State), Pair: d.Pair.String(), Rate: d.Rate.String(), Bought: amountOf(d.Bought),
		Sold: amountOf(d.Sold), TradeDate: d.TradeDate.String(), ValueDate: d.ValueDate.String(), Counterparty: d.Counterparty,
		Maker: d.Maker, Checker: d.Checker, Reason: d.Reason, Slippage: d.Gain.Slippage.Decimal(), Shares: []shareJSON{}}
	for _, share := range d.Shares {
		out.Shares = append(out.Shares, shareJSON{share.Cycle, amountOf(share.Bought), amountOf(share.Sold)})
	}
	for _, side := range d.Sides {
		one := sideJSON{Side: string(side.Side), Correspondent: side.Correspondent}
		if b := side.Booked; b != nil {
			one.Booked, one.Statement, one.Entry, one.FoundBy = true, b.Statement, b.Entry, b.FoundBy
			if !b.Charge.IsZero() {
				charge := amountOf(b.Charge)
				one.Charge = &charge
			}
		}
		out.Sides = append(out.Sides, one)
	}
	return out
}

func gainOf(g fx.Gain) *gainJSON {
	return &gainJSON{g.Total.Currency().Code(), g.Spread.Decimal(), g.Slippage.Decimal(), g.Residual.Decimal(), g.Total.Decimal()}
}

func amountOf(a money.Amount) amountJSON { return amountJSON{a.Currency().Code(), a.Decimal()} }

func amountsOf(list []money.Amount) []amountJSON {
	out := []amountJSON{}
	for _, a := range list {
		out = append(out, amountOf(a))
	}
	return out
}
