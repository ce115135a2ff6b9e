package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
	conversions := make([]Conversion, len(due))
	for i, d := range due {
		if conversions[i], err = s.convertPosition(c, d, fixing); err != nil {
			return Result{}, err
		}
		if err := s.postConversion(tx, c, conversions[i]); err != nil {
			return Result{}, err
		}
	}
	return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s converted at the %s fixing of %s, spread %d bp",
		count(len(due), "position"), fixing.Source, fixing.Date, s.Settings.Rates.SpreadBP)}, tx.AddConversions(conversions)
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

func (s *Stages) convertPosition(c Cycle, d duePosition, fixing fx.Fixing) (Conversion, error) {
	quote, err := fixing.Quote(d.position.Net.Currency(), d.participant.SettlementCurrency)
	if err != nil {
		return Conversion{}, fmt.Errorf("%w: %w", err, ErrNeedsPerson)
	}
	converted, err := fx.Convert(d.position.Net, quote, s.Settings.Rates.SpreadBP)
	if err != nil {
		return Conversion{}, fmt.Errorf("position %s of %s: %w", d.position.Net, d.position.Participant, err)
	}
	return Conversion{Cycle: c.ID, Participant: d.position.Participant, From: converted.From, To: converted.To,
		Mid: converted.Mid, Spread: converted.Spread, Residual: converted.Residual,
		SpreadBP: s.Settings.Rates.SpreadBP, MidRate: converted.MidText, ClientRate: converted.ClientRateText,
		Derivation: strings.Join(converted.Derivation, "; "), Source: fixing.Source, FixingDate: fixing.Date,
		RawSHA256: fixing.RawSHA256}, nil
}

func (s *Stages) postConversion(tx Tx, c Cycle, v Conversion) error {
	entry, err := ledger.Converted(ledger.ConvertedPosition{Cycle: c.ID, Participant: v.Participant,
		ValueDate: c.ValueDate,
		From:      v.From, To: v.To, Mid: v.Mid, Spread: v.Spread, Residual: v.Residual,
		Evidence: ledger.Evidence{SHA256: v.RawSHA256, Place: v.Source + " " + v.FixingDate.String()}})
	if errors.Is(err, ledger.ErrNothing) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("conversion of %s for %s: %w", v.From, v.Participant, err)
	}
	return s.post(tx, entry)
}
