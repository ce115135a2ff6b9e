package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/money"
)

// A list that is narrowed down to a name that names nothing is refused, and what there is is named; a name of anything that is
// there, or that was, is taken.
func TestNamesThatNameNothing(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.stages.Settings.Breaks = &jobs.BreakSettings{Owners: []jobs.BreakOwner{{Owner: "carol"}}}
	for _, c := range []struct {
		named  jobs.Named
		refuse []string // nil: it is there
	}{
		{jobs.Named{}, nil},
		{jobs.Named{Correspondent: "rhein"}, nil},
		{jobs.Named{Correspondent: "Rhein"}, []string{`correspondent "Rhein"`, "there is hudson, ", "rhein", "nostro.yaml names them"}},
		{jobs.Named{Currency: money.MustCurrency("EUR")}, nil},
		{jobs.Named{Currency: money.MustCurrency("NOK")}, []string{`currency "NOK"`, "there is EUR", "USD"}},
		{jobs.Named{Cycle: h.cycle}, nil},
		{jobs.Named{Cycle: "2026-11-24-2"}, []string{`cycle "2026-11-24-2"`, "there is 2026-11-24-1; nostro cycle list has the cycles"}},
		{jobs.Named{Participant: "brixton"}, nil},
		{jobs.Named{Participant: "brickston"}, []string{`participant "brickston"`, "there is alfa, brixton", "nostro participants lists them"}},
		{jobs.Named{Account: "transit:rhein"}, nil},
		{jobs.Named{Account: "suspense:rhein"}, nil}, // without an entry, but it may have one
		{jobs.Named{Account: "participant:cascade"}, nil},
		{jobs.Named{Account: "fx"}, nil},
		{jobs.Named{Account: "charges"}, nil},
		{jobs.Named{Account: "rounding"}, nil},
		{jobs.Named{Account: "nostro:nobody"}, []string{`account "nostro:nobody"`, "transit:rhein", "nostro balances lists"}},
		{jobs.Named{Account: "participant:nobody"}, []string{`account "participant:nobody"`}},
		{jobs.Named{Account: "cash"}, []string{`account "cash"`, "their classes are participant, nostro, transit"}},
		{jobs.Named{Owner: "carol"}, nil},
		{jobs.Named{Owner: "ann"}, nil}, // who asks
		{jobs.Named{Owner: "carl"}, []string{`owner "carl"`, "there is ", "carol", "nostro breaks assign"}},
		{jobs.Named{Source: "BCE"}, []string{`source of rates "BCE"`, "there is none yet; nostro rates list"}},
	} {
		err := h.stages.CheckNames(h.ctx, c.named)
		if c.refuse == nil {
			if err != nil {
				t.Errorf("%+v: %v", c.named, err)
			}
			continue
		}
		h.refused(err, jobs.ErrUnknownID, c.refuse...)
	}
}

// Who was once given a break, a correspondent that nostro.yaml names no more, and a currency that is only owed, are there.
func TestNamesThatTheBooksHave(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{{amount: "5.00", endToEnd: "GIFT"}}}.xml())
	h.done(h.stages.AssignBreak(h.ctx, 1, "dora", ""))
	all := h.stages.Settings.Correspondents
	h.stages.Settings.Correspondents = nil
	defer func() { h.stages.Settings.Correspondents = all }()
	for _, named := range []jobs.Named{{Owner: "dora"}, {Correspondent: "rhein"}, {Currency: money.MustCurrency("EUR")}, {Account: "nostro:rhein"},
		{Account: "charges:rhein"}} {
		if err := h.stages.CheckNames(h.ctx, named); err != nil {
			t.Errorf("%+v: %v", named, err)
		}
	}
	h.refused(h.stages.CheckNames(h.ctx, jobs.Named{Correspondent: "lakeside"}), jobs.ErrUnknownID, "there is rhein")
}

// Of many names the error lists a few, and says where all stand; where there is none yet, it says that.
func TestNamesOfMany(t *testing.T) {
	t.Parallel()
	h := newInstallation(t)
	h.refused(h.stages.CheckNames(h.ctx, jobs.Named{Cycle: "2026-11-24-1"}), jobs.ErrUnknownID, "there is none yet; nostro cycle list")
	var cycles []jobs.Cycle
	for n := range 20 {
		day := calendar.MustDate("2026-11-24").AddDays(n)
		cycles = append(cycles, jobs.Cycle{ID: fmt.Sprintf("%s-1", day), ValueDate: day, State: "open", OpenedAt: h.now, CutOffAt: h.now})
	}
	h.must(h.store.Update(h.ctx, func(tx jobs.Tx) error {
		for _, c := range cycles {
			if err := tx.AddCycle(c); err != nil {
				return err
			}
		}
		return nil
	}))
	err := h.stages.CheckNames(h.ctx, jobs.Named{Cycle: "nobody"})
	h.refused(err, jobs.ErrUnknownID, "2026-12-13-1")
	if n := strings.Count(err.Error(), ", "); n != 11 {
		t.Errorf("%d names in %v", n, err)
	}
}
