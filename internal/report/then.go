package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"nostro/fx"
	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
)

// then makes of the records what was known of them at the instant.
type then struct {
	*records
	past *jobs.Past
	tx   jobs.Tx
	at   time.Time
}

// lookBack leaves what was known at the instant, as it was. A cycle that was asked for and was not there yet is an error that
// wraps jobs.ErrUnknownID.
func (r *records) lookBack(tx jobs.Tx, asked string, at time.Time) error {
	past, err := jobs.ReadPast(tx, at)
	if err != nil {
		return err
	}
	t := then{r, past, tx, at}
	for _, part := range []func() error{t.ofHouse, t.ofCycles, t.ofNetting, func() error { return t.ofRates(asked) }, t.ofPayments, t.ofStatements, t.ofJournal} {
		if err := part(); err != nil {
			return fmt.Errorf("as it was known at %s: %w", at.UTC().Format(time.RFC3339), err)
		}
	}
	if asked != "" && len(r.cycles) == 0 {
		return fmt.Errorf("cycle %q was opened after %s: %w", asked, at.UTC().Format(time.RFC3339), jobs.ErrUnknownID)
	}
	return nil
}

// knew turns each item into what it was, and leaves out what was not there.
func knew[T any](list []T, was func(T) (T, bool)) []T {
	kept := list[:0]
	for _, item := range list {
		if old, there := was(item); there {
			kept = append(kept, old)
		}
	}
	return kept
}

// since leaves out what came later.
func since[T any](t then, list []T, at func(T) time.Time) []T {
	return keep(list, func(item T) bool { return t.past.Knows(at(item)) })
}

func (t then) ofHouse() error {
	later := map[string]bool{} // files of which every taking came later
	for _, f := range t.inputs {
		later[f.Name] = true
	}
	t.inputs = since(t, t.inputs, func(f jobs.InputFile) time.Time { return f.TakenAt })
	for _, f := range t.inputs {
		later[f.Name] = false
	}
	t.refusals = keep(t.refusals, func(f intake.Refusal) bool { return !later[f.File] })
	t.runs = since(t, t.runs, func(r jobs.Run) time.Time { return r.StartedAt })
	amendments, err := t.tx.Amendments()
	names := map[string]string{}
	for n := len(amendments) - 1; n >= 0; n-- { // the first one after the instant says what it was
		a := amendments[n]
		at := slices.IndexFunc(a.Was, func(f intake.Field) bool { return f.Name == "name" })
		if a.Currency.IsZero() && at >= 0 && !t.past.Knows(a.At) {
			names[a.Participant] = a.Was[at].Value
		}
	}
	for n, p := range t.participants {
		t.participants[n].Name = cmp.Or(names[p.ID], p.Name)
	}
	return err
}

// ofJournal comes last: until then the whole journal says when what happened.
func (t then) ofJournal() (err error) {
	t.journal = since(t, t.journal, func(p posted) time.Time { return p.at })
	t.undone = map[string]string{}
	for _, p := range t.journal {
		if p.entry.Reverses != "" {
			t.undone[p.entry.Reverses] = p.entry.Key
		}
	}
	t.balances, err = t.tx.JournalBalancesOn(jobs.BalanceDates{Booked: t.at})
	touched := map[ledger.Account]bool{}
	for _, p := range t.journal {
		for _, l := range p.entry.Postings {
			touched[l.Account] = true
		}
	}
	t.balances = keep(t.balances, func(r ledger.Row) bool { return touched[r.Account] })
	return err
}

// ofRates leaves out what was decided later, and shows each rate as it counted.
func (t then) ofRates(asked string) error {
	t.series = nil
	if err := t.loadRates(t.tx, asked); err != nil { // of the last cycle that was converted then
		return err
	}
	t.rateDecisions = since(t, t.rateDecisions, func(d jobs.RateDecision) time.Time { return d.At })
	for cycle, f := range t.fixings {
		fixing, _, err := t.fixing(f)
		if err != nil {
			return err
		}
		t.fixings[cycle] = fixing
	}
	for n, one := range t.series {
		var fixings []fx.Fixing
		for _, f := range one.fixings {
			fixing, there, err := t.fixing(f)
			if err != nil {
				return err
			}
			if there {
				fixings = append(fixings, fixing)
			}
		}
		t.series[n].fixings = fixings
	}
	return nil
}

// fixing returns a fixing as it counted; there is false where it was fetched later.
func (t then) fixing(f fx.Fixing) (was fx.Fixing, there bool, err error) {
	p, _, err := t.tx.Provenance(f.Source, f.Date)
	if err != nil {
		return f, false, err
	}
	was, there, err = t.tx.FixingAsOf(f.Source, f.Date, t.at)
	return was, there && t.past.Knows(p.FetchedAt), err
}
