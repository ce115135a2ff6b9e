package store

import (
	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	dealColumns = "id, cycle, base, quote, rate, bought_currency, bought_minor, sold_currency, sold_minor, trade_date, " +
		"value_date, counterparty, bought_at, sold_at, digest, maker, made_at, state"
	selectDeal      = "SELECT " + dealColumns + " FROM cover_deal WHERE id = ?1"
	selectDeals     = "SELECT " + dealColumns + " FROM cover_deal WHERE ?1 = '' OR cycle = ?1 ORDER BY id"
	selectDealState = "SELECT state FROM cover_deal WHERE id = ?1"
	moveDeal        = "UPDATE cover_deal SET state = ?2 WHERE id = ?1"

	dealDecisionColumns = "deal, digest, maker, checker, confirmed, reason, decided_at"
	selectDealDecisions = "SELECT " + dealDecisionColumns + " FROM cover_decision ORDER BY deal"

	legColumns = "deal, side, statement, entry, detail, suspense, found_by, found_at"
	selectLegs = "SELECT " + legColumns + " FROM cover_leg ORDER BY deal, side"
)

var (
	insertDeal         = insertInto("cover_deal", dealColumns)
	insertDealDecision = insertInto("cover_decision", dealDecisionColumns)
	insertLeg          = insertInto("cover_leg", legColumns)
)

func intoDeal(d *jobs.CoverDeal) []any {
	return flat(&d.ID, &d.Cycle, currencyCell(&d.Pair.Base), currencyCell(&d.Pair.Quote), rateCell(&d.Rate), amountCells(&d.Bought),
		amountCells(&d.Sold), dateCell(&d.TradeDate), dateCell(&d.ValueDate), &d.Counterparty, &d.BoughtAt, &d.SoldAt, &d.Digest,
		&d.Maker, instantCell(&d.MadeAt), state(lifecycle.Deals, &d.State))
}

func (t *tx) AddCoverDeal(d jobs.CoverDeal) error {
	return t.exec("deal "+d.ID, insertDeal, flat(d.ID, d.Cycle, code(d.Pair.Base), code(d.Pair.Quote), rate(d.Rate), amount(d.Bought),
		amount(d.Sold), date(d.TradeDate), date(d.ValueDate), d.Counterparty, d.BoughtAt, d.SoldAt, d.Digest, d.Maker,
		instant(d.MadeAt), string(d.State))...)
}

func (t *tx) CoverDeal(id string) (jobs.CoverDeal, bool, error) {
	return one(t, "deal "+id, intoDeal, selectDeal, id)
}

func (t *tx) CoverDeals(cycle string) ([]jobs.CoverDeal, error) {
	return list(t, "deals", intoDeal, selectDeals, cycle)
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
		instant(l.FoundAt))
}

func (t *tx) CoverLegs() ([]jobs.CoverLeg, error) {
	return list(t, "sides of deals", func(l *jobs.CoverLeg) []any {
		return []any{&l.Deal, choice(&l.Side, jobs.Sides()...), &l.Statement, &l.Entry, &l.Detail, &l.Suspense, &l.FoundBy,
			instantCell(&l.FoundAt)}
	}, selectLegs)
}
