package jobs

import (
	"context"
	"fmt"
	"slices"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/netting"
)

// Net turns the obligations of a closed cycle into net positions by the terms that its close kept, proves them by a
// second way, writes the proof to the spool and posts one journal entry for the cycle.
func (s *Stages) Net(ctx context.Context, cycle string) (Result, error) {
	return s.atomic(ctx, "net", cycle, lifecycle.CycleClosed, lifecycle.CycleNetted, s.net)
}

// atomic runs a stage whose whole work is one transaction: from the state before it to the one after it.
// A cycle that has passed it is left alone; one that has not come to it is an error that says so.
func (s *Stages) atomic(ctx context.Context, stage, cycle string, from, to lifecycle.Cycle,
	work func(Tx, Cycle) (Result, error)) (Result, error) {
	return s.record(ctx, stage, cycle, func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) error {
			c, err := findCycle(tx, cycle)
			if err != nil {
				return err
			}
			if c.State.Reached(to) {
				out = alreadyDone(c)
				return nil
			}
			if err := lifecycle.Cycles.Check(c.State, to); err != nil {
				return err
			}
			if out, err = work(tx, c); err != nil {
				return err
			}
			if c, err = findCycle(tx, cycle); err != nil {
				return err
			}
			c.State = to
			return tx.SaveCycle(c)
		})
		return out, err
	})
}

func (s *Stages) net(tx Tx, c Cycle) (Result, error) {
	obligations, err := tx.Taken(c.ID)
	if err != nil {
		return Result{}, err
	}
	terms, err := tx.NettingTerms(c.ID)
	if err != nil {
		return Result{}, err
	}
	net, err := terms.Net(obligations)
	if err != nil {
		return Result{}, err
	}
	if net.InBase, err = s.inBase(tx, c, net.Totals); err != nil {
		return Result{}, err
	}
	proof, err := s.writeProof(c, net)
	if err != nil {
		return Result{}, err
	}
	if err := tx.AddPositions(positionsOf(c.ID, net)); err != nil {
		return Result{}, err
	}
	if err := s.postNetting(tx, c, net, proof); err != nil {
		return Result{}, err
	}
	return netResult(len(obligations), net), nil
}

// writeProof names the bytes by their hash while they go to the disk.
func (s *Stages) writeProof(c Cycle, net netting.Result) (ledger.Evidence, error) {
	proof, err := net.ProofText()
	if err != nil {
		return ledger.Evidence{}, fmt.Errorf("the proof of netting does not hold, nothing is posted: %w", err)
	}
	hashed := make(chan string, 1)
	go func() { hashed <- hashOf(proof) }()
	name := "proof/" + c.ID + ".csv"
	err = s.Spool.Write(name, proof)
	return ledger.Evidence{SHA256: <-hashed, Place: name}, err
}

func positionsOf(cycle string, net netting.Result) []Position {
	positions := make([]Position, len(net.Positions))
	for i, p := range net.Positions {
		positions[i] = Position{Cycle: cycle, Participant: p.Participant, Set: p.Set, GrossIn: p.GrossIn, GrossOut: p.GrossOut,
			Net: p.Net, Count: p.Count}
	}
	return positions
}

// postNetting posts the entry of the cycle: one posting for each participant and currency, whatever the netting sets.
// Where all are zero there is nothing to post.
func (s *Stages) postNetting(tx Tx, c Cycle, net netting.Result, proof ledger.Evidence) error {
	var sums []ledger.NetPosition // the positions come by participant and currency
	for _, p := range net.Positions {
		last := len(sums) - 1
		if last < 0 || sums[last].Participant != p.Participant || sums[last].Net.Currency() != p.Net.Currency() {
			sums = append(sums, ledger.NetPosition{Participant: p.Participant, Net: p.Net})
			continue
		}
		sum, err := sums[last].Net.Add(p.Net)
		if err != nil {
			return fmt.Errorf("positions of %s in %s: %w", p.Participant, p.Net.Currency(), err)
		}
		sums[last].Net = sum
	}
	nets := slices.DeleteFunc(sums, func(n ledger.NetPosition) bool { return n.Net.IsZero() })
	if len(nets) == 0 {
		return nil
	}
	entry, err := ledger.Netted(c.ID, c.ValueDate, nets, proof)
	if err != nil {
		return err
	}
	return s.post(tx, entry)
}

func netResult(obligations int, net netting.Result) Result {
	if obligations == 0 {
		return Result{Outcome: OutcomeNothing, Summary: "no obligations: nothing to net"}
	}
	return Result{Outcome: OutcomeDone,
		Summary: fmt.Sprintf("%s became %s in %s; the proof holds", count(obligations, "obligation"),
			count(len(net.Positions), "net position"), countOf(len(net.Totals), "currency", "currencies"))}
}
