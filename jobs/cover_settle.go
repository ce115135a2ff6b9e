package jobs

import (
	"context"
	"errors"
	"fmt"

	"nostro/ledger"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
	"nostro/risk"
)

// A cover trade settles through two bookings, one at each of our accounts. A booking that matches no instruction lies in
// suspense, and it got there from a proven statement only. So that is where the sides of deals are found: where the
// bank names the deal as a reference, or where a person says which booking it is. Once both are there, they are
// taken out of suspense and the trade is one entry.

// suspended is a part of a booking that is in suspense.
type suspended struct {
	waiting waitingBooking
	match   Match
}

// suspendedBookings returns those that are no side of a deal yet, in the order of statements, entries and details.
func suspendedBookings(tx Tx) ([]suspended, error) {
	legs, err := tx.CoverLegs()
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, l := range legs {
		taken[l.Suspense] = true
	}
	waiting, err := inSuspense(tx)
	var all []suspended
	for _, w := range waiting {
		for _, m := range w.matches {
			if !taken[m.Journal] {
				all = append(all, suspended{w, m})
			}
		}
	}
	return all, err
}

// openSides returns the sides of a deal for which no booking was found yet.
func openSides(tx Tx, d CoverDeal) ([]Side, error) {
	legs, err := tx.CoverLegs()
	var open []Side
	for _, side := range Sides() {
		there := false
		for _, l := range legs {
			there = there || l.Deal == d.ID && l.Side == side
		}
		if !there {
			open = append(open, side)
		}
	}
	return open, err
}

// names tells whether the bank gave the id of the deal as a reference of the booking.
func (b suspended) names(id string) bool {
	if b.waiting.entry.BankRef == id {
		return true
	}
	for _, d := range b.waiting.entry.Details {
		if (b.match.Detail == d.Number || b.match.Detail == 0) && (d.EndToEndID == id || d.InstrID == id || d.BankRef == id) {
			return true
		}
	}
	return false
}

// takeCoverLegs is takeCover as a step of a reconciliation.
func (s *Stages) takeCoverLegs(ctx context.Context, tally *reconcileTally) error {
	return s.Store.Update(ctx, func(tx Tx) error {
		taken, err := s.takeCover(tx)
		tally.notes = append(tally.notes, taken...)
		tally.sides += len(taken)
		return err
	})
}

// takeCover finds sides of confirmed deals among the bookings in suspense by the reference that the bank gave, and says
// what it found.
func (s *Stages) takeCover(tx Tx) (taken []string, err error) {
	deals, err := tx.CoverDeals("")
	if err != nil {
		return nil, err
	}
	for _, d := range deals {
		if d.State != lifecycle.DealConfirmed {
			continue
		}
		sides, err := openSides(tx, d)
		if err != nil {
			return nil, err
		}
		for _, side := range sides {
			bookings, err := suspendedBookings(tx)
			if err != nil {
				return nil, err
			}
			for _, b := range bookings {
				if charge, fits := b.fits(d, side, s.Settings.Rates.CoverChargeBP); fits && b.names(d.ID) {
					words, err := s.takeLeg(tx, d, side, b, charge, FoundByReference)
					if err != nil {
						return nil, fmt.Errorf("deal %s: %w", d.ID, err)
					}
					taken = append(taken, words)
					break
				}
			}
		}
	}
	return taken, nil
}

// takeLeg keeps the booking as a side of the deal, and settles the deal where that was the last one.
func (s *Stages) takeLeg(tx Tx, d CoverDeal, side Side, b suspended, charge money.Amount, by string) (string, error) {
	leg := CoverLeg{Deal: d.ID, Side: side, Statement: b.match.Statement, Entry: b.match.Entry, Detail: b.match.Detail,
		Suspense: b.match.Journal, FoundBy: by, FoundAt: s.instant(), Charge: charge}
	if err := tx.AddCoverLeg(leg); err != nil {
		return "", err
	}
	key := fmt.Sprintf("statement:%d:%d:%d:%s:", leg.Statement, leg.Entry, leg.Detail, reconcile.ReasonUnknownAtUs)
	if err := tx.ResolveBreak(key, memo("it is what was "+string(side)+" in "+d.words()), s.instant()); err != nil {
		return "", err
	}
	words := fmt.Sprintf("deal %s: %s %s is booked, statement %s of %s, entry %d", d.ID, side, b.match.Amount,
		b.waiting.statement.BankID, b.waiting.statement.Correspondent, leg.Entry)
	if !charge.IsZero() {
		words += fmt.Sprintf(", with a charge of %s that the bank states", charge)
	}
	open, err := openSides(tx, d)
	if err != nil || len(open) > 0 {
		return words + "; the other side is not", err
	}
	return words + "; the deal is settled", s.settleDeal(tx, d)
}

