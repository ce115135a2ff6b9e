package jobs_test

import (
	"bytes"
	"reflect"
	"testing"

	"nostro/jobs"
	"nostro/netting"
)

// What a dry run says of a file is what comes of it when it is imported, closed and netted: the same positions and the
// same proof.
func TestADryRunForetellsTheCycle(t *testing.T) {
	t.Parallel()
	for name, terms := range map[string]netting.Terms{"multilateral": {}, "bilateral": {Default: netting.Bilateral}, "gross": {Default: netting.Gross}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, netsBy(terms))
			h.people()
			owed := []string{"O-1 alfa brixton EUR 140.00", "O-2 brixton alfa EUR 40.00", "O-3 harbour alfa EUR 30.00", "O-4 alfa harbour USD 9.99"}
			h.owes(owed...)
			told, err := jobs.DryRun{Terms: terms, Workers: 2, Keep: true}.Run(t.Context(), []jobs.DryFile{dryFile("o.csv", obligationsCSV(owed...))})
			h.must(err)
			h.run()
			var want []jobs.Position
			h.must(h.store.View(h.ctx, func(tx jobs.Tx) (err error) {
				want, err = tx.Positions(h.cycle)
				return err
			}))
			var got []jobs.Position
			for _, p := range told.Positions {
				got = append(got, jobs.Position{Cycle: h.cycle, Participant: p.Participant, Set: p.Set, GrossIn: p.GrossIn, GrossOut: p.GrossOut,
					Net: p.Net, Count: p.Count})
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("told\n%v\ncame\n%v", got, want)
			}
			var proof bytes.Buffer
			h.must(told.Kept[0].Proof(&proof))
			kept, err := h.spool.Read("proof/" + h.cycle + ".csv")
			h.must(err)
			if !bytes.HasPrefix(kept, proof.Bytes()) { // the cycle's has the base currency behind it
				t.Errorf("told\n%s\ncame\n%s", &proof, kept)
			}
		})
	}
}
