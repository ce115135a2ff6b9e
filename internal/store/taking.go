package store

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/netting"
)

// A cycle has obligations as runs of the sequence of acceptance. What follows from that for one obligation, its cycle and
// its state, says the view obligation_now; the queries below say the same for many at once, without looking each up.
const (
	// freeRuns are the runs between those that cycles have, by sequence.
	freeRuns = "WITH free (first_seq, last_seq) AS (SELECT coalesce(lag(last_seq) OVER (ORDER BY first_seq), 0) + 1, first_seq - 1 " +
		"FROM taking UNION ALL SELECT coalesce(max(last_seq), 0) + 1, 9223372036854775807 FROM taking) "
	freeColumns = "o.seq, o.id, o.payer, o.payee, o.currency, o.minor, o.value_date, o.reference, o.state, NULL, o.accepted_at, " +
		"o.source_sha256, o.source_line"
	fromFree = "FROM (" + freeRuns + "SELECT * FROM free) AS free CROSS JOIN obligation AS o " +
		"ON o.seq BETWEEN free.first_seq AND free.last_seq"
	fromTakeable = fromFree + " WHERE +o.state = 'accepted' AND +o.value_date <= ?1" // + keeps SQLite from making an index for this one query
	selectHeld   = "SELECT seq, " + obligationColumns + " FROM obligation_now WHERE seq IN " +
		"(SELECT seq FROM obligation WHERE state <> 'accepted') AND state = 'held' AND value_date <= ?1 ORDER BY seq"

	takenColumns = "o.seq, o.id, o.payer, o.payee, o.currency, o.minor, o.value_date, o.reference, " +
		"CASE WHEN o.state = 'accepted' THEN c.state ELSE o.state END, t.cycle, o.accepted_at, o.source_sha256, o.source_line"
	fromTaken = "FROM (SELECT * FROM taken_state WHERE cycle = ?1) AS c CROSS JOIN taking AS t ON t.cycle = c.cycle " +
		"CROSS JOIN obligation AS o ON o.seq BETWEEN t.first_seq AND t.last_seq"

	takeRuns      = "INSERT INTO taking (first_seq, last_seq, cycle) SELECT first_seq, last_seq, ?1 FROM temp.feed_taking"
	keepGivenBack = "INSERT INTO taking_given_back (cycle, first_seq, last_seq, given_at) " +
		"SELECT cycle, first_seq, last_seq, ?2 FROM taking WHERE cycle = ?1 ORDER BY first_seq"
	giveBack      = "DELETE FROM taking WHERE cycle = ?1"
	selectGivenAt = "SELECT max(given_at) FROM taking_given_back WHERE cycle = ?1"
	fromGivenBack = "FROM (SELECT * FROM taking_given_back WHERE cycle = ?1 ORDER BY first_seq) AS t CROSS JOIN obligation AS o " +
		"ON o.seq BETWEEN t.first_seq AND t.last_seq"
	countTakeable = "SELECT count(*) FROM temp.feed_taking AS f CROSS JOIN obligation AS o ON o.seq BETWEEN f.first_seq AND f.last_seq"
	selectLastSeq = "SELECT coalesce(max(seq), 0) FROM obligation"
)

func (t *tx) Takeable(valueDate calendar.Date) ([]netting.Obligation, error) {
	return t.forNetting("takeable obligations", fromTakeable, valueDate.String())
}

func (t *tx) Taken(cycle string) ([]netting.Obligation, error) {
	return t.forNetting("obligations to net of cycle "+cycle, fromTaken, cycle)
}

func (t *tx) AcceptedSince(at time.Time, valueDate calendar.Date) ([]jobs.Obligation, error) {
	return t.bySeq("obligations that came late", freeColumns, fromTakeable+" AND +o.accepted_at >= ?2", valueDate.String(), instant(at))
}

func (t *tx) Held(valueDate calendar.Date) ([]jobs.Obligation, error) {
	return list(t, "held obligations", intoObligation, selectHeld, valueDate.String())
}

// ObligationsOf reads all of a cycle, or of "" what no cycle has.
func (t *tx) ObligationsOf(cycle string) ([]jobs.Obligation, error) {
	if cycle == "" {
		return t.bySeq("free obligations", freeColumns, fromFree)
	}
	return t.bySeq("obligations of cycle "+cycle, takenColumns, fromTaken, cycle)
}

// bySeq reads obligations of runs that come by sequence.
func (t *tx) bySeq(what, columns, from string, args ...any) ([]jobs.Obligation, error) {
	all, err := sunk(t, what, intoObligation, columns, from, args...)
	if err != nil {
		return nil, err
	}
	return all, inSequence(t, what, all, func(o *jobs.Obligation) int64 { return o.Seq })
}

// inSequence errs where obligations did not come by sequence, as they must: SQLite would sort them aside if it were asked
// to, all of them.
func inSequence[T any](t *tx, what string, all []T, seq func(*T) int64) error {
	for n := 1; n < len(all); n++ {
		if seq(&all[n-1]) > seq(&all[n]) {
			return t.fail(what, fmt.Errorf("they did not come by sequence"))
		}
	}
	return nil
}

// Take errs, wrapping jobs.ErrUnknownID, for a sequence of no obligation; and for one that is held or withdrawn, or that a
// cycle has.
func (t *tx) Take(cycle string, seqs []int64) error {
	runs := runsOf(seqs)
	if len(runs) == 0 {
		return nil
	}
	what := fmt.Sprintf("take %d obligations into cycle %s", len(seqs), cycle)
	t.feeds["taking"] = runs
	if err := t.exec(what, takeRuns, cycle); err != nil {
		return err
	}
	there, _, err := value[int](t, what, countTakeable)
	if err == nil && there != len(seqs) {
		err = t.fail(what, fmt.Errorf("only %d of them are there, each once: %w", there, jobs.ErrUnknownID))
	}
	return err
}

// GiveBack frees all obligations of the cycle, and keeps that it had them.
func (t *tx) GiveBack(cycle string, at time.Time) error {
	what := "give back the obligations of cycle " + cycle
	if err := t.exec(what, keepGivenBack, cycle, instant(at)); err != nil {
		return err
	}
	return t.exec(what, giveBack, cycle)
}

func (t *tx) GivenBack(cycle string) ([]jobs.Obligation, time.Time, error) {
	at, _, err := one(t, "when cycle "+cycle+" gave back", func(at *time.Time) []any { return []any{instantCell(at)} }, selectGivenAt, cycle)
	if err != nil || at.IsZero() {
		return nil, at, err
	}
	all, err := t.bySeq("obligations that cycle "+cycle+" gave back", freeColumns, fromGivenBack, cycle)
	return all, at, err
}

func (t *tx) LastSeq() (int64, error) {
	seq, _, err := value[int64](t, "last sequence of acceptance", selectLastSeq)
	return seq, err
}

// takingRun is obligations that follow one another.
type takingRun struct{ first, last int64 }

type takingFeed []takingRun

// runsOf joins sequences, in any order, to runs.
func runsOf(seqs []int64) takingFeed {
	sorted := slices.Clone(seqs)
	slices.Sort(sorted)
	var runs takingFeed
	for _, seq := range sorted {
		if n := len(runs); n > 0 && runs[n-1].last+1 == seq {
			runs[n-1].last = seq
			continue
		}
		runs = append(runs, takingRun{seq, seq})
	}
	return runs
}

func (f takingFeed) rows() int { return len(f) }

func (f takingFeed) column(row, column int) driver.Value {
	if column == 0 {
		return f[row].first
	}
	return f[row].last
}
