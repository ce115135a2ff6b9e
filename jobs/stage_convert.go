package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/fx"
	"nostro/intake"
	"nostro/ledger"
	"nostro/lifecycle"
)

// Convert turns the net positions of participants that settle in another currency into it, at the last
// fixing of the source. A rate that is missing or too old blocks the cycle: there is no default rate.
func (s *Stages) Convert(ctx context.Context, cycle string) (Result, error) {
	return s.atomic(ctx, "convert", cycle, lifecycle.CycleNetted, lifecycle.CycleConverted, s.convert)
}

func (s *Stages) convert(tx Tx, c Cycle) (Result, error) {
	due, err := s.positionsToConvert(tx, c)
	if err != nil {
		return Result{}, err
	}
	if len(due) == 0 {
		return Result{Outcome: OutcomeNothing, Summary: "no position settles in another currency"}, nil
	}
	fixing, err := s.cycleFixing(tx, c, pairsOf(due))
	if err != nil {
		return Result{}, err
	}
	desk := conversionDesk{settings: s.Settings, fixing: fixing, converters: map[quoteKey]*fx.Converter{}}
	conversions, entries := make([]Conversion, len(due)), make([]ledger.Entry, 0, len(due))
	for i, d := range due {
		if conversions[i], err = desk.convert(c, d); err != nil {
			return Result{}, err
		}
		entry, err := desk.entry(c, conversions[i])
		if errors.Is(err, ledger.ErrNothing) {
			continue
		}
		if err != nil {
			return Result{}, fmt.Errorf("conversion of %s for %s: %w", conversions[i].From, conversions[i].Participant, err)
		}
		entries = append(entries, entry)
	}
	for _, entry := range entries {
		if err := s.post(tx, entry); err != nil {
			return Result{}, err
		}
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s converted at the %s fixing of %s, %s",
		count(len(due), "position"), fixing.Source, fixing.Date, spreadsOf(conversions))}, tx.AddConversions(conversions)
}

// duePosition is a net position and the participant whose settlement currency it must get.
type duePosition struct {
	position    Position
	participant intake.Participant
}

// pairsOf returns what is converted into what.
func pairsOf(due []duePosition) []fx.Pair {
	pairs := make([]fx.Pair, len(due))
	for i, d := range due {
		pairs[i] = fx.Pair{Base: d.position.Net.Currency(), Quote: d.participant.SettlementCurrency}
	}
	return pairs
}

func (s *Stages) positionsToConvert(tx Tx, c Cycle) ([]duePosition, error) {
	positions, err := tx.Positions(c.ID)
	if err != nil {
		return nil, err
	}
	var due []duePosition
	for _, p := range positions {
		participant, _, err := tx.Participant(p.Participant)
		if err != nil {
			return nil, err
		}
		if !p.Net.IsZero() && settlesIn(participant, p.Net.Currency()) != p.Net.Currency() {
			due = append(due, duePosition{p, participant})
		}
	}
	return due, nil
}
