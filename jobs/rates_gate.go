package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

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
		b.Answer = "load newer rates"
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

// examine asks about moves, conflicts and contradictions of the rates that are used.
func (g *rateGate) examine(f fx.Fixing, pairs []fx.Pair) error {
	var used []fx.Rate
	for _, pair := range pairs {
		legs, err := f.Legs(pair.Base, pair.Quote)
		if errors.Is(err, fx.ErrNoRate) {
			continue // it is among the blocks
		}
		if err != nil {
			return err
		}
		used = append(used, legs...)
	}
	slices.SortFunc(used, func(a, b fx.Rate) int { return comparePairs(a.Pair, b.Pair) })
	used = slices.CompactFunc(used, func(a, b fx.Rate) bool { return a.Pair == b.Pair })
	for _, r := range used {
		if err := g.askMove(f, r); err != nil {
			return err
		}
	}
	if err := g.askConflicts(f, used); err != nil {
		return err
	}
	return g.askCoherence(f, used)
}

func (g *rateGate) askMove(f fx.Fixing, r fx.Rate) error {
	limit := g.stages.Settings.Rates.MoveLimit(r.Pair)
	if limit == 0 || !f.Remarks[r.Pair].Date.IsZero() {
		return nil
	}
	before, found, err := g.tx.LastRate(f.Source, r.Pair, f.Date)
	if err != nil || !found {
		return err
	}
	bp, tooFar := fx.Moved(before.Rates[0], r, limit)
	if !tooFar {
		return nil
	}
	return g.ask(RateDecision{Key: fmt.Sprintf("%s:%s:%s:%s:%s", AskMove, f.Source, f.Date, r.Pair, r.Mid), Kind: AskMove, Pair: r.Pair,
		What: fmt.Sprintf("%s %s of %s moved %s since %s of %s, the limit is %s", f.Source, describeRate(r), f.Date, fx.PercentText(bp),
			before.Rates[0].Mid, before.Date, fx.PercentText(int64(limit)))}, f)
}

func describeRate(r fx.Rate) string { return r.Pair.String() + " " + r.Mid.String() }

// askConflicts asks about what is not decided of the rates that are used.
func (g *rateGate) askConflicts(f fx.Fixing, used []fx.Rate) error {
	conflicts, err := g.tx.RateConflictsOf(f.Source, f.Date)
	if err != nil {
		return err
	}
	for _, c := range conflicts {
		touches := slices.ContainsFunc(c.Offers, func(o RateOffer) bool {
			return slices.ContainsFunc(used, func(r fx.Rate) bool { return r.Pair == o.Pair })
		})
		_, decided, err := g.tx.RateDecision(conflictKey(c.Number))
		if err != nil {
			return err
		}
		if touches && !decided {
			g.blocks = append(g.blocks, g.stages.conflictBlock(c))
		}
	}
	return nil
}

func (s *Stages) conflictBlock(c RateConflict) RateBlock {
	d := RateDecision{Key: conflictKey(c.Number), Kind: AskConflict, What: c.question(), Source: c.Source, Date: c.Date,
		Conflict: c.Number, Maker: c.FoundBy}
	return RateBlock{RateDecision: d, Answer: s.Settings.howToDecide(d.Key, d.Maker)}
}

// askCoherence asks about the loops that touch a currency which is used.
func (g *rateGate) askCoherence(f fx.Fixing, used []fx.Rate) error {
	_, bad := f.Coherence(g.stages.Settings.Rates.CoherenceBP)
	for _, b := range bad {
		touches := slices.ContainsFunc(used, func(r fx.Rate) bool {
			return slices.Contains(b.Loop, r.Pair.Base) && slices.Contains(b.Loop, r.Pair.Quote)
		})
		if !touches {
			continue
		}
		if err := g.ask(incoherence(f, b), f); err != nil {
			return err
		}
	}
	return nil
}

// incoherence is the question about a loop. Its key holds what the rates were.
func incoherence(f fx.Fixing, b fx.Incoherence) RateDecision {
	var loop []string
	for _, c := range b.Loop {
		loop = append(loop, c.Code())
	}
	key := fmt.Sprintf("%s:%s:%s:%s:%.8s", AskIncoherent, f.Source, f.Date, strings.Join(loop, "-"), hashOf([]byte(b.Words)))
	return RateDecision{Key: key, Kind: AskIncoherent, Source: f.Source, Date: f.Date,
		What: fmt.Sprintf("%s of %s is not coherent: %s", f.Source, f.Date, b.Words)}
}
