package jobs

import (
	"context"
	"fmt"

	"nostro/lifecycle"
	"nostro/risk"
)

// ListQuestion is something about a list that a second person may accept.
type ListQuestion struct {
	Key, What, Maker string
}

// ageQuestions asks about every list that is older than its limit, for one cycle.
func (s *Stages) ageQuestions(tx Tx, cycle string) ([]ListQuestion, error) {
	standings, err := s.standings(tx)
	if err != nil {
		return nil, err
	}
	accepted, err := acceptances(tx)
	if err != nil {
		return nil, err
	}
	var all []ListQuestion
	for _, l := range standings {
		most := l.Settings.AgeDaysMax
		if l.Counts.Number == 0 || l.Settings.Name == HouseList || l.AgeDays(s.Now()) <= most {
			continue
		}
		q := ListQuestion{Key: fmt.Sprintf("age:%s:%d:%s", l.Settings.Name, l.Counts.Number, cycle), Maker: l.Counts.TakenBy,
			What: fmt.Sprintf("sanctions list %s was confirmed %d days ago, at most %d are allowed%s", l.Settings.Name, l.AgeDays(s.Now()), most,
				because(l.Failed))}
		if accepted[q.Key].Key == "" {
			all = append(all, q)
		}
	}
	return all, nil
}

func because(failed string) string {
	if failed == "" {
		return ""
	}
	return " (the last refresh failed: " + failed + ")"
}

// listQuestions returns all questions about lists: those that wait as too small, and, for each cycle that is about to be
// instructed or written, those that are too old.
func (s *Stages) listQuestions(tx Tx) ([]ListQuestion, error) {
	standings, err := s.standings(tx)
	if err != nil {
		return nil, err
	}
	var all []ListQuestion
	for _, l := range standings {
		if l.Waiting.Number > 0 {
			all = append(all, ListQuestion{versionKey(l.Waiting), l.Waiting.Waits, l.Waiting.TakenBy})
		}
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return nil, err
	}
	for _, c := range cycles {
		if c.State != lifecycle.CycleConverted && c.State != lifecycle.CycleInstructed {
			continue
		}
		more, err := s.ageQuestions(tx, c.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return all, nil
}

func (s Settings) howToAccept(q ListQuestion) string {
	return fmt.Sprintf("nostro screening refresh, or nostro screening accept %s --as NAME --reason WHY; %s may", q.Key, s.whoMayScreen(q.Maker))
}

// AcceptList accepts what is asked about a list: a version that shrank counts from now on, or an old one is used for one
// cycle. The person must be one who may, and not who brought the list; a reason is needed.
func (s *Stages) AcceptList(ctx context.Context, key, person, reason string) (Result, error) {
	return s.record(ctx, "screening", "", func() (Result, error) {
		reason = memo(reason)
		if reason == "" {
			return Result{}, fmt.Errorf("%s: say why, with --reason", key)
		}
		out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s accepted %s", person, key)}
		err := s.Store.Update(ctx, func(tx Tx) error {
			questions, err := s.listQuestions(tx)
			if err != nil {
				return err
			}
			for _, q := range questions {
				if q.Key != key {
					continue
				}
				if err := risk.CheckSecondPerson(q.Maker, person, s.Settings.mayScreen()); err != nil {
					return fmt.Errorf("%s: %w: %w", key, err, ErrNeedsPerson)
				}
				out.Notes = []string{q.What}
				return tx.AddScreeningAcceptance(ScreeningAcceptance{key, q.What, q.Maker, person, reason, s.instant()})
			}
			return fmt.Errorf("%q: %w: nostro screening list shows what waits", key, ErrUnknownID)
		})
		return out, err
	})
}
