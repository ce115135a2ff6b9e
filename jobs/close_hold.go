package jobs

import (
	"cmp"
	"fmt"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/netting"
)

// keepTerms keeps with the cycle the agreements under which its obligations were taken: what nostro.yaml says later does
// not change how they are netted.
func (s *Stages) keepTerms(tx Tx, cycle string) error {
	if s.Settings.Netting.IsZero() {
		return nil
	}
	return tx.AddNettingTerms(cycle, s.Settings.Netting)
}

// stoppedParticipants returns those of which no obligation is taken, and why.
func stoppedParticipants(tx Tx) (map[string]string, error) {
	moves, err := tx.ParticipantMoves("")
	if err != nil {
		return nil, err
	}
	stopped := map[string]string{}
	for _, m := range moves {
		if stopped[m.Participant] = fmt.Sprintf("%s is %s by %s: %s", m.Participant, m.To, m.By, m.Reason); m.To == lifecycle.ParticipantActive {
			delete(stopped, m.Participant)
		}
	}
	return stopped, nil
}

// heldDeferrals are the obligations that a cycle of the value date would take if nobody held them.
func heldDeferrals(tx Tx, cycle string, valueDate calendar.Date) ([]Deferral, error) {
	held, err := tx.Held(valueDate)
	if err != nil {
		return nil, err
	}
	var deferrals []Deferral
	for _, o := range held {
		moves, err := tx.ObligationMoves(o.ID)
		if err != nil {
			return nil, err
		}
		reason := "it is held"
		if len(moves) > 0 {
			last := moves[len(moves)-1]
			reason = fmt.Sprintf("held by %s: %s", last.By, last.Reason)
		}
		deferrals = append(deferrals, Deferral{cycle, o.ID, reason})
	}
	return deferrals, nil
}

// stop says why a person or an agreement keeps the obligation out, or "".
func (d door) stop(o *netting.Obligation) string {
	if len(d.stopped) > 0 {
		if reason := cmp.Or(d.stopped[o.Payer], d.stopped[o.Payee]); reason != "" {
			return reason
		}
	}
	if d.settings.Netting.IsZero() {
		return ""
	}
	if _, _, covered := d.settings.Netting.Of(*o); !covered {
		return fmt.Sprintf("no netting agreement covers %s and %s in %s, and such are refused: add one to nostro.yaml, or withdraw it",
			o.Payer, o.Payee, o.Amount.Currency())
	}
	return ""
}

// asNetted is the obligation as netting sees it.
func asNetted(o Obligation) netting.Obligation {
	return netting.Obligation{ID: o.ID, Seq: o.Seq, Payer: o.Payer, Payee: o.Payee, Amount: o.Amount, ValueDate: o.ValueDate}
}
