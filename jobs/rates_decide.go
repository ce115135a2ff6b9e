package jobs

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/fx"
	"nostro/lifecycle"
	"nostro/risk"
)

// RateQuestions returns what about rates waits for a person: every conflict that nobody decided, what is unusual
// about the last fixing of the source, what keeps the next day from being revalued, and what keeps a netted cycle from
// being converted; each once.
func (s *Stages) RateQuestions(ctx context.Context) ([]RateBlock, error) {
	return view(ctx, s.Store, s.rateQuestions)
}

func (s *Stages) rateQuestions(tx Tx) ([]RateBlock, error) {
	all, err := s.openConflicts(tx)
	if err != nil {
		return nil, err
	}
	more, err := s.lastFixingQuestions(tx)
	if err != nil {
		return nil, err
	}
	all = append(all, more...)
	if more, err = s.revaluationQuestions(tx); err != nil {
		return nil, err
	}
	all = append(all, more...)
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, err
	}
	for _, c := range cycles {
		if c.State != lifecycle.CycleNetted {
			continue
		}
		due, err := s.positionsToConvert(tx, c)
		if err != nil {
			return nil, err
		}
		g := rateGate{stages: s, tx: tx, cycle: c.ID, on: s.closingDay(c)}
		if _, err := g.look(pairsOf(due)); err != nil {
			return nil, err
		}
		if len(due) > 0 {
			all = append(all, g.blocks...)
		}
	}
	return once(all), nil
}

// once drops what is asked again, and what can be answered no more.
func once(all []RateBlock) []RateBlock {
	var kept []RateBlock
	for _, b := range all {
		if !slices.ContainsFunc(kept, func(k RateBlock) bool { return k.Key == b.Key }) {
			kept = append(kept, b)
		}
	}
	return kept
}

func (s *Stages) openConflicts(tx Tx) ([]RateBlock, error) {
	conflicts, err := tx.RateConflicts()
	if err != nil {
		return nil, err
	}
	var open []RateBlock
	for _, c := range conflicts {
		if _, decided, err := tx.RateDecision(conflictKey(c.Number)); err != nil {
			return nil, err
		} else if !decided {
			open = append(open, s.conflictBlock(c))
		}
	}
	return open, nil
}

// lastFixingQuestions asks about every rate of the last fixing, before a cycle needs it.
func (s *Stages) lastFixingQuestions(tx Tx) ([]RateBlock, error) {
	f, found, err := tx.LatestFixing(s.Settings.Rates.Source, s.today())
	if err != nil || !found {
		return nil, err
	}
	g := rateGate{stages: s, tx: tx, on: f.Date}
	for _, r := range f.Rates {
		if err := g.askMove(f, r); err != nil {
			return nil, err
		}
	}
	err = g.askCoherence(f, f.Rates)
	return g.blocks, err
}

// fileKey stands before the hash of a file, of which all conflicts are decided at once.
const fileKey = "file:"

// DecideRates answers a question about rates: an open one by its key, or "file:" and the first digits of the
// hash of a file for all its conflicts. The person must be one who may, and not who brought the file; a reason
// is needed. An accepted conflict puts what the file says in the place of what was known, which stays on record.
func (s *Stages) DecideRates(ctx context.Context, key string, accepted bool, person, reason string) (Result, error) {
	return s.record(ctx, "rates", "", func() (Result, error) {
		reason = memo(reason)
		if reason == "" {
			return Result{}, fmt.Errorf("%s: say why, with --reason", key)
		}
		var done []RateBlock
		var left []risk.Need
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			done, left, err = s.decideRates(tx, key, accepted, person, reason)
			return err
		})
		if err != nil {
			return Result{}, err
		}
		word := "rejected"
		if accepted {
			word = "accepted"
		}
		if len(left) > 0 {
			return Result{Outcome: OutcomeNeedsPerson, Notes: missingWords(left),
				Summary: fmt.Sprintf("%s %s %s; others must say the same", person, word, key)}, nil
		}
		out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s %s %s", person, word, key)}
		for n, b := range done {
			if n == conflictsShownMax {
				out.Notes = append(out.Notes, fmt.Sprintf("and %d more", len(done)-n))
				break
			}
			out.Notes = append(out.Notes, b.What)
		}
		return out, nil
	})
}

