package jobs_test

import (
	"fmt"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/risk"
)

// needs asks for so many approvers of every release.
func needs(persons int, roles ...string) func(*setup) {
	return func(s *setup) {
		s.settings.Approval.Rules = append(s.settings.Approval.Rules, risk.ApprovalRule{Name: "all", Kinds: []string{"release"},
			Persons: persons, Roles: roles})
	}
}

// staff is who may act: everyone but bea and carol has a role of little help.
func staff(s *setup) {
	s.settings.People = []risk.Person{{ID: "ann", Roles: []string{"administrator", "approver"}}, {ID: "bea", Roles: []string{"approver"}},
		{ID: "carol", Roles: []string{"approver", "treasurer"}}, {ID: "dan", Roles: []string{"administrator"}}, {ID: "ed", Roles: []string{"treasurer"}}}
}

func (h *installation) judges(person string, approved bool) (jobs.Result, error) {
	h.t.Helper()
	return h.stages.Approve(h.ctx, h.cycle, person, approved, "because")
}

func TestTwoDifferentPersonsMustApprove(t *testing.T) {
	t.Parallel()
	h := written(t, needs(2))
	first := h.done(h.judges("bea", true))
	h.ends(first, jobs.OutcomeNeedsPerson)
	h.says(first.Summary+strings.Join(first.Notes, " "), "it is not enough yet", "1 person more must approve: bea, carol (all)")
	if h.state() != lifecycle.CycleWritten {
		t.Errorf("the cycle is %s after one of two", h.state())
	}
	_, err := h.stages.Send(h.ctx, h.cycle)
	h.refused(err, nil, "written")
	for _, again := range []string{"bea", " Bea ", "ｂｅａ"} {
		_, err := h.judges(again, true)
		h.refused(err, risk.ErrTwice, "another person must too")
	}
	h.ends(h.done(h.judges("carol", true)), jobs.OutcomeDone)
	h.ends(h.send(), jobs.OutcomeDone)
	h.approvals(2)
}

// A role adds who may approve; the maker with every role is still the maker.
func TestRolesAndMakers(t *testing.T) {
	t.Parallel()
	h := written(t, staff, needs(1, "treasurer"))
	for person, want := range map[string]error{"ann": risk.ErrMakerIsChecker, "dan": risk.ErrNotApprover} {
		_, err := h.judges(person, true)
		h.refused(err, want)
	}
	_, err := h.judges("mallory", true)
	h.refused(err, jobs.ErrNeedsPerson, "none of the people in nostro.yaml")
	bea := h.done(h.judges("bea", true)) // counts for every release, not for the treasurer's
	h.says(strings.Join(bea.Notes, " "), "with the role treasurer")
	h.ends(h.done(h.judges("ed", true)), jobs.OutcomeDone) // no approver, but a treasurer
}

func TestWhoCountsAsMaker(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		first  func(h *installation) // what bea does before ann goes on
		did    string
		counts bool
	}{
		"imported the accounts": {func(h *installation) { h.imports("accounts.csv", accountsCSV) }, "imported accounts.csv", true},
		"opened the cycle":      {func(h *installation) { h.done(h.stages.Open(h.ctx, date24)) }, "ran open", true},
		"imported another day's debts": {func(h *installation) {
			h.imports("later.csv", obligationsHeader+"O-9,alfa,brixton,EUR,1.00,2026-11-30,\n")
		}, "", false},
		"read the rates": {func(h *installation) { h.rates("2026-11-23", "USD 1.1634") }, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t)
			h.imports("participants.csv", participantsCSV)
			if !strings.Contains(story.did, "accounts") {
				h.imports("accounts.csv", accountsCSV)
			}
			h.stages.User = "bea"
			story.first(h)
			h.stages.User = "ann"
			h.owes("O-1 alfa brixton EUR 100.00")
			h.run()
			_, err := h.judges("bea", true)
			if !story.counts {
				h.must(err)
				return
			}
			h.refused(err, risk.ErrMakerIsChecker)
			var did string
			for _, m := range h.requests()[0].Makers {
				if m.Person == "bea" {
					did = m.Did
				}
			}
			h.says(did, story.did)
			h.ends(h.done(h.judges("carol", true)), jobs.OutcomeDone)
		})
	}
}

