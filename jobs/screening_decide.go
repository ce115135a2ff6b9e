package jobs

import (
	"context"
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/risk"
)

// DecideHit records what a second person says of a hit: cleared, since it is another party, or confirmed. The person
// must be one who may, and not who ran the screening that found it; a reason is needed. It counts for exactly this
// name and this entry as they are, in every cycle to come. A pay-out of which every hit is cleared is planned again; one
// of which a hit is confirmed is refused. A later decision on the same hit replaces it for what has not been written.
func (s *Stages) DecideHit(ctx context.Context, hit string, cleared bool, person, reason string) (Result, error) {
	return s.record(ctx, "screening", "", func() (Result, error) {
		reason = memo(reason)
		if reason == "" {
			return Result{}, fmt.Errorf("%s: say why, with --reason", hit)
		}
		word := "confirmed"
		if cleared {
			word = "cleared"
		}
		out := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s %s %s", person, word, hit)}
		err := s.Store.Update(ctx, func(tx Tx) error {
			h, found, err := tx.ScreeningHit(hit)
			if err != nil {
				return err
			}
			if !found {
				return fmt.Errorf("hit %q: %w: nostro screening list shows them", hit, ErrUnknownID)
			}
			if err := s.checkDecision(tx, h, cleared, person); err != nil {
				return err
			}
			d := ScreeningDecision{Hit: h.ID, Cleared: cleared, Maker: h.FoundBy, Checker: person, Reason: reason, At: s.instant()}
			if err := tx.AddScreeningDecision(d); err != nil {
				return err
			}
			out.Notes, err = s.applyEverywhere(tx, h.Participant)
			return err
		})
		return out, err
	})
}

func (s *Stages) checkDecision(tx Tx, h ScreeningHit, cleared bool, person string) error {
	if err := risk.CheckSecondPerson(h.FoundBy, person, s.Settings.mayScreen()); err != nil {
		return fmt.Errorf("%s: %w: %w", h.ID, err, ErrNeedsPerson)
	}
	decisions, err := lastDecisions(tx)
	if err != nil {
		return err
	}
	if d, decided := decisions[h.ID]; decided && d.Cleared == cleared {
		word := map[bool]string{true: "cleared", false: "confirmed"}[cleared]
		return fmt.Errorf("%s is %s already: by %s at %s: %s", h.ID, word, d.Checker, d.At.UTC().Format("2006-01-02 15:04"), d.Reason)
	}
	return nil
}

// applyEverywhere applies the decisions to every cycle that has a pay-out to the participant which was not written, and
// says what became of each.
func (s *Stages) applyEverywhere(tx Tx, participant string) (notes []string, err error) {
	all, err := tx.InstructionsOf("")
	if err != nil {
		return nil, err
	}
	for _, i := range all {
		if i.Participant != participant || i.Direction != PayOut || i.State != lifecycle.InstructionHeld && i.State != lifecycle.InstructionPlanned {
			continue
		}
		if err := s.applyHits(tx, i.Cycle); err != nil {
			return nil, err
		}
		now, _, err := tx.FindInstruction(i.UETR, i.ID)
		if err != nil {
			return nil, err
		}
		note := fmt.Sprintf("instruction %s of cycle %s (%s, %s) is %s%s", now.ID, now.Cycle, now.Participant, now.Amount,
			now.State, afterDecision[now.State])
		if now.State == lifecycle.InstructionPlanned {
			note += fmt.Sprintf("nostro cycle further %s puts it into a further release", now.Cycle)
		}
		notes = append(notes, note)
	}
	return notes, nil
}

var afterDecision = map[lifecycle.Instruction]string{
	lifecycle.InstructionPlanned: ": nostro cycle write puts it into a file, where none of the cycle has left; else ",
	lifecycle.InstructionHeld:    ": another hit is open",
	lifecycle.InstructionRefused: ": it is never written; what it would have paid stays owed on the account of the participant",
}

// howToDecideHit tells the command that answers, and who may give it.
func (s Settings) howToDecideHit(h ScreeningHit) string {
	return fmt.Sprintf("nostro screening clear %s --as NAME --reason WHY, or confirm; %s may", h.ID, s.whoMayScreen(h.FoundBy))
}

func (s Settings) whoMayScreen(maker string) string {
	who := "anyone"
	if may := s.mayScreen(); len(may) > 0 {
		if who = strings.Join(risk.Others(may, maker), " or "); who == "" {
			who = "nobody who is named in nostro.yaml"
		}
	}
	return who + ", but not " + maker + " who brought it,"
}