// decideRates returns what was decided, or who else must say the same first.
func (s *Stages) decideRates(tx Tx, key string, accepted bool, person, reason string) ([]RateBlock, []risk.Need, error) {
	questions, err := s.questionsOf(tx, key)
	if err != nil {
		return nil, nil, err
	}
	if left, err := s.secondRates(tx, key, questions, accepted, person, reason); err != nil || len(left) > 0 {
		return nil, left, err
	}
	for _, q := range questions {
		d := q.RateDecision
		d.Accepted, d.Checker, d.Reason, d.At = accepted, person, reason, s.instant()
		if err := tx.AddRateDecision(d); err != nil {
			return nil, nil, err
		}
	}
	return questions, nil, nil
}

// secondRates keeps that a person says this of the questions, and returns who must too.
func (s *Stages) secondRates(tx Tx, key string, questions []RateBlock, accepted bool, person, reason string) ([]risk.Need, error) {
	content, makers := fmt.Sprintf("accepted %t\n", accepted), []ApprovalMaker{}
	for _, q := range questions {
		content += q.Key + " " + q.What + "\n"
		makers = append(makers, ApprovalMaker{Person: q.Maker, Did: "brought the file"})
	}
	_, left, err := s.bySecondPerson(tx, ApprovalAsk{Kind: ApproveRate, Subject: key, By: makers[0].Person, Makers: makers, Content: content,
		What: fmt.Sprintf("%s about rates: %s", count(len(questions), "question"), questions[0].What)},
		ApprovalSay{Person: person, Approved: true, Reason: reason})
	return left, err
}

// questionsOf returns the open questions that a key names.
func (s *Stages) questionsOf(tx Tx, key string) ([]RateBlock, error) {
	if d, found, err := tx.RateDecision(key); err != nil || found {
		word := map[bool]string{true: "accepted", false: "rejected"}[d.Accepted]
		if err == nil {
			err = fmt.Errorf("%s is decided: %s %s it at %s: %s", key, d.Checker, word, d.At.UTC().Format("2006-01-02 15:04"), d.Reason)
		}
		return nil, err
	}
	all, err := s.rateQuestions(tx)
	if err != nil {
		return nil, err
	}
	hash, ofFile := strings.CutPrefix(key, fileKey)
	var named []RateBlock
	for _, q := range all {
		of, err := s.fileOf(tx, q)
		if err != nil {
			return nil, err
		}
		if q.Key == key || ofFile && len(hash) >= 8 && strings.HasPrefix(of, hash) {
			named = append(named, q)
		}
	}
	if len(named) == 0 {
		return nil, fmt.Errorf("%q: %w: nostro rates list shows what waits for a person", key, ErrUnknownID)
	}
	return named, nil
}

func (s *Stages) fileOf(tx Tx, q RateBlock) (string, error) {
	if q.Kind != AskConflict {
		return "", nil
	}
	conflicts, err := tx.RateConflictsOf(q.Source, q.Date)
	for _, c := range conflicts {
		if c.Number == q.Conflict {
			return c.RawSHA256, err
		}
	}
	return "", err
}

// RateDecisions returns what was decided about rates, by instant.
func (s *Stages) RateDecisions(ctx context.Context) ([]RateDecision, error) {
	return view(ctx, s.Store, Tx.RateDecisions)
}

// RatesOf returns the fixing of a source on or before a date, with its crosses through the pivot of the
// settings. source "" is that of the settings.
func (s *Stages) RatesOf(ctx context.Context, source string, on calendar.Date) (f fx.Fixing, found bool, err error) {
	if source == "" {
		source = s.Settings.Rates.Source
	}
	err = s.Store.View(ctx, func(tx Tx) error {
		f, found, err = tx.LatestFixing(source, on)
		f.Pivot = s.Settings.Rates.Cross
		return err
	})
	return f, found, err
}
