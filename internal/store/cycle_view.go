package store

import (
	"encoding/json"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

// The id of a cycle is its value date and a number, so the key has cycles by value date; where a date has ten or more, the
// shorter ids are the earlier ones.
const (
	cyclesFit   = "(?1 = '[]' OR state IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR id > ?2 || '-' AND id < ?2 || '.')"
	selectFirst = "coalesce((SELECT value_date FROM cycle WHERE " + cyclesFit + " ORDER BY id DESC LIMIT 1 OFFSET ?3 - 1), '')"

	selectCyclesOf = "SELECT " + cycleColumns + " FROM cycle WHERE id >= CASE WHEN ?3 > 0 THEN " + selectFirst + " ELSE '' END AND " + cyclesFit +
		" ORDER BY value_date DESC, length(id) DESC, id DESC LIMIT CASE WHEN ?3 > 0 THEN ?3 ELSE -1 END"

	countTaken = "SELECT coalesce((SELECT sum(last_seq - first_seq + 1) FROM taking WHERE cycle = ?1), 0) + " +
		"coalesce((SELECT sum(last_seq - first_seq + 1) FROM taking_given_back WHERE cycle = ?1), 0)"
	countPayments    = "SELECT state, count(*) FROM instruction WHERE cycle = ?1 GROUP BY state"
	countCycleFiles  = "SELECT " + fileOutState + " AS now, count(*) FROM file_out WHERE cycle = ?1 GROUP BY now"
	countCycleBreaks = "SELECT count(*) FROM break_item WHERE state = 'open' AND cycle = ?1"
	countFree        = "SELECT count(*) " + fromTakeable

	runsOfCycle = "(SELECT first_seq, last_seq FROM taking WHERE cycle = ?1 UNION ALL " +
		"SELECT first_seq, last_seq FROM taking_given_back WHERE cycle = ?1)"
	selectCycleObligations = "SELECT g.currency, g.gross, g.n, coalesce(p.n, 0), coalesce(p.net, 0) FROM (SELECT o.currency, sum(o.minor) AS gross, " +
		"count(*) AS n FROM " + runsOfCycle + " AS r CROSS JOIN obligation AS o ON o.seq BETWEEN r.first_seq AND r.last_seq GROUP BY o.currency) AS g " +
		"LEFT JOIN (SELECT currency, count(*) AS n, sum(max(net, 0)) AS net FROM position WHERE cycle = ?1 GROUP BY currency) AS p " +
		"ON p.currency = g.currency ORDER BY g.currency"
	selectCyclePayments = "SELECT direction, state, count(*), currency, sum(minor), coalesce(sum(booked), 0) FROM instruction WHERE cycle = ?1 " +
		"GROUP BY direction, currency, state ORDER BY direction, currency, state"
	selectCycleFiles = "SELECT release, correspondent, " + fileOutState + " AS now, count(*), sum(transactions) FROM file_out WHERE cycle = ?1 " +
		"GROUP BY release, correspondent, now ORDER BY release, correspondent, now"
	selectStopped = "SELECT " + instructionColumns + " FROM instruction AS i WHERE cycle = ?1 AND (state IN ('held', 'refused', 'unknown') " +
		"OR state = 'planned' AND note <> '' OR state IN ('rejected', 'returned') AND NOT EXISTS " +
		"(SELECT 1 FROM reissue WHERE replaces = i.id)) ORDER BY id LIMIT ?2"
)

func (t *tx) CyclesOf(f jobs.CycleFilter) ([]jobs.Cycle, error) {
	states := []string{}
	for _, s := range f.States {
		states = append(states, string(s))
	}
	encoded, err := json.Marshal(states)
	if err != nil {
		return nil, t.fail("cycles", err)
	}
	return list(t, "cycles", intoCycle, selectCyclesOf, string(encoded), date(f.ValueDate), f.Most)
}

func (t *tx) CycleCounts(cycle string) (c jobs.CycleCounts, err error) {
	what := "counts of cycle " + cycle
	if c.Obligations, _, err = value[int](t, what, countTaken, cycle); err != nil {
		return c, err
	}
	if c.Payments, err = t.byState(what, countPayments, cycle); err != nil {
		return c, err
	}
	if c.Files, err = t.byState(what, countCycleFiles, cycle); err != nil {
		return c, err
	}
	c.BreaksOpen, _, err = value[int](t, what, countCycleBreaks, cycle)
	return c, err
}

func (t *tx) CycleObligations(cycle string) ([]jobs.CycleObligations, error) {
	return list(t, "obligations of cycle "+cycle+" in sums", func(o *jobs.CycleObligations) []any {
		cells := amountCells(&o.Gross, &o.Net)
		return []any{cells[0], cells[1], &o.Count, &o.Positions, cells[2]}
	}, selectCycleObligations, cycle)
}

func (t *tx) CyclePayments(cycle string) ([]jobs.CyclePayments, error) {
	return list(t, "payments of cycle "+cycle+" in sums", func(p *jobs.CyclePayments) []any {
		return flat(choice(&p.Direction, jobs.PayOut, jobs.PayIn), state(lifecycle.Instructions, &p.State), &p.Count, amountCells(&p.Sum, &p.Booked))
	}, selectCyclePayments, cycle)
}

func (t *tx) CycleFiles(cycle string) ([]jobs.CycleFiles, error) {
	return list(t, "files of cycle "+cycle+" in sums", func(f *jobs.CycleFiles) []any {
		return []any{&f.Release, &f.Correspondent, state(lifecycle.FilesOut, &f.State), &f.Count, &f.Transactions}
	}, selectCycleFiles, cycle)
}

func (t *tx) StoppedPayments(cycle string, most int) ([]jobs.Instruction, error) {
	return list(t, "stopped payments of cycle "+cycle, intoInstruction, selectStopped, cycle, most)
}

func (t *tx) CountTakeable(valueDate calendar.Date) (int, error) {
	n, _, err := value[int](t, "takeable obligations", countFree, valueDate.String())
	return n, err
}
