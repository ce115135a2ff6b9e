package store

import (
	"fmt"

	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	cycleColumns     = "id, value_date, state, cut_off_at, opened_at, closed_at, instructed_at, last_seq, aborted_at, aborted_from, aborted_by, aborted_why"
	selectCycle      = "SELECT " + cycleColumns + " FROM cycle WHERE id = ?1"
	selectCycleState = "SELECT state FROM cycle WHERE id = ?1"
	selectCycles     = "SELECT " + cycleColumns + " FROM cycle ORDER BY value_date, id"
)

var (
	insertCycle = insertInto("cycle", cycleColumns)
	updateCycle = updateRow("cycle", cycleColumns)
)

func intoCycle(c *jobs.Cycle) []any {
	return []any{&c.ID, dateCell(&c.ValueDate), state(lifecycle.Cycles, &c.State), instantCell(&c.CutOffAt),
		instantCell(&c.OpenedAt), instantCell(&c.ClosedAt), instantCell(&c.InstructedAt), &c.LastSeq,
		instantCell(&c.AbortedAt), parsed(&c.AbortedFrom, lifecycle.Cycles.Parse), refCell(&c.AbortedBy), refCell(&c.AbortedWhy)}
}

func cycleValues(c jobs.Cycle) []any {
	return []any{c.ID, date(c.ValueDate), string(c.State), instant(c.CutOffAt), instant(c.OpenedAt), instant(c.ClosedAt),
		instant(c.InstructedAt), c.LastSeq, instant(c.AbortedAt), ref(string(c.AbortedFrom)), ref(c.AbortedBy), ref(c.AbortedWhy)}
}

func (t *tx) AddCycle(c jobs.Cycle) error {
	return t.exec("cycle "+c.ID, insertCycle, cycleValues(c)...)
}

func (t *tx) Cycle(id string) (jobs.Cycle, bool, error) {
	return one(t, "cycle "+id, intoCycle, selectCycle, id)
}

func (t *tx) Cycles() ([]jobs.Cycle, error) { return list(t, "cycles", intoCycle, selectCycles) }

func (t *tx) SaveCycle(c jobs.Cycle) error {
	if err := checkMove(t, lifecycle.Cycles, "cycle "+c.ID, c.State, selectCycleState, c.ID); err != nil {
		return err
	}
	return t.execOne("cycle "+c.ID, updateCycle, cycleValues(c)...)
}

const (
	deferralColumns = "cycle, obligation, reason"
	selectDeferrals = "SELECT " + deferralColumns + " FROM deferral WHERE cycle = ?1 ORDER BY obligation"
)

var insertDeferral = insertUnless("deferral", deferralColumns, "cycle = ?1 AND obligation = ?2")

func (t *tx) AddDeferrals(deferrals []jobs.Deferral) error {
	for _, d := range deferrals {
		what := fmt.Sprintf("deferral of %s by cycle %s", d.Obligation, d.Cycle)
		if err := t.exec(what, insertDeferral, d.Cycle, d.Obligation, d.Reason); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Deferrals(cycle string) ([]jobs.Deferral, error) {
	return list(t, "deferrals of cycle "+cycle, func(d *jobs.Deferral) []any {
		return []any{&d.Cycle, &d.Obligation, &d.Reason}
	}, selectDeferrals, cycle)
}

const (
	positionColumns = "cycle, participant, netting_set, currency, gross_in, gross_out, net, obligations"
	selectPositions = "SELECT " + positionColumns + " FROM position WHERE cycle = ?1 ORDER BY participant, currency, netting_set"
)

var insertPosition = insertInto("position", positionColumns)

func (t *tx) AddPositions(positions []jobs.Position) error {
	for _, p := range positions {
		err := t.exec(fmt.Sprintf("position of %s in cycle %s", p.Participant, p.Cycle), insertPosition,
			flat(p.Cycle, p.Participant, p.Set.Key(), amounts(p.GrossIn, p.GrossOut, p.Net), p.Count)...)
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) Positions(cycle string) ([]jobs.Position, error) {
	return list(t, "positions of cycle "+cycle, func(p *jobs.Position) []any {
		return flat(&p.Cycle, &p.Participant, setCell(&p.Set), amountCells(&p.GrossIn, &p.GrossOut, &p.Net), &p.Count)
	}, selectPositions, cycle)
}
