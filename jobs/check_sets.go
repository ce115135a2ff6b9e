package jobs

import (
	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// setKey names a position of a cycle.
type setKey struct {
	participant string
	currency    money.Currency
	set         netting.Set
}

// setSums is what obligations add up to, and how many they are.
type setSums struct {
	in, out int64
	count   int
}

// checkSets adds the obligations of a netted cycle up by the terms that were kept with it, and compares each position.
func checkSets(tx Tx, f *findings, c Cycle, positions []Position) error {
	if !c.State.Reached(lifecycle.CycleNetted) {
		return nil
	}
	terms, err := tx.NettingTerms(c.ID)
	if err != nil {
		return err
	}
	obligations, err := tx.ObligationsOf(c.ID)
	if err != nil {
		return err
	}
	want := map[setKey]setSums{}
	for _, o := range obligations {
		ofPayer, ofPayee, covered := terms.Sets(asNetted(o))
		if !covered {
			f.fail("cycle %s: obligation %s is netted, and its terms refuse it", c.ID, o.ID)
		}
		payer, payee := setKey{o.Payer, o.Amount.Currency(), ofPayer}, setKey{o.Payee, o.Amount.Currency(), ofPayee}
		pays, receives := want[payer], want[payee]
		want[payer] = setSums{pays.in, pays.out + o.Amount.Minor(), pays.count + 1}
		want[payee] = setSums{receives.in + o.Amount.Minor(), receives.out, receives.count + 1}
	}
	for _, p := range positions {
		key := setKey{p.Participant, p.Net.Currency(), p.Set}
		if got := (setSums{p.GrossIn.Minor(), p.GrossOut.Minor(), p.Count}); got != want[key] {
			f.fail("cycle %s: position of %s in %s, %s, is %+v, its obligations are %+v in minor units", c.ID, p.Participant,
				key.currency, p.Set, got, want[key])
		}
		delete(want, key)
	}
	if len(want) > 0 {
		f.fail("cycle %s: %d positions are missing for its obligations", c.ID, len(want))
	}
	return nil
}
