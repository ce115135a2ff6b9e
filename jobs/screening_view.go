package jobs

import (
	"context"
	"slices"
	"strings"
)

// HitView is a hit with what was decided, and whom it stops.
type HitView struct {
	ScreeningHit
	Decisions []ScreeningDecision // in order; the last one counts
	Stops     []Instruction       // pay-outs that it holds, or refused
	Answer    string              // how it can be answered; "" where it was
}

// Open tells whether nobody decided the hit.
func (h HitView) Open() bool { return len(h.Decisions) == 0 }

// ScreeningView is what a person looks at: the lists as they stand, what about them waits, and the hits.
type ScreeningView struct {
	On        bool
	Lists     []ListStanding
	Questions []ListQuestion
	Hits      []HitView // of the last screening of all participants and of the pay-outs that have not left, by id
}

// Screening returns the lists and the hits as they stand.
func (s *Stages) Screening(ctx context.Context) (ScreeningView, error) {
	return view(ctx, s.Store, s.screeningView)
}

func (s *Stages) screeningView(tx Tx) (ScreeningView, error) {
	out := ScreeningView{On: s.Settings.Screening.On()}
	var err error
	if out.Lists, err = s.standings(tx); err != nil {
		return out, err
	}
	if out.Questions, err = s.listQuestions(tx); err != nil {
		return out, err
	}
	out.Hits, err = s.hitViews(tx)
	return out, err
}

func (s *Stages) hitViews(tx Tx) ([]HitView, error) {
	hits, err := standingHits(tx)
	if err != nil {
		return nil, err
	}
	decided, err := decisionsByHit(tx)
	if err != nil {
		return nil, err
	}
	all, err := tx.InstructionsOf("")
	if err != nil {
		return nil, err
	}
	var out []HitView
	for _, h := range hits {
		v := HitView{ScreeningHit: h, Decisions: decided[h.ID]}
		for _, i := range all {
			if strings.Contains(i.Note, h.ID) {
				v.Stops = append(v.Stops, i)
			}
		}
		if v.Open() {
			v.Answer = s.Settings.howToDecideHit(h)
		}
		out = append(out, v)
	}
	return out, nil
}

func decisionsByHit(tx Tx) (map[string][]ScreeningDecision, error) {
	all, err := tx.ScreeningDecisions()
	out := map[string][]ScreeningDecision{}
	for _, d := range all {
		out[d.Hit] = append(out[d.Hit], d)
	}
	return out, err
}

// standingHits are those that the last screening of all participants found, and the last one of each cycle, by id.
func standingHits(tx Tx) ([]ScreeningHit, error) {
	runs, err := tx.ScreeningRuns()
	if err != nil {
		return nil, err
	}
	last := map[string]int64{}
	for _, r := range runs {
		last[r.Cycle] = r.Number
	}
	unsent, err := unsentCycles(tx)
	if err != nil {
		return nil, err
	}
	byID := map[string]ScreeningHit{}
	for _, cycle := range append(unsent, "") {
		found, err := tx.ScreeningFound(last[cycle])
		if err != nil {
			return nil, err
		}
		for _, h := range found {
			byID[h.ID] = h
		}
	}
	var all []ScreeningHit
	for _, h := range byID {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b ScreeningHit) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

// Hit returns one hit, whether it stands or not.
func (s *Stages) Hit(ctx context.Context, id string) (HitView, bool, error) {
	return view2(ctx, s.Store, func(tx Tx) (HitView, bool, error) {
		h, found, err := tx.ScreeningHit(id)
		if err != nil || !found {
			return HitView{}, false, err
		}
		views, err := s.hitViews(tx)
		for _, v := range views {
			if v.ID == id {
				return v, true, err
			}
		}
		decided, err2 := decisionsByHit(tx)
		if err == nil {
			err = err2
		}
		return HitView{ScreeningHit: h, Decisions: decided[id]}, true, err
	})
}
