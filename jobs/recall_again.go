package jobs

import "nostro/lifecycle"

// recallGoesOn makes recalls of a payment what they were before they ended, now that the payment is neither back nor rejected
// any more: its money is asked for as before.
func (s *Stages) recallGoesOn(tx Tx, instruction string) error {
	all, err := tx.Recalls()
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Instruction != instruction || r.State() != lifecycle.RecallRecovered {
			continue
		}
		before := r.Steps[len(r.Steps)-2].State // it begins with being asked
		if err := tx.MoveRecall(RecallStep{Recall: r.ID, State: before, At: s.instant(),
			Why: "it goes on: what it had ended with does not hold, so the payment is not back"}); err != nil {
			return err
		}
	}
	return nil
}