// The thresholds are data: what is above asks for more, what is at the amount does not.
func TestThresholds(t *testing.T) {
	t.Parallel()
	rule := func(r risk.ApprovalRule) func(*setup) {
		return func(s *setup) {
			r.Name, r.Kinds, r.Persons = "large", []string{"release"}, 2
			s.settings.Approval.Rules = []risk.ApprovalRule{r}
		}
	}
	for name, story := range map[string]struct {
		rule risk.ApprovalRule
		why  string // "" where one is enough
	}{
		"above in a currency":           {risk.ApprovalRule{Above: amount(eur, "99.99")}, "large: EUR 100.00 is above EUR 99.99"},
		"at the amount":                 {risk.ApprovalRule{Above: amount(eur, "100.00")}, ""},
		"another currency":              {risk.ApprovalRule{Above: amount(gbp, "0.01")}, ""},
		"in base, known rates":          {risk.ApprovalRule{Above: amount(eur, "125.00"), InBase: true}, "large: EUR 125.79 is above EUR 125.00"},
		"in base, at more":              {risk.ApprovalRule{Above: amount(eur, "125.79"), InBase: true}, ""},
		"at one correspondent":          {risk.ApprovalRule{Correspondent: "hudson", Above: amount(usd, "29.99")}, "large: USD 30.00 is above"},
		"at the other":                  {risk.ApprovalRule{Correspondent: "rhein", Above: amount(usd, "29.99")}, ""},
		"whatever is at one":            {risk.ApprovalRule{Correspondent: "hudson"}, "large"},
		"whatever is at one that is no": {risk.ApprovalRule{Correspondent: "nowhere"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, rule(story.rule))
			h.people()
			h.rates("2026-11-23", "USD 1.1634")
			h.owes("O-1 alfa brixton EUR 100.00", "O-2 cascade alfa USD 30.00")
			h.run()
			result := h.done(h.judges("bea", true))
			if story.why == "" {
				h.ends(result, jobs.OutcomeDone)
				return
			}
			h.ends(result, jobs.OutcomeNeedsPerson)
			h.says(strings.Join(result.Notes, " "), story.why)
		})
	}
}

// Without a rate nobody knows how much it is in base: then it counts as above.
func TestThresholdInBaseWithoutARate(t *testing.T) {
	t.Parallel()
	h := written(t, func(s *setup) {
		s.settings.Approval.Rules = []risk.ApprovalRule{{Name: "large", Kinds: []string{"release"}, Persons: 2,
			Above: amount(eur, "1000000.00"), InBase: true}}
	})
	h.says(fmt.Sprint(h.requests()[0].Needs), "USD 30.00 has no rate, so nobody can tell whether the sum is above EUR 1000000.00")
}

func TestApprovalExpires(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		hours, days     int
		counts, expired string
	}{
		"hours":                      {2, 0, "2026-11-23T17:29:59Z", "2026-11-23T17:30:00Z"},
		"a business day":             {0, 1, "2026-11-24T22:59:59Z", "2026-11-24T23:00:00Z"}, // midnight in Brussels
		"business days over Sundays": {0, 5, "2026-11-30T22:59:59Z", "2026-11-30T23:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expires := func(s *setup) {
				s.settings.Approval.ExpiresHours, s.settings.Approval.ExpiresDays = story.hours, story.days
			}
			h := written(t, expires)
			h.approve()
			h.at(story.counts)
			h.ends(h.send(), jobs.OutcomeDone)

			h = written(t, expires)
			h.approve()
			h.at(story.expired)
			_, err := h.stages.Send(h.ctx, h.cycle)
			h.refused(err, jobs.ErrNeedsPerson, "nothing was sent", "an approval of it has expired, it must be approved again")
			h.asked("expired", "waiting")
			if h.state() != lifecycle.CycleWritten {
				t.Errorf("the cycle is %s", h.state())
			}
			h.ends(h.approve(), jobs.OutcomeDone)
			h.ends(h.send(), jobs.OutcomeDone)
		})
	}
}

// The first of two expires before the second comes: both must approve again.
func TestHalfAnApprovalExpires(t *testing.T) {
	t.Parallel()
	h := written(t, needs(2), func(s *setup) { s.settings.Approval.ExpiresHours = 1 })
	h.done(h.judges("bea", true))
	h.at("2026-11-23T16:30:00Z")
	h.ends(h.done(h.judges("carol", true)), jobs.OutcomeNeedsPerson)
	h.asked("expired", "waiting")
	h.ends(h.done(h.judges("bea", true)), jobs.OutcomeDone)
}

// Whoever was taken out of nostro.yaml since it was written approves no more, and whoever came in must be asked.
func TestApproversChangeWhileItWaits(t *testing.T) {
	t.Parallel()
	h := written(t)
	h.stages.Settings.Approvers = []string{"carol", "eve"}
	for _, person := range []string{"bea", "eve"} {
		_, err := h.judges(person, true)
		h.refused(err, risk.ErrNotApprover, "could decide when it was asked, and still may")
	}
	h.ends(h.done(h.judges("carol", true)), jobs.OutcomeDone)
}

func TestTheDigestProvesThatOneLooked(t *testing.T) {
	t.Parallel()
	h := written(t, func(s *setup) { s.settings.Approval.DigestRequired = true })
	digest := h.requests()[0].Digest
	for looked, want := range map[string]string{"": "name at least the first 8 characters", digest[:7]: "is too short", "00000000": "look again"} {
		_, err := h.stages.DecideRelease(h.ctx, h.cycle, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: looked})
		h.refused(err, jobs.ErrNeedsPerson, want)
	}
	h.done(h.stages.DecideRelease(h.ctx, h.cycle, jobs.ApprovalSay{Person: "bea", Approved: true, Looked: strings.ToUpper(digest[:9])}))
	h.same("how much was named", []string{h.requests()[0].Decisions[0].Looked}, digest[:9])
}

// Nobody who is not named runs a stage where nostro.yaml names people.
func TestStrangersRunNothing(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, staff)
	h.stages.User = "mallory"
	_, err := h.stages.Import(h.ctx, []jobs.NamedFile{{Name: "accounts.csv", Data: []byte(accountsCSV)}}, false)
	h.refused(err, jobs.ErrNeedsPerson, `"mallory" is none of the people`)
	h.stages.User = "Ann"
	h.people()
}
