package report

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"

	"nostro/lifecycle"
)

// view is the picture with what only the page needs.
type view struct {
	Picture
	Places  int // decimals of the finest currency, to which all columns are aligned
	Stages  []stage
	Bars    []bar
	Sums    []balanceGroup
	entries map[string]string // anchor of a journal entry, by key
	orders  map[string]bool   // instructions that the page shows
	breaks  map[int64]bool    // breaks that it shows
}

// stage is one step of the pipeline.
type stage struct {
	Name  string
	X     int    // left edge
	Class string // "done", "now" or "ahead"
}

const stageWidth = 100 // units of the drawing

// bar is gross to net of one currency, drawn to the scale of its own gross.
type bar struct {
	NettingRow
	Net1000 int // width of net, where gross is 1000
}

// balanceGroup is the trial balance of one currency.
type balanceGroup struct {
	Currency string
	Rows     []Balance
}

func newView(p Picture) view {
	v := view{Picture: p, entries: map[string]string{}, orders: map[string]bool{}, breaks: map[int64]bool{}}
	for _, b := range p.Balances {
		v.Places = max(v.Places, b.Balance.Currency().Exponent())
	}
	for _, n := range p.Netting {
		v.Places = max(v.Places, n.Gross.Currency().Exponent())
		v.Bars = append(v.Bars, bar{n, (10_000 - n.EfficiencyBP) / 10})
	}
	for _, o := range p.Orders {
		v.orders[o.ID] = true
	}
	for _, b := range p.Breaks {
		v.breaks[b.ID] = true
	}
	for _, e := range p.Journal {
		v.entries[e.Key] = "j-" + strconv.FormatInt(e.Number, 10)
	}
	v.Stages = stagesOf(p.Cycle.State)
	v.Sums = groupBalances(p.Balances)
	return v
}

func stagesOf(state string) []stage {
	if state == "" || state == string(lifecycle.CycleAborted) {
		return nil
	}
	var stages []stage
	class := "done"
	for n, s := range lifecycle.Cycles.States() {
		if s == lifecycle.CycleAborted {
			continue
		}
		here := class
		if string(s) == state {
			here, class = "now", "ahead"
			if lifecycle.Cycles.Final(s) {
				here = "done"
			}
		}
		stages = append(stages, stage{string(s), n * stageWidth, here})
	}
	return stages
}

func groupBalances(balances []Balance) []balanceGroup {
	byCurrency := map[string][]Balance{}
	var order []string
	for _, b := range balances {
		if b.Balance.IsZero() {
			continue
		}
		code := b.Balance.Currency().Code()
		if byCurrency[code] == nil {
			order = append(order, code)
		}
		byCurrency[code] = append(byCurrency[code], b)
	}
	groups := make([]balanceGroup, 0, len(order))
	for _, code := range sortedText(order) {
		groups = append(groups, balanceGroup{code, byCurrency[code]})
	}
	return groups
}

// Num writes an amount so that decimal points stand below one another in a column of tabular numerals: what
// a currency lacks is filled with blanks as wide as a point and digits.
func (v view) Num(a Amount) string {
	if a.None() {
		return ""
	}
	lack := missing(a.Currency(), v.Places)
	if lack == 0 {
		return a.Grouped()
	}
	if a.Currency().Exponent() == 0 {
		return a.Grouped() + "\u2008" + strings.Repeat("\u2007", lack-1)
	}
	return a.Grouped() + strings.Repeat("\u2007", lack)
}

// Debit and Credit write the amount of a posting where it belongs to that side, else nothing.
func (v view) Debit(a Amount) string {
	if a.Sign() < 0 {
		return ""
	}
	return v.Num(a)
}

// Credit is the other side of Debit. The least int64 has no opposite; its sign then stays.
func (v view) Credit(a Amount) string {
	if a.Sign() >= 0 {
		return ""
	}
	if opposite, err := negated(a.Amount); err == nil {
		a = opposite
	}
	return v.Num(a)
}

// Order tells whether the page shows the instruction.
func (v view) Order(id string) bool { return v.orders[id] }

// unlikeView is an item of the control with what the page shows of it.
type unlikeView struct {
	Unlike
	Shown, BreakShown bool
}

// Unlike tells whether the page shows the instruction and the break of an item.
func (v view) Unlike(u Unlike) unlikeView { return unlikeView{u, v.orders[u.Item], v.breaks[u.Break]} }

// Entry returns the anchor of a journal entry that the page shows, or "".
func (v view) Entry(key string) string { return v.entries[key] }

var anchorForm = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// anchor turns an id into one that a link can name.
func anchor(prefix string, id any) string {
	text := ""
	switch id := id.(type) {
	case string:
		text = id
	case int64:
		text = strconv.FormatInt(id, 10)
	}
	if !anchorForm.MatchString(text) {
		sum := sha256.Sum256([]byte(text))
		text = hex.EncodeToString(sum[:8])
	}
	return prefix + "-" + text
}

// tone tells how a state is coloured: "bad", "good" or "calm".
func tone(state string) string {
	switch stateStyle(state) {
	case bad:
		return "bad"
	case good:
		return "good"
	}
	return "calm"
}

// verdictTone colours a verdict of safeguarding; what is merely not confirmed is calm.
func verdictTone(verdict string) string {
	switch verdictStyle(verdict) {
	case bad:
		return "bad"
	case good:
		return "good"
	}
	return "calm"
}

// cellsOf lists its arguments, so that a template can range over them.
func cellsOf(texts ...string) []string { return texts }
