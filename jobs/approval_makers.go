package jobs

import (
	"errors"
	"slices"

	"nostro/fx"
	"nostro/money"
	"nostro/risk"
)

// afterMaking are the stages that name a cycle and have no part in making its release. Every other one has: a stage
// that is added makes those who run it makers, until it is named here.
var afterMaking = []string{"approve", "send", "mark", "cover", "report"}

// releaseMakers are those who had a part in making the release of a cycle: who imported what it is made of, and
// who ran a stage of the cycle by hand. Who wrote its files asks for the approval, and is added there.
func releaseMakers(tx Tx, cycle string) ([]ApprovalMaker, error) {
	makers, err := tx.ImportersOf(cycle)
	if err != nil {
		return nil, err
	}
	runs, err := tx.RunsOfCycle(cycle)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		if r.Outcome != string(OutcomeFailed) && !slices.Contains(afterMaking, r.Stage) {
			makers = append(makers, ApprovalMaker{Person: r.User, Did: "ran " + r.Stage})
		}
	}
	return makers, nil
}

// outflows sums the pay-outs of instructions by correspondent and currency, in their order, and values each sum at the
// last fixing.
func (s *Stages) outflows(tx Tx, instructions []Instruction) ([]risk.Outflow, error) {
	type place struct {
		correspondent string
		currency      money.Currency
	}
	var out []risk.Outflow
	at := map[place]int{}
	for _, i := range instructions {
		if i.Direction != PayOut {
			continue
		}
		key := place{i.Correspondent, i.Amount.Currency()}
		n, known := at[key]
		if !known {
			n = len(out)
			at[key] = n
			out = append(out, risk.Outflow{Correspondent: i.Correspondent, Amount: money.Zero(i.Amount.Currency())})
		}
		sum, err := out[n].Amount.Add(i.Amount)
		if err != nil {
			return nil, err
		}
		out[n].Amount = sum
	}
	return out, s.valueOutflows(tx, out)
}

func (s *Stages) valueOutflows(tx Tx, out []risk.Outflow) error {
	fixing, err := s.lastFixing(tx)
	if err != nil {
		return err
	}
	return s.valueAt(fixing, out)
}

// lastFixing is the last one until today.
func (s *Stages) lastFixing(tx Tx) (fx.Fixing, error) {
	fixing, _, err := tx.LatestFixing(s.Settings.Rates.Source, s.today())
	fixing.Pivot = s.Settings.Rates.Cross
	return fixing, err
}

func (s *Stages) valueAt(fixing fx.Fixing, out []risk.Outflow) error {
	for n := range out {
		valued, err := fx.Value(out[n].Amount, s.Settings.House.Base, fixing)
		switch {
		case errors.Is(err, fx.ErrNoRate):
		case err != nil:
			return err
		default:
			out[n].Value, out[n].Valued = valued.Value, true
		}
	}
	return nil
}
