package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/netting"
)

// Many rows come through the sink as each comes alone: texts that repeat, that differ, that are empty, amounts in other
// currencies one after the other.
func TestManyObligationsComeBackAsEachDoes(t *testing.T) {
	s, _ := world(t)
	var want []jobs.Obligation
	update(t, s, func(tx jobs.Tx) error {
		for n := range 5000 {
			o := obligation
			o.ID, o.Reference = fmt.Sprintf("m-%d", n), []string{"", "the same", fmt.Sprintf("own %d", n)}[n%3]
			o.ValueDate, o.AcceptedAt = day.AddDays(-n%40), at.AddDate(0, 0, n%7)
			if n%2 == 0 {
				o.Payer, o.Payee = o.Payee, o.Payer
			}
			o.Amount = cents(int64(n + 1))
			if n%5 == 0 {
				o.Amount = instruction.Amount
			}
			o.Source.Line = n
			seq, err := tx.AddObligation(o)
			if err != nil {
				return err
			}
			o.Seq = seq
			want = append(want, o)
		}
		return nil
	})
	free := obligationsOf(t, s, "")
	same(t, "how many", len(free), len(want)+1)
	for n, o := range free[1:] {
		same(t, o.ID, o, want[n])
		if n%500 == 0 {
			same(t, "alone", *obligationOf(t, s, o.ID), o)
		}
	}
	seqs := make([]int64, 0, len(want))
	for n, o := range want {
		if n%3 != 0 {
			seqs = append(seqs, o.Seq)
		}
	}
	update(t, s, func(tx jobs.Tx) error { return tx.Take(cycle.ID, seqs) })
	taken := obligationsOf(t, s, cycle.ID)
	same(t, "taken", len(taken), len(seqs))
	same(t, "taken, for netting", takenBy(t, s, cycle.ID), forNetting(taken))
	takeable := get(t, s, func(tx jobs.Tx) ([]netting.Obligation, error) { return tx.Takeable(day) })
	same(t, "takeable", takeable, forNetting(obligationsOf(t, s, "")))
	if i := slices.IndexFunc(taken, func(o jobs.Obligation) bool { return o.Cycle != cycle.ID || o.State != lifecycle.ObligationAccepted }); i >= 0 {
		t.Errorf("%+v", taken[i])
	}
}

// What the sink cannot read ends the query with the column and the reason.
func TestTheSinkSaysWhatItCannotRead(t *testing.T) {
	s, path := world(t)
	db := raw(t, path)
	if _, err := db.Exec("INSERT INTO obligation SELECT 2, 'bad', payer, payee, 'ZZZ', minor, value_date, reference, state, accepted_at, " +
		"source_sha256, source_line FROM obligation"); err != nil {
		t.Fatal(err)
	}
	for name, read := range map[string]func(jobs.Tx) error{
		"whole":       func(tx jobs.Tx) error { _, err := tx.ObligationsOf(""); return err },
		"for netting": func(tx jobs.Tx) error { _, err := tx.Takeable(day); return err },
	} {
		err := s.View(t.Context(), read)
		if err == nil || !strings.Contains(err.Error(), "column 5") || !strings.Contains(err.Error(), "ZZZ") {
			t.Error(name, err)
		}
	}
}

// Texts of any length lie in blocks, and more different ones come than are kept to be found again.
func TestTextsOutliveTheStatement(t *testing.T) {
	s, _ := world(t)
	long := func(n int) string { return fmt.Sprintf("%06d%s", n, strings.Repeat("x", n*n%40_000)) }
	update(t, s, func(tx jobs.Tx) error {
		for n := range 300 {
			o := obligation
			o.ID = long(n)
			if _, err := tx.AddObligation(o); err != nil {
				return err
			}
		}
		return nil
	})
	ids := takeableOn(t, s, day)[1:]
	same(t, "again", takeableOn(t, s, day)[1:], ids)
	for n, id := range ids {
		same(t, "id", id, long(n))
	}
}
