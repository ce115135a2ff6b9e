package report

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"nostro/jobs"
)

// idsOf names everything that a house has, each by its kind.
func idsOf(r *records) (ids []string) {
	add := func(kind string, id any) { ids = append(ids, fmt.Sprintf("%s:%v", kind, id)) }
	for _, c := range r.all {
		add("cycle", c.ID)
	}
	for _, list := range [][]jobs.Obligation{r.obligations, r.waiting} {
		for _, o := range list {
			add("obligation", o.ID)
		}
	}
	for _, i := range r.instructions {
		add("instruction", i.ID)
		ids = append(ids, i.UETR)
	}
	for _, p := range r.participants {
		add("participant", p.ID)
	}
	for _, f := range r.filesOut {
		add("file", f.Name)
		ids = append(ids, f.MsgID, f.SHA256)
	}
	for _, f := range r.filesIn {
		add("file-in", f.ID)
	}
	for _, s := range r.statements {
		add("statement", s.ID)
		ids = append(ids, s.BankID)
	}
	for _, b := range r.breaks {
		add("break", b.ID)
	}
	for _, c := range r.recalls {
		add("recall", c.ID)
	}
	for _, p := range r.journal {
		add("entry", p.number)
		ids = append(ids, p.entry.Key)
	}
	return ids
}

// traceAlike traces every id of a house from what belongs to it, and from all of the books: that is one lineage.
func traceAlike(t *testing.T, store jobs.Store) {
	t.Helper()
	err := store.View(context.Background(), func(tx jobs.Tx) error {
		whole, err := load(tx, "")
		if err != nil {
			return err
		}
		for _, id := range idsOf(whole) {
			want, wantErr := whole.trace(id)
			got, gotErr := trace(tx, id)
			if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Errorf("%s: %v, want %v", id, gotErr, wantErr)
			}
			if diff := cmp.Diff(want, got, compareAmounts); diff != "" {
				t.Errorf("%s: -all +near\n%.2000s", id, diff)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// What is read around one thing gives what all of the books give.
func TestTraceNearIsTraceOfAll(t *testing.T) {
	t.Parallel()
	traceAlike(t, sampleStore(t))
}
