package store_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nostro/intake"
	"nostro/jobs"
)

func rowOf(line int, id string, minor int64) intake.Row[intake.Obligation] {
	o := obligation.Obligation
	o.ID, o.Amount = id, cents(minor)
	return intake.Row[intake.Obligation]{Line: line, Value: o}
}

// plainly adds the rows one by one, each looked up first, as AddObligations promises to end.
func plainly(tx jobs.Tx, rows []intake.Row[intake.Obligation]) (map[int]intake.Obligation, error) {
	known := map[int]intake.Obligation{}
	for n, row := range rows {
		old, found, err := tx.Obligation(row.Value.ID)
		if err != nil {
			return nil, err
		}
		if found {
			known[n] = old.Obligation
			continue
		}
		_, err = tx.AddObligation(jobs.Obligation{Obligation: row.Value, State: "accepted", AcceptedAt: at,
			Source: jobs.Source{SHA256: inputFile.SHA256, Line: row.Line}})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// Whatever comes, in whatever portions, ids twice and ids that are known: the end is that of one by one.
func TestAddObligationsEndsAsOneByOne(t *testing.T) {
	bulk, _ := world(t)
	plain, _ := world(t)
	round := 0
	rapid.Check(t, func(r *rapid.T) {
		round++
		portions := rapid.IntRange(1, 4).Draw(r, "portions")
		line := 2
		var all [][]intake.Row[intake.Obligation]
		for range portions {
			var rows []intake.Row[intake.Obligation]
			for range rapid.IntRange(0, 6).Draw(r, "rows") {
				id := fmt.Sprintf("r%d-%d", round-rapid.IntRange(0, 1).Draw(r, "round"), rapid.IntRange(0, 9).Draw(r, "id"))
				rows = append(rows, rowOf(line, id, rapid.Int64Range(1, 2).Draw(r, "minor")))
				line++
			}
			all = append(all, rows)
		}
		update(t, bulk, func(tx jobs.Tx) error {
			return plain.Update(t.Context(), func(other jobs.Tx) error {
				for _, rows := range all {
					got, err := tx.AddObligations(rows, inputFile.SHA256, at)
					if err != nil {
						return err
					}
					want, err := plainly(other, rows)
					if err != nil {
						return err
					}
					if len(got)+len(want) > 0 {
						same(t, "known", got, want)
					}
				}
				return nil
			})
		})
	})
	waiting := func(tx jobs.Tx) ([]jobs.Obligation, error) { return tx.ObligationsOf("") }
	got, want := get(t, bulk, waiting), get(t, plain, waiting)
	same(t, "obligations", got, want)
	if len(want) < 20 {
		t.Fatalf("only %d obligations were added: the test tries nothing", len(want))
	}
}

// What the database refuses in one row keeps the whole transaction out.
func TestAddObligationsRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		want   string
		change func(*intake.Row[intake.Obligation])
	}{
		"nobody pays":    {"FOREIGN KEY", func(r *intake.Row[intake.Obligation]) { r.Value.Payer = "NOBODY" }},
		"pays itself":    {"CHECK", func(r *intake.Row[intake.Obligation]) { r.Value.Payee = r.Value.Payer }},
		"zero":           {"CHECK", func(r *intake.Row[intake.Obligation]) { r.Value.Amount = cents(0) }},
		"no id":          {"CHECK", func(r *intake.Row[intake.Obligation]) { r.Value.ID = "" }},
		"no value date":  {"NOT NULL", func(r *intake.Row[intake.Obligation]) { r.Value = intake.Obligation{ID: "x"} }},
		"bad and known":  {"CHECK", func(r *intake.Row[intake.Obligation]) { r.Value.Amount = cents(-1) }},
		"file not there": {"FOREIGN KEY", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := world(t)
			bad, file := rowOf(3, "bad", 5), inputFile.SHA256
			if tt.change != nil {
				tt.change(&bad)
			} else {
				file = "beef"
			}
			rows := []intake.Row[intake.Obligation]{rowOf(2, "good", 1), bad}
			if name == "bad and known" {
				rows = append([]intake.Row[intake.Obligation]{rowOf(1, "O-1", 1)}, rows...)
			}
			refused(t, s, tt.want, func(tx jobs.Tx) error {
				_, err := tx.AddObligations(rows, file, at)
				return err
			})
			same(t, "good one", obligationOf(t, s, "good"), (*jobs.Obligation)(nil))
		})
	}
}

// Many refusals, some of them twice, are kept once each, also when they come again.
func TestManyRefusalsAreKeptOnce(t *testing.T) {
	s, _ := open(t)
	const lines = 10_500 // more than one statement takes
	var all []intake.Refusal
	for n := range lines {
		r := intake.Refusal{File: "f", Line: n + 2, Field: "amount", Reason: "it is zero", Remedy: "correct it", Raw: strings.Repeat("x", n%7)}
		all = append(all, r, r)
	}
	for range 2 {
		update(t, s, func(tx jobs.Tx) error {
			if err := tx.AddInputFile(inputFile); err != nil {
				return err
			}
			return tx.AddRefusals(inputFile.SHA256, all, at)
		})
	}
	kept := get(t, s, jobs.Tx.Refusals)
	same(t, "refusals", len(kept), lines)
	same(t, "the last", kept[lines-1], all[len(all)-1])
}
