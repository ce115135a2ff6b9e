package jobs

import (
	"errors"
	"fmt"
	"slices"

	"nostro/calendar"
	"nostro/fx"
)

// cycleFixing returns the rates at which the cycle converts the pairs: the last fixing of the source on or
// before the day on which the cycle was closed, so that a cycle that is converted later gets the same ones. A
// rate that is missing, too old, has moved too far, is in conflict or contradicts the others blocks the cycle,
// until it is mended or a second person accepts it. The error names all of it, and who may accept what.
func (s *Stages) cycleFixing(tx Tx, c Cycle, pairs []fx.Pair) (fx.Fixing, error) {
	g := rateGate{stages: s, tx: tx, cycle: c.ID, on: s.closingDay(c)}
	return g.pass(pairs)
}

func (s *Stages) closingDay(c Cycle) calendar.Date {
	return calendar.DateOf(c.ClosedAt.In(s.Settings.CutOff.Zone()))
}

// fixingOn returns the last fixing of the source on or before the date, unless it is too old on it. It is for
// what belongs to no cycle.
func (s *Stages) fixingOn(tx Tx, on calendar.Date) (fx.Fixing, error) {
	g := rateGate{stages: s, tx: tx, on: on}
	return g.pass(nil)
}

// RateBlock is a question about rates that keeps a cycle from being converted.
type RateBlock struct {
	RateDecision        // the decision that would answer it, without who, why and when
	Answer       string // how it can be answered, and who may
}

// rateGate lets rates through to a cycle.
type rateGate struct {
	stages  *Stages
	tx      Tx
	cycle   string // "" where it is for none
	on      calendar.Date
	blocks  []RateBlock
	lacking []error // what nobody can accept: there is no rate at all
	last    map[lastKey]lastRate
}

// lastKey names the last rate of a pair before a fixing.
type lastKey struct {
	source string
	pair   fx.Pair
	before calendar.Date
}

type lastRate struct {
	fixing fx.Fixing
	found  bool
}

// lastRate returns the last rate of the pair before the fixing. It is read once.
func (g *rateGate) lastRate(f fx.Fixing, pair fx.Pair) (fx.Fixing, bool, error) {
	key := lastKey{f.Source, pair, f.Date}
	if known, there := g.last[key]; there {
		return known.fixing, known.found, nil
	}
	before, found, err := g.tx.LastRate(f.Source, pair, f.Date)
	if err != nil {
		return before, found, err
	}
	if g.last == nil {
		g.last = map[lastKey]lastRate{}
	}
	g.last[key] = lastRate{before, found}
	return before, found, nil
}

func (g *rateGate) pass(pairs []fx.Pair) (fx.Fixing, error) {
	f, err := g.look(pairs)
	if err != nil {
		return fx.Fixing{}, err
	}
	if err := g.verdict(); err != nil {
		return fx.Fixing{}, err
	}
	return f, nil
}

// verdict is what keeps the rates back, nil where nothing does.
func (g *rateGate) verdict() error {
	errs := slices.Clone(g.lacking)
	for _, b := range g.blocks {
		errs = append(errs, fmt.Errorf("%s: %s", b.What, b.Answer))
	}
	if len(errs) > 0 {
		return fmt.Errorf("%w: %w", errors.Join(errs...), ErrNeedsPerson)
	}
	return nil
}

// look collects the blocks, and returns the fixing with what was accepted.
func (g *rateGate) look(pairs []fx.Pair) (fx.Fixing, error) {
	rates := g.stages.Settings.Rates
	f, found, err := g.tx.LatestFixing(rates.Source, g.on)
	if err != nil {
		return fx.Fixing{}, err
	}
	if !found {
		g.lacking = append(g.lacking, fmt.Errorf("no %s fixing on or before %s: import a rate file with nostro rates FILE",
			rates.Source, g.on))
		return fx.Fixing{}, nil
	}
	f.Pivot = rates.Cross
	if stale := f.CheckAge(g.on, rates.Calendar, rates.AgeDaysMax); stale != nil {
		key := fmt.Sprintf("%s:%s:%s:%s", AskAge, g.cycle, f.Source, f.Date)
		if err := g.ask(RateDecision{Key: key, Kind: AskAge, What: stale.Error(), Cycle: g.cycle}, f); err != nil {
			return fx.Fixing{}, err
		}
	}
	if f, err = g.fill(f, pairs); err != nil {
		return fx.Fixing{}, err
	}
	return f, g.examine(f, pairs)
}

// ask adds a block unless a person accepted it. What is for no cycle cannot be accepted for one.
func (g *rateGate) ask(d RateDecision, f fx.Fixing) error {
	if d.Source = f.Source; d.Date.IsZero() {
		d.Date = f.Date
	}
	decided, found, err := g.tx.RateDecision(d.Key)
	if err != nil || found && decided.Accepted {
		return err
	}
	came, _, err := g.tx.Provenance(d.Source, d.Date)
	if err != nil {
		return err
	}
	d.Maker = came.FetchedBy
	b := RateBlock{RateDecision: d, Answer: g.stages.Settings.howToDecide(d.Key, d.Maker)}
	switch {
	case found:
		b.Answer = fmt.Sprintf("%s rejected it: %s; load rates that are right", decided.Checker, decided.Reason)
	case d.Kind == AskAge && g.cycle == "":
		b.Answer = "nostro rates FILE, or nostro rates fetch, and run it again"
	}
	g.blocks = append(g.blocks, b)
	return nil
}

// fill puts rates that a person accepted from earlier fixings where the fixing has none.
func (g *rateGate) fill(f fx.Fixing, pairs []fx.Pair) (fx.Fixing, error) {
	for _, pair := range pairs {
		for _, lacking := range f.Lacking(pair.Base, pair.Quote) {
			earlier, found, err := g.earlier(f, lacking)
			if err != nil {
				return f, err
			}
			if !found {
				_, err := f.Quote(pair.Base, pair.Quote)
				if known := func(e error) bool { return e.Error() == err.Error() }; !slices.ContainsFunc(g.lacking, known) {
					g.lacking = append(g.lacking, err)
				}
				continue
			}
			before := len(g.blocks)
			if err := g.askMissing(f, earlier, lacking); err != nil {
				return f, err
			}
			if len(g.blocks) == before {
				f = f.With(earlier.Rates[0], earlier)
			}
		}
	}
	return f, nil
}

func (g *rateGate) earlier(f fx.Fixing, pair fx.Pair) (fx.Fixing, bool, error) {
	earlier, found, err := g.tx.LastRate(f.Source, pair, f.Date)
	if found || err != nil {
		return earlier, found, err
	}
	return g.tx.LastRate(f.Source, fx.Pair{Base: pair.Quote, Quote: pair.Base}, f.Date)
}

func (g *rateGate) askMissing(f, earlier fx.Fixing, lacking fx.Pair) error {
	r := earlier.Rates[0]
	key := fmt.Sprintf("%s:%s:%s:%s:%s:%s", AskMissing, g.cycle, f.Source, earlier.Date, r.Pair, r.Mid)
	if slices.ContainsFunc(g.blocks, func(b RateBlock) bool { return b.Key == key }) {
		return nil
	}
	return g.ask(RateDecision{Key: key, Kind: AskMissing, Cycle: g.cycle, Pair: r.Pair, Date: earlier.Date,
		What: fmt.Sprintf("%s of %s has no %s: load rates that have it, or take the last one, %s of %s", f.Source, f.Date, lacking,
			r.Mid, earlier.Date)}, f)
}
