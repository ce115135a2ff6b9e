package jobs

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/netting"
)

// Instruct makes one instruction for every position that is left after conversion: a pay-out to a net
// receiver, an expected pay-in from a net payer, each at the correspondent of its currency. Where screening is set up,
// everybody whom they name is screened, and a pay-out with a hit is held.
func (s *Stages) Instruct(ctx context.Context, cycle string) (Result, error) {
	by, err := s.screenerFor(ctx, cycle, lifecycle.CycleConverted)
	if err != nil {
		return s.record(ctx, "instruct", cycle, func() (Result, error) { return Result{}, err })
	}
	return s.atomic(ctx, "instruct", cycle, lifecycle.CycleConverted, lifecycle.CycleInstructed, func(tx Tx, c Cycle) (Result, error) {
		out, err := s.instruct(tx, c)
		if err != nil {
			return Result{}, err
		}
		return s.screenMade(tx, by, c.ID, out)
	})
}

func (s *Stages) instruct(tx Tx, c Cycle) (Result, error) {
	positions, err := FinalPositions(tx, c.ID)
	if err != nil {
		return Result{}, err
	}
	out, in := 0, 0
	var instructions []Instruction
	for _, p := range positions {
		if p.Amount.IsZero() {
			continue
		}
		instruction, err := s.plan(c, p)
		if err != nil {
			return Result{}, err
		}
		if instruction.Direction == PayOut {
			out++
		} else {
			in++
		}
		instructions = append(instructions, instruction)
	}
	c.InstructedAt = s.instant()
	if err := tx.SaveCycle(c); err != nil {
		return Result{}, err
	}
	result := Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s and %s", count(out, "pay-out"), count(in,
		"expected pay-in"))}
	if len(instructions) == 0 {
		result = Result{Outcome: OutcomeNothing, Summary: "every position is zero: nothing to instruct"}
	}
	if err := tx.AddInstructions(instructions); err != nil {
		return Result{}, err
	}
	return result, s.early(tx) // a payment that the bank has booked already is born booked, and never written
}

func (s *Stages) plan(c Cycle, p FinalPosition) (Instruction, error) {
	correspondent, _, ok := s.Settings.Route(p.Amount.Currency())
	if !ok {
		return Instruction{},
			needsPerson("position %s of %s: no correspondent holds a nostro account in that currency: add one to nostro.yaml",
				p.Amount, p.Participant)
	}
	direction := PayIn
	if p.Amount.Sign() > 0 {
		direction = PayOut
	}
	amount, err := p.Amount.Abs()
	if err != nil {
		return Instruction{}, err
	}
	name := instructionName(c.ID, p.Participant, p.Amount.Currency().Code(), direction, p.Set)
	return Instruction{ID: s.Settings.IDs.InstrID(name...), UETR: s.Settings.IDs.UETR(name...), Cycle: c.ID,
		Participant: p.Participant, Set: p.Set, Correspondent: correspondent.ID, Direction: direction, Amount: amount,
		Booked: money.Zero(amount.Currency()), Returned: money.Zero(amount.Currency()), ValueDate: c.ValueDate,
		State: lifecycle.InstructionPlanned}, nil
}

// FinalPosition is what a participant receives (+) or pays (-) in one currency after conversion, for one netting set:
// each set is settled by itself.
type FinalPosition struct {
	Participant string
	Set         netting.Set
	Amount      money.Amount
}

// finalKey names a final position.
type finalKey struct {
	participant string
	currency    money.Currency
	set         netting.Set
}

// FinalPositions returns the net positions of a cycle with the converted ones moved into their target
// currency, by participant, currency and netting set; zero ones included.
func FinalPositions(tx Tx, cycle string) ([]FinalPosition, error) {
	positions, err := tx.Positions(cycle)
	if err != nil {
		return nil, err
	}
	conversions, err := tx.Conversions(cycle)
	if err != nil {
		return nil, err
	}
	sums := map[finalKey]money.Amount{}
	for _, p := range positions {
		if err := addTo(sums, p.Participant, p.Set, p.Net); err != nil {
			return nil, err
		}
	}
	for _, v := range conversions {
		back, err := v.From.Neg()
		if err != nil {
			return nil, err
		}
		if err := addTo(sums, v.Participant, v.Set, back); err != nil {
			return nil, err
		}
		if err := addTo(sums, v.Participant, v.Set, v.To); err != nil {
			return nil, err
		}
	}
	return sortedPositions(sums), nil
}

func addTo(sums map[finalKey]money.Amount, participant string, set netting.Set, a money.Amount) error {
	key := finalKey{participant, a.Currency(), set}
	old, ok := sums[key]
	if !ok {
		old = money.Zero(a.Currency())
	}
	sum, err := old.Add(a)
	if err != nil {
		return fmt.Errorf("position of %s: %w", participant, err)
	}
	sums[key] = sum
	return nil
}

func sortedPositions(sums map[finalKey]money.Amount) []FinalPosition {
	positions := make([]FinalPosition, 0, len(sums))
	for key, amount := range sums {
		positions = append(positions, FinalPosition{key.participant, key.set, amount})
	}
	slices.SortFunc(positions, func(a, b FinalPosition) int {
		return cmp.Or(cmp.Compare(a.Participant, b.Participant),
			cmp.Compare(a.Amount.Currency().Code(), b.Amount.Currency().Code()), a.Set.Compare(b.Set))
	})
	return positions
}
