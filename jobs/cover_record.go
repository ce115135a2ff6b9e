package jobs

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"nostro/fx"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/risk"
)

// dealIDForm is what every bank can hand back as a reference.
var dealIDForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,34}$`)

// counterpartyCharactersMax bounds the name of a counterparty: ISO 20022 has 140 for one.
const counterpartyCharactersMax = 140

// RecordDeal records a cover trade that was dealt for cycles: those that are named, or, where none is, every cycle that is
// open in the currency that it covers. Where d names no trade date it is today; where it names no value date it is the
// spot date of the pair. It settles through our nostro accounts in its two currencies. The same deal again is a no-op;
// another one under a known id is refused. It counts once a second person has confirmed it.
func (s *Stages) RecordDeal(ctx context.Context, d CoverDeal, cycles ...string) (Result, error) {
	run := ""
	if len(cycles) == 1 {
		run = cycles[0]
	}
	return s.record(ctx, "cover", run, func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			out, err = s.recordDeal(tx, d, cycles)
			return err
		})
		return out, err
	})
}

func (s *Stages) recordDeal(tx Tx, d CoverDeal, cycles []string) (Result, error) {
	notes, err := s.completeDeal(&d)
	if err != nil {
		return Result{}, fmt.Errorf("deal %q: %w", d.ID, err)
	}
	known, found, err := tx.CoverDeal(d.ID)
	if err != nil {
		return Result{}, err
	}
	if found && known.sameCycles(cycles) {
		d.Shares = known.Shares
	} else if d.Shares, err = s.shareDeal(tx, d, cycles); err != nil {
		return Result{}, fmt.Errorf("deal %q: %w", d.ID, err)
	}
	if err := s.checkMeasured(tx, d); err != nil {
		return Result{}, err
	}
	d.Digest = d.ContentDigest()
	if found && known.Digest == d.Digest {
		return Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("%s: recorded already, by %s; it is %s", d.said(), known.Maker,
			known.State)}, nil
	}
	if found {
		return Result{}, needsPerson("deal %s is recorded with other content: %s, value date %s, cycle %s, through %s and %s; compare "+
			"both with the confirmation of the counterparty, and give a deal of its own an id of its own", d.ID, known.said(),
			known.ValueDate, strings.Join(known.Cycles(), " and "), known.BoughtAt, known.SoldAt)
	}
	if err := tx.AddCoverDeal(d); err != nil {
		return Result{}, err
	}
	open, err := openAfter(tx, d.Cycles())
	if err != nil {
		return Result{}, err
	}
	if len(d.Shares) > 1 {
		for _, share := range d.Shares {
			notes = append(notes, fmt.Sprintf("cycle %s: bought %s, sold %s of it", share.Cycle, share.Bought.Grouped(), share.Sold.Grouped()))
		}
	}
	notes = append(notes, fmt.Sprintf("nostro cover confirm %s --as NAME, by another person", d.ID))
	return Result{Outcome: OutcomeDone, Notes: notes, Summary: fmt.Sprintf("%s, value date %s; %s", d.said(), d.ValueDate,
		strings.Join(open, "; "))}, nil
}

// completeDeal fills in what the user may leave out, and refuses what cannot be.
func (s *Stages) completeDeal(d *CoverDeal) (notes []string, err error) {
	if !dealIDForm.MatchString(d.ID) {
		return nil, fmt.Errorf("its id must be 1 to 35 letters, digits or any of ._/- as the counterparty writes it")
	}
	if d.Counterparty = strings.TrimSpace(d.Counterparty); d.Counterparty == "" || len(d.Counterparty) > counterpartyCharactersMax ||
		memo(d.Counterparty) != d.Counterparty {
		return nil, fmt.Errorf("counterparty %q: name it in 1 to %d characters on one line", d.Counterparty, counterpartyCharactersMax)
	}
	if notes, err = s.dateDeal(d); err != nil {
		return nil, err
	}
	if err := d.Check(); err != nil {
		return nil, err
	}
	if d.BoughtAt, err = s.settlesAt(d.Bought.Currency()); err != nil {
		return nil, err
	}
	if d.SoldAt, err = s.settlesAt(d.Sold.Currency()); err != nil {
		return nil, err
	}
	d.Maker, d.MadeAt, d.State = s.User, s.instant(), lifecycle.DealRecorded
	return notes, nil
}

func (s *Stages) settlesAt(c money.Currency) (correspondent string, err error) {
	found, _, ok := s.Settings.Route(c)
	if !ok {
		return "", needsPerson("no correspondent holds a nostro account in %s: add one to nostro.yaml", c)
	}
	return found.ID, nil
}

// dateDeal dates a deal. A value date that the user names must be one on which the pair settles.
func (s *Stages) dateDeal(d *CoverDeal) (notes []string, err error) {
	if d.TradeDate.IsZero() {
		d.TradeDate = s.today()
	}
	if d.TradeDate.After(s.today()) {
		return nil, fmt.Errorf("it is dated %s, after today, %s", d.TradeDate, s.today())
	}
	spot, words, err := fx.SpotDate(d.Pair, d.TradeDate, s.Settings.CalendarOf)
	if d.ValueDate.IsZero() {
		d.ValueDate = spot
		return words, err
	}
	if err := fx.CheckValueDate(d.Pair, d.ValueDate, s.Settings.CalendarOf); err != nil {
		return nil, err
	}
	if err == nil && spot != d.ValueDate {
		notes = append(notes, fmt.Sprintf("value date %s is not the spot date, which is %s", d.ValueDate, spot))
	}
	return notes, nil
}

// DecideDeal keeps what a second person says of a deal: that it is as the counterparty confirmed it, or that it is not,
// with the reason. The decision is bound to the content of the deal. A refused deal counts for nothing. What the
// banks have booked of a confirmed one already is taken in at once.
func (s *Stages) DecideDeal(ctx context.Context, id, checker string, confirmed bool, reason string) (Result, error) {
	return s.record(ctx, "cover", "", func() (Result, error) {
		out := Result{}
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			out, err = s.decideDeal(tx, id, checker, confirmed, reason)
			return err
		})
		return out, err
	})
}

func (s *Stages) decideDeal(tx Tx, id, checker string, confirmed bool, reason string) (Result, error) {
	d, err := findDeal(tx, id)
	if err != nil {
		return Result{}, err
	}
	to := lifecycle.DealRefused
	if confirmed {
		to = lifecycle.DealConfirmed
	}
	if d.State == to || confirmed && d.State == lifecycle.DealSettled {
		return Result{Outcome: OutcomeNothing, Summary: fmt.Sprintf("deal %s is %s already", d.ID, d.State)}, nil
	}
	if err := risk.CheckSecondPerson(d.Maker, checker, s.Settings.Approvers); err != nil {
		return Result{}, fmt.Errorf("deal %s: %w: %w", d.ID, err, ErrNeedsPerson)
	}
	if reason = memo(reason); !confirmed && reason == "" {
		return Result{}, fmt.Errorf("deal %s: say why it is refused", d.ID)
	}
	if d.ContentDigest() != d.Digest {
		return Result{}, needsPerson("deal %s is not what %s recorded: nostro check names it", d.ID, d.Maker)
	}
	if err := tx.MoveCoverDeal(d.ID, to); err != nil {
		return Result{}, err
	}
	decision := CoverDecision{Deal: d.ID, Digest: d.Digest, Maker: d.Maker, Checker: checker, Reason: reason, Confirmed: confirmed,
		At: s.instant()}
	if err := tx.AddCoverDecision(decision); err != nil {
		return Result{}, err
	}
	if !confirmed {
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s refused %s: %s", checker, d.said(), reason)}, nil
	}
	taken, err := s.takeCover(tx)
	return Result{Outcome: OutcomeDone, Notes: taken, Summary: fmt.Sprintf("%s confirmed %s", checker, d.said())}, err
}

func findDeal(tx Tx, id string) (CoverDeal, error) {
	d, found, err := tx.CoverDeal(id)
	if err == nil && !found {
		err = fmt.Errorf("deal %q: %w: nostro cover lists them", id, ErrUnknownID)
	}
	return d, err
}
