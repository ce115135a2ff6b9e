package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
)

// SettlementRisk is an exchange of which one leg has settled and the other has not: what is paid cannot be taken back,
// and what should come for it has not come. (PFMI, principle 12: payment versus payment would make both final or none.)
type SettlementRisk struct {
	Cycle, Party string
	Deal         string // the cover deal; "" where it is what a participant pays and is paid
	Ours         bool   // we have paid and wait; else they have paid and wait for us
	Settled      []RiskLeg
	Open         []RiskLeg
	AtRisk       money.Amount // in the base currency: what is settled, at most what is open
	NoValue      string       // why AtRisk is not known, "" where it is
}

// RiskLeg is one payment of an exchange, as far as it has settled, or as far as it has not.
type RiskLeg struct {
	Instruction, Correspondent string
	Amount                     money.Amount // above zero
	State                      lifecycle.Instruction
	Booked                     bool      // by the bank; else it has left us, or was never there
	Since                      time.Time // when we booked it, or sent it; of an open leg, the start of its value date
}

// settlementRisk pairs what each participant pays and is paid in one cycle. A pay-out counts as settled from the moment
// it may have left: it can no longer be called back by us alone.
func (s *Stages) settlementRisk(tx Tx, fixing fx.Fixing) ([]SettlementRisk, error) {
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return nil, err
	}
	w := riskWatch{stages: s, tx: tx, fixing: fixing, over: map[string]bool{}}
	borne, err := borneOf(tx)
	if err != nil {
		return nil, err
	}
	reissued, err := reissuesBy(tx)
	if err != nil {
		return nil, err
	}
	pairs, order := map[[2]string][]Instruction{}, [][2]string{}
	for _, i := range instructions {
		if i.State == lifecycle.InstructionWithdrawn {
			continue
		}
		idle, err := nothingToPay(tx, i, reissued, borne)
		if err != nil {
			return nil, err
		}
		w.over[i.ID] = idle || borne.all(i)
		key := [2]string{i.Cycle, i.Participant}
		if pairs[key] == nil {
			order = append(order, key)
		}
		pairs[key] = append(pairs[key], i)
	}
	slices.SortFunc(order, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	var list []SettlementRisk
	for _, key := range order {
		for _, ours := range []bool{true, false} {
			r, exposed, err := w.pair(key[0], key[1], pairs[key], ours)
			if err != nil {
				return nil, err
			}
			if exposed {
				list = append(list, r)
			}
		}
	}
	deals, err := w.dealRisk()
	return append(list, deals...), err
}

// riskWatch reads what legs need, once.
type riskWatch struct {
	stages   *Stages
	tx       Tx
	fixing   fx.Fixing
	noFixing error             // why there is none
	matches  map[string]string // the first entry of the journal of an instruction
	sent     map[string]time.Time
	over     map[string]bool // by instruction: what is open of it neither comes nor goes any more
}

// pair splits the payments of a participant in a cycle into what has settled on one side and is open on the other.
func (w *riskWatch) pair(cycle, party string, all []Instruction, ours bool) (SettlementRisk, bool, error) {
	r := SettlementRisk{Cycle: cycle, Party: party, Ours: ours}
	for _, i := range all {
		settled := (i.Direction == PayOut) == ours
		amount, booked, err := legOf(i, settled)
		if err != nil {
			return r, false, fmt.Errorf("instruction %s: %w", i.ID, err)
		}
		if amount.Sign() <= 0 || !settled && w.over[i.ID] {
			continue
		}
		leg := RiskLeg{Instruction: i.ID, Correspondent: i.Correspondent, Amount: amount, State: i.State, Booked: booked,
			Since: i.ValueDate.In(w.stages.Settings.CutOff.Zone())}
		if settled {
			r.Settled = append(r.Settled, leg)
		} else {
			r.Open = append(r.Open, leg)
		}
	}
	if len(r.Settled) == 0 || len(r.Open) == 0 {
		return r, false, nil
	}
	if err := w.setSince(r.Settled); err != nil {
		return r, false, err
	}
	return r, true, w.value(&r)
}

// legOf is what has settled of an instruction, or what is open of it. What was rejected, or has come back, is neither
// paid nor still to be paid by it.
func legOf(i Instruction, settled bool) (amount money.Amount, booked bool, err error) {
	stayed, err := i.Booked.Sub(i.Returned)
	if err != nil {
		return amount, false, err
	}
	left := i.Direction == PayOut && i.IntentOpen && i.State != lifecycle.InstructionSettled
	ended := i.State == lifecycle.InstructionRejected || i.State == lifecycle.InstructionReturned
	switch {
	case settled && left:
		return i.Amount, stayed.Sign() > 0, nil
	case settled:
		return stayed, true, nil
	case ended || left:
		return money.Zero(i.Amount.Currency()), false, nil
	}
	open, err := i.Amount.Sub(i.Booked)
	return open, false, err
}

// value tells what is at risk: the value of what is settled, at most that of what is open.
func (w *riskWatch) value(r *SettlementRisk) error {
	settled, err := w.sum(r.Settled)
	if err == nil {
		r.AtRisk, err = w.sum(r.Open)
	}
	if errors.Is(err, fx.ErrNoRate) || errors.Is(err, ErrNeedsPerson) {
		r.AtRisk, r.NoValue = money.Zero(w.stages.Settings.House.Base), plainWords(err)
		return nil
	}
	if err == nil && settled.Minor() < r.AtRisk.Minor() {
		r.AtRisk = settled
	}
	return err
}

func (w *riskWatch) sum(legs []RiskLeg) (money.Amount, error) {
	base := w.stages.Settings.House.Base
	sum := money.Zero(base)
	if w.fixing.Source == "" && w.noFixing == nil {
		w.fixing, w.noFixing = w.stages.fixingOn(w.tx, w.stages.today())
	}
	if w.noFixing != nil && !errors.Is(w.noFixing, ErrNeedsPerson) {
		return sum, w.noFixing
	}
	for _, l := range legs {
		v, err := fx.Value(l.Amount, base, w.fixing)
		if errors.Is(err, fx.ErrNoRate) && w.noFixing != nil {
			err = w.noFixing
		}
		if err == nil {
			sum, err = sum.Add(v.Value)
		}
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// setSince finds since when each leg counts as settled: its first booking in the journal, else when its file left.
func (w *riskWatch) setSince(legs []RiskLeg) error {
	if err := w.load(); err != nil {
		return err
	}
	for n, l := range legs {
		if key, matched := w.matches[l.Instruction]; matched && l.Booked {
			var err error
			if legs[n].Since, err = w.bookedAt(key); err != nil {
				return err
			}
			continue
		}
		i, found, err := w.tx.Instruction(l.Instruction)
		if err != nil {
			return err
		}
		if at, left := w.sent[i.File]; found && left {
			legs[n].Since = at
		}
	}
	return nil
}

// load reads which entry booked an instruction first, and when files left, or were tried to.
func (w *riskWatch) load() error {
	if w.matches != nil {
		return nil
	}
	w.matches, w.sent = map[string]string{}, map[string]time.Time{}
	matches, err := standingBookings(w.tx)
	if err != nil {
		return err
	}
	for _, m := range matches {
		if _, known := w.matches[m.Instruction]; !known {
			w.matches[m.Instruction] = m.Journal
		}
	}
	attempts, err := w.tx.Attempts()
	if err != nil {
		return err
	}
	for _, a := range attempts {
		w.sent[a.File] = a.StartedAt // the last one that may have brought it there
	}
	return nil
}
