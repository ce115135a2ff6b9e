package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	dealColumns = "id, cycle, base, quote, rate, bought_currency, bought_minor, sold_currency, sold_minor, trade_date, " +
		"value_date, counterparty, bought_at, sold_at, digest, maker, made_at, state"
	selectDeal      = "SELECT " + dealColumns + " FROM cover_deal WHERE id = ?1"
	selectDeals     = "SELECT " + dealColumns + " FROM cover_deal WHERE ?1 = '' OR id IN (SELECT deal FROM cover_share WHERE cycle = ?1) ORDER BY id"
	selectDealState = "SELECT state FROM cover_deal WHERE id = ?1"
	moveDeal        = "UPDATE cover_deal SET state = ?2 WHERE id = ?1"

	dealDecisionColumns = "deal, digest, maker, checker, confirmed, reason, decided_at"
	selectDealDecisions = "SELECT " + dealDecisionColumns + " FROM cover_decision ORDER BY deal"

	shareColumns = "deal, line, cycle, bought_minor, sold_minor"
	selectShares = "SELECT s.deal, s.cycle, d.bought_currency, s.bought_minor, d.sold_currency, s.sold_minor " +
		"FROM cover_share s JOIN cover_deal d ON d.id = s.deal WHERE ?1 = '' OR s.deal = ?1 ORDER BY s.deal, s.line"

	legColumns = "deal, side, statement, entry, detail, suspense, found_by, found_at, charge_minor"
	selectLegs = "SELECT l.deal, l.side, l.statement, l.entry, l.detail, l.suspense, l.found_by, l.found_at, " +
		"iif(l.side = 'bought', d.bought_currency, d.sold_currency), l.charge_minor " +
		"FROM cover_leg l JOIN cover_deal d ON d.id = l.deal ORDER BY l.deal, l.side"
)

var (
	insertDeal         = insertInto("cover_deal", dealColumns)
	insertDealDecision = insertInto("cover_decision", dealDecisionColumns)
	insertShare        = insertInto("cover_share", shareColumns)
	insertLeg          = insertInto("cover_leg", legColumns)
)

// dealRow is a deal, and the first of its cycles, which its shares name too.
type dealRow struct {
	jobs.CoverDeal
	First string
}

// shareRow is what of a deal belongs to a cycle.
type shareRow struct {
	deal  string
	share jobs.CoverShare
}

func intoShare(r *shareRow) []any {
	return flat(&r.deal, &r.share.Cycle, amountCells(&r.share.Bought), amountCells(&r.share.Sold))
}

func intoDeal(d *dealRow) []any {
	return flat(&d.ID, &d.First, currencyCell(&d.Pair.Base), currencyCell(&d.Pair.Quote), rateCell(&d.Rate), amountCells(&d.Bought),
		amountCells(&d.Sold), dateCell(&d.TradeDate), dateCell(&d.ValueDate), &d.Counterparty, &d.BoughtAt, &d.SoldAt, &d.Digest,
		&d.Maker, instantCell(&d.MadeAt), state(lifecycle.Deals, &d.State))
}

func (t *tx) AddCoverDeal(d jobs.CoverDeal) error {
	what := "deal " + d.ID
	if len(d.Shares) == 0 {
		return fmt.Errorf("%s: it covers no cycle", what)
	}
	err := t.exec(what, insertDeal, flat(d.ID, d.Shares[0].Cycle, code(d.Pair.Base), code(d.Pair.Quote), rate(d.Rate),
		amount(d.Bought), amount(d.Sold), date(d.TradeDate), date(d.ValueDate), d.Counterparty, d.BoughtAt, d.SoldAt, d.Digest,
		d.Maker, instant(d.MadeAt), string(d.State))...)
	for n, share := range d.Shares {
		if err == nil {
			err = t.exec(what, insertShare, d.ID, n+1, share.Cycle, minorIn(d.Bought.Currency(), share.Bought),
				minorIn(d.Sold.Currency(), share.Sold))
		}
	}
	return err
}

func (t *tx) CoverDeal(id string) (jobs.CoverDeal, bool, error) {
	row, found, err := one(t, "deal "+id, intoDeal, selectDeal, id)
	if err != nil || !found {
		return jobs.CoverDeal{}, false, err
	}
	all := []jobs.CoverDeal{row.CoverDeal}
	err = t.addShares(all, id)
	return all[0], err == nil, err
}

func (t *tx) CoverDeals(cycle string) ([]jobs.CoverDeal, error) {
	rows, err := list(t, "deals", intoDeal, selectDeals, cycle)
	if err != nil {
		return nil, err
	}
	var all []jobs.CoverDeal
	for _, row := range rows {
		all = append(all, row.CoverDeal)
	}
	return all, t.addShares(all, "")
}

// addShares fills in which cycles the deals cover; id "" reads those of all deals.
func (t *tx) addShares(deals []jobs.CoverDeal, id string) error {
	if len(deals) == 0 {
		return nil
	}
	at := map[string]*jobs.CoverDeal{}
	for n := range deals {
		at[deals[n].ID] = &deals[n]
	}
	return each(t, "shares of deals", intoShare, selectShares, []any{id}, func(r shareRow) error {
		if d := at[r.deal]; d != nil {
			d.Shares = append(d.Shares, r.share)
		}
		return nil
	})
}

func (t *tx) MoveCoverDeal(id string, to lifecycle.Deal) error {
	if err := checkMove(t, lifecycle.Deals, "deal "+id, to, selectDealState, id); err != nil {
		return err
	}
	return t.execOne("deal "+id, moveDeal, id, string(to))
}

func (t *tx) AddCoverDecision(d jobs.CoverDecision) error {
	return t.exec("decision on deal "+d.Deal, insertDealDecision, d.Deal, d.Digest, d.Maker, d.Checker, d.Confirmed, d.Reason,
		instant(d.At))
}

func (t *tx) CoverDecisions() ([]jobs.CoverDecision, error) {
	return list(t, "decisions on deals", func(d *jobs.CoverDecision) []any {
		return []any{&d.Deal, &d.Digest, &d.Maker, &d.Checker, &d.Confirmed, &d.Reason, instantCell(&d.At)}
	}, selectDealDecisions)
}

func (t *tx) AddCoverLeg(l jobs.CoverLeg) error {
	return t.exec("side of deal "+l.Deal, insertLeg, l.Deal, string(l.Side), l.Statement, l.Entry, l.Detail, l.Suspense, l.FoundBy,
		instant(l.FoundAt), l.Charge.Minor())
}

func (t *tx) CoverLegs() ([]jobs.CoverLeg, error) {
	return list(t, "sides of deals", func(l *jobs.CoverLeg) []any {
		return flat(&l.Deal, choice(&l.Side, jobs.Sides()...), &l.Statement, &l.Entry, &l.Detail, &l.Suspense, &l.FoundBy,
			instantCell(&l.FoundAt), amountCells(&l.Charge))
	}, selectLegs)
}
