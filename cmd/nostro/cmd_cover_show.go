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
		s.line("", fmt.Sprintf("would flatten it at mid: sell %s, buy %s (%s)", t.Sell, t.Buy, t.Rate))
	}
	s.showGain(v)
}

func (s *session) showDeal(d jobs.DealView) {
	decided := ""
	if d.Checker != "" {
		decided = fmt.Sprintf(" by %s", d.Checker)
	}
	s.line("deal", fmt.Sprintf("%s, %s%s: bought %s, sold %s at %s %s with %s, value date %s; against mid %s", d.ID, d.State, decided, d.Bought,
		d.Sold, d.Pair, d.Rate, d.Counterparty, d.ValueDate, d.Gain.Slippage))
	if d.State == lifecycle.DealRefused {
		s.line("", "- refused: "+d.Reason)
		return
	}
	for _, side := range d.Sides {
		s.line("", "- "+sideWords(d, side))
	}
	if bought, sold := d.Sides[0].Booked != nil, d.Sides[1].Booked != nil; sold && !bought {
		s.line("", fmt.Sprintf("- at risk with %s: %s was paid, and %s has not come", d.Counterparty, d.Sold, d.Bought))
	}
}

func sideWords(d jobs.DealView, side jobs.SideView) string {
	text := fmt.Sprintf("%s %s at %s: ", side.Side, side.Amount, side.Correspondent)
	if b := side.Booked; b != nil {
		return text + fmt.Sprintf("booked, statement %d, entry %d (%s)", b.Statement, b.Entry, b.FoundBy)
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
	s.line("gain", fmt.Sprintf("cycle %s, at the mid rates of its conversions: spread %s, slippage %s, residual %s: %s", v.Cycle,
		v.Gain.Spread, v.Gain.Slippage, v.Gain.Residual, v.Gain.Total))
}

func amountsWords(list []money.Amount) string {
	words := make([]string, len(list))
	for n, a := range list {
		words[n] = a.String()
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}
