package main

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func (s *session) showCover(v jobs.CoverView) {
	s.line("cover", fmt.Sprintf("cycle %s: conversions left %s; open after deals: %s", v.Cycle, amountsWords(v.Exposure), amountsWords(v.Open)))
	for _, d := range v.Deals {
		s.showDeal(d)
	}
	for _, t := range v.Proposed {
		s.line("", fmt.Sprintf("would flatten it at mid: sell %s, buy %s (%s)", grouped(t.Sell), grouped(t.Buy), t.Rate))
	}
	s.showGain(v)
}

func (s *session) showDeal(d jobs.DealView) {
	decided := ""
	if d.Checker != "" {
		decided = fmt.Sprintf(" by %s", d.Checker)
	}
	s.line("deal", fmt.Sprintf("%s, %s%s: bought %s, sold %s at %s %s with %s, value date %s; against mid %s", d.ID, d.State, decided,
		grouped(d.Bought), grouped(d.Sold), d.Pair, d.Rate, d.Counterparty, d.ValueDate, grouped(d.Gain.Slippage)))
	if len(d.Shares) > 1 {
		s.line("", fmt.Sprintf("- of it for this cycle: bought %s, sold %s; it covers %s", grouped(d.Share.Bought), grouped(d.Share.Sold),
			strings.Join(d.Cycles(), ", ")))
	}
	if d.State == lifecycle.DealRefused {
		s.line("", "- refused: "+d.Reason)
		return
	}
	for _, side := range d.Sides {
		s.line("", "- "+sideWords(d, side))
	}
	if bought, sold := d.Sides[0].Booked != nil, d.Sides[1].Booked != nil; sold && !bought {
		s.line("", fmt.Sprintf("- at risk with %s: %s was paid, and %s has not come", d.Counterparty, grouped(d.Sold), grouped(d.Bought)))
	}
}

func sideWords(d jobs.DealView, side jobs.SideView) string {
	text := fmt.Sprintf("%s %s at %s: ", side.Side, grouped(side.Amount), side.Correspondent)
	if b := side.Booked; b != nil {
		text += fmt.Sprintf("booked, statement %d, entry %d (%s)", b.Statement, b.Entry, b.FoundBy)
		if !b.Charge.IsZero() {
			text += fmt.Sprintf("; the bank took %s of it", grouped(b.Charge))
		}
		return text
	}
	text += "not booked"
	for _, b := range side.Fits {
		text += fmt.Sprintf("; this fits: nostro cover settle %s --statement %d --entry %d --detail %d", d.ID, b.Statement, b.Entry, b.Detail)
	}
	return text
}

func (s *session) showGain(v jobs.CoverView) {
	if v.Note != "" {
		s.line("gain", v.Note)
		return
	}
	s.line("gain", fmt.Sprintf("cycle %s, each at mid on its own day: spread %s, slippage %s, residual %s: %s", v.Cycle,
		grouped(v.Gain.Spread), grouped(v.Gain.Slippage), grouped(v.Gain.Residual), grouped(v.Gain.Total)))
}

// grouped writes an amount as people read it: "EUR 1,000.00".
func grouped(a money.Amount) string { return a.Currency().Code() + " " + a.Grouped() }

func amountsWords(list []money.Amount) string {
	words := make([]string, len(list))
	for n, a := range list {
		words[n] = grouped(a)
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}