// settleDeal takes both sides out of suspense and posts the trade.
func (s *Stages) settleDeal(tx Tx, d CoverDeal) error {
	legs, err := legsOf(tx, d.ID)
	if err != nil {
		return err
	}
	trade := ledger.CoverTrade{Key: ledger.CoverKey(d.ID), BoughtAt: d.BoughtAt, SoldAt: d.SoldAt, Bought: d.Bought, Sold: d.Sold,
		Memo: memo(d.words())}
	trade.BoughtCharge, trade.SoldCharge = chargesOfLegs(legs)
	for _, l := range legs {
		posted, found, err := tx.EntryByKey(l.Suspense)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("journal entry %q: %w", l.Suspense, ErrUnknownID)
		}
		if _, gone, err := tx.EntryByKey(ledger.ReversalKey(l.Suspense)); gone || err != nil {
			return errors.Join(err, needsPerson("what was taken for its %s side, statement %d, entry %d, is explained otherwise already",
				l.Side, l.Statement, l.Entry))
		}
		if err := s.outOfSuspense(tx, Match{Journal: l.Suspense}); err != nil {
			return err
		}
		if posted.Entry.ValueDate.After(trade.ValueDate) { // the trade is settled when its later side is
			trade.ValueDate, trade.Evidence = posted.Entry.ValueDate, posted.Entry.Evidence
		}
	}
	entry, err := ledger.CoverSettled(trade)
	if err != nil {
		return err
	}
	if err := s.post(tx, entry); err != nil {
		return err
	}
	return tx.MoveCoverDeal(d.ID, lifecycle.DealSettled)
}

func legsOf(tx Tx, deal string) ([]CoverLeg, error) {
	all, err := tx.CoverLegs()
	var legs []CoverLeg
	for _, l := range all {
		if l.Deal == deal {
			legs = append(legs, l)
		}
	}
	return legs, err
}

// Booking names a booking in suspense: an entry of a statement by its number, and a detail of it, 0 for the whole.
type Booking struct {
	Statement int64
	Entry     int
	Detail    int
}

// SettleDeal takes a booking for a side of a deal, where the bank did not name the deal and a person says so. It must
// be in suspense, of a proven statement therefore, and move exactly what the side is at the account where it
// settles. The person is not the one who recorded the deal.
func (s *Stages) SettleDeal(ctx context.Context, id string, at Booking) (Result, error) {
	return s.record(ctx, "cover", "", func() (Result, error) {
		out := Result{Outcome: OutcomeDone}
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			out.Summary, err = s.settleByHand(tx, id, at)
			return err
		})
		return out, err
	})
}

func (s *Stages) settleByHand(tx Tx, id string, at Booking) (string, error) {
	d, err := findDeal(tx, id)
	if err != nil {
		return "", err
	}
	if d.State != lifecycle.DealConfirmed {
		return "", fmt.Errorf("deal %s is %s: only a confirmed one settles", d.ID, d.State)
	}
	if err := risk.CheckSecondPerson(d.Maker, s.User, s.Settings.Approvers); err != nil {
		return "", fmt.Errorf("deal %s: %w: %w", d.ID, err, ErrNeedsPerson)
	}
	bookings, err := suspendedBookings(tx)
	if err != nil {
		return "", err
	}
	for _, b := range bookings {
		if (Booking{b.match.Statement, b.match.Entry, b.match.Detail}) != at {
			continue
		}
		sides, err := openSides(tx, d)
		if err != nil {
			return "", err
		}
		for _, side := range sides {
			if charge, fits := b.fits(d, side, chargeBPAny); fits {
				return s.takeLeg(tx, d, side, b, charge, s.User)
			}
		}
		return "", fmt.Errorf("entry %d of statement %d moved %s at %s: no open side of %s, through %s and %s, is just that, nor with "+
			"charges that the bank states; it stays in suspense", at.Entry, at.Statement, b.match.Amount, b.waiting.statement.Correspondent, d.words(), d.BoughtAt, d.SoldAt)
	}
	return "", fmt.Errorf("entry %d of statement %d, detail %d: %w in suspense: nostro cover lists what is there and fits", at.Entry,
		at.Statement, at.Detail, ErrUnknownID)
}
