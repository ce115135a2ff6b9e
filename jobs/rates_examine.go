package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nostro/fx"
)

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
	before, found, err := g.lastRate(f, r.Pair)
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
