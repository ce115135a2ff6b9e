package jobs

import "nostro/netting"

// settledSet is a netting set of a participant, of which a payment may have been made.
type settledSet struct {
	participant string
	set         netting.Set
}

// possibleSets are the sets that the lost house may have settled: of every participant the usual one, and those of the
// agreements of nostro.yaml. Of what is settled obligation by obligation only what these books know can be told again.
func (u *catchUp) possibleSets(tx Tx) ([]settledSet, error) {
	participants, err := tx.Participants()
	if err != nil {
		return nil, err
	}
	terms := u.stages.Settings.Netting
	agreements, all := terms.Agreements, []settledSet(nil)
	everyone := netting.Agreement{Model: terms.Default}
	for _, p := range participants {
		all = append(all, settledSet{participant: p.ID})
		everyone.Participants = append(everyone.Participants, p.ID)
	}
	for _, a := range append([]netting.Agreement{everyone}, agreements...) {
		for _, p := range a.Participants {
			switch a.Model {
			case netting.Multilateral:
				all = append(all, settledSet{p, netting.Set{Agreement: a.Name}})
			case netting.Bilateral:
				for _, other := range a.Participants {
					all = append(all, settledSet{p, netting.Set{Model: netting.Bilateral, Agreement: a.Name, Counterparty: other}})
				}
			}
		}
	}
	return u.grossSets(tx, terms, all)
}

func (u *catchUp) grossSets(tx Tx, terms netting.Terms, all []settledSet) ([]settledSet, error) {
	obligations, err := tx.ObligationsOf("")
	if err != nil {
		return nil, err
	}
	for _, o := range obligations {
		if ofPayer, ofPayee, _ := terms.Sets(asNetted(o)); ofPayer.Model == netting.Gross {
			all = append(all, settledSet{o.Payer, ofPayer}, settledSet{o.Payee, ofPayee})
		}
	}
	return all, nil
}
