package main

import (
	"time"

	"nostro/fx"
	"nostro/jobs"
)

// rateJSON is the stable form of a published rate: exact decimals as texts.
type rateJSON struct {
	Pair      string `json:"pair"`
	Bid       string `json:"bid"`
	Mid       string `json:"mid"`
	Ask       string `json:"ask"`
	PerUnits  int    `json:"published_per_units"`
	Date      string `json:"date,omitempty"`
	RawSHA256 string `json:"raw_sha256,omitempty"`
}

func rateOf(r fx.Rate, perUnits int) rateJSON {
	return rateJSON{Pair: r.Pair.String(), Bid: r.Bid.String(), Mid: r.Mid.String(), Ask: r.Ask.String(), PerUnits: max(1, perUnits)}
}

type explanationJSON struct {
	Pair       string             `json:"pair"`
	On         string             `json:"on"`
	Bid        string             `json:"bid"`
	Mid        string             `json:"mid"`
	Ask        string             `json:"ask"`
	MidExactly string             `json:"mid_exactly"`
	Market     string             `json:"market_pair"`
	MarketMid  string             `json:"market_mid"`
	Source     string             `json:"source"`
	FixingDate string             `json:"fixing_date"`
	FixedAt    string             `json:"fixed_at,omitempty"`
	AgeDays    int                `json:"age_business_days"`
	FetchedAt  string             `json:"fetched_at"`
	FetchedBy  string             `json:"fetched_by"`
	File       string             `json:"file"`
	RawSHA256  string             `json:"raw_sha256"`
	Derivation []string           `json:"derivation"`
	Steps      []stepJSON         `json:"steps"`
	Decisions  []rateDecisionJSON `json:"decisions"`
	Questions  []rateQuestionJSON `json:"questions"`
}

type stepJSON struct {
	rateJSON
	Before   string `json:"before,omitempty"`
	BeforeOn string `json:"before_on,omitempty"`
	MovedBP  int64  `json:"moved_bp"`
}

type rateDecisionJSON struct {
	Key      string `json:"key"`
	Kind     string `json:"kind"`
	Accepted bool   `json:"accepted"`
	What     string `json:"what"`
	Maker    string `json:"maker"`
	Checker  string `json:"checker"`
	Reason   string `json:"reason"`
	At       string `json:"at"`
	Cycle    string `json:"cycle,omitempty"`
}

type rateQuestionJSON struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	What   string `json:"what"`
	Maker  string `json:"maker"`
	Answer string `json:"answer"`
	Cycle  string `json:"cycle,omitempty"`
}

func explanationOf(e jobs.RateExplanation) explanationJSON {
	q := e.Quote
	out := explanationJSON{Pair: e.Pair.String(), On: e.On.String(), Bid: q.Bid.Text(), Mid: q.MidText(), Ask: q.Ask.Text(),
		MidExactly: q.Mid.String(), Market: e.Market.String(), MarketMid: e.MarketMid, Source: q.Source, FixingDate: q.Date.String(),
		FixedAt: stamp(e.FixedAt), AgeDays: e.AgeDays, FetchedAt: stamp(e.Provenance.FetchedAt), FetchedBy: e.Provenance.FetchedBy,
		File: e.Provenance.File, RawSHA256: e.RawSHA256, Derivation: q.Derivation, Steps: []stepJSON{},
		Decisions: rateDecisionsOf(e.Decisions), Questions: rateQuestionsOf(e.OpenQuestions)}
	for _, step := range e.Steps {
		row := stepJSON{rateJSON: rateOf(step.Rate, step.PerUnits), MovedBP: step.MovedBP}
		row.Date, row.RawSHA256 = step.Date.String(), step.RawSHA256
		if !step.Before.Mid.IsZero() {
			row.Before, row.BeforeOn = step.Before.Mid.String(), step.BeforeOn.String()
		}
		out.Steps = append(out.Steps, row)
	}
	return out
}

func rateDecisionsOf(all []jobs.RateDecision) []rateDecisionJSON {
	out := []rateDecisionJSON{}
	for _, d := range all {
		out = append(out, rateDecisionJSON{d.Key, string(d.Kind), d.Accepted, d.What, d.Maker, d.Checker, d.Reason, stamp(d.At), d.Cycle})
	}
	return out
}

func rateQuestionsOf(all []jobs.RateBlock) []rateQuestionJSON {
	out := []rateQuestionJSON{}
	for _, q := range all {
		out = append(out, rateQuestionJSON{q.Key, string(q.Kind), q.What, q.Maker, q.Answer, q.Cycle})
	}
	return out
}

// stamp writes an instant, and none as nothing.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func percentOf(bp int64) string { return fx.PercentText(bp) }
