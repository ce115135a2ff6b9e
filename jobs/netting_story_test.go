package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/netting"
)

// netsBy is a house with agreements.
func netsBy(t netting.Terms) func(*setup) { return func(s *setup) { s.settings.Netting = t } }

// setsOf returns what each participant receives or pays, by netting set.
func (h *installation) setsOf(cycle string) []string {
	h.t.Helper()
	var lines []string
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) error {
		positions, err := tx.Positions(cycle)
		for _, p := range positions {
			lines = append(lines, fmt.Sprintf("%s %s %s, %s", p.Participant, p.Net.Currency(), p.Net, p.Set))
		}
		return err
	}))
	slices.Sort(lines)
	return lines
}

// The same obligations under three models: what moves between whom differs, what each is owed does not.
func TestModelsOfNetting(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]struct {
		terms netting.Terms
		want  []string
	}{
		"multilateral": {netting.Terms{}, []string{"alfa EUR EUR -70.00, multilateral", "brixton EUR EUR 100.00, multilateral",
			"harbour EUR EUR -30.00, multilateral"}},
		"bilateral": {netting.Terms{Default: netting.Bilateral}, []string{"alfa EUR EUR -100.00, bilateral with brixton",
			"alfa EUR EUR 30.00, bilateral with harbour", "brixton EUR EUR 100.00, bilateral with alfa",
			"harbour EUR EUR -30.00, bilateral with alfa"}},
		"gross": {netting.Terms{Default: netting.Gross}, []string{"alfa EUR EUR -140.00, gross O-1 with brixton",
			"alfa EUR EUR 30.00, gross O-3 with harbour", "alfa EUR EUR 40.00, gross O-2 with brixton",
			"brixton EUR EUR -40.00, gross O-2 with alfa", "brixton EUR EUR 140.00, gross O-1 with alfa",
			"harbour EUR EUR -30.00, gross O-3 with alfa"}},
		"an agreement for two, the rest gross": {netting.Terms{Default: netting.Gross, Agreements: []netting.Agreement{
			{Name: "pair", Model: netting.Bilateral, Participants: []string{"alfa", "brixton"}}}},
			[]string{"alfa EUR EUR -100.00, bilateral with brixton under pair", "alfa EUR EUR 30.00, gross O-3 with harbour",
				"brixton EUR EUR 100.00, bilateral with alfa under pair", "harbour EUR EUR -30.00, gross O-3 with alfa"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newInstallation(t, netsBy(story.terms))
			h.people()
			h.owes("O-1 alfa brixton EUR 140.00", "O-2 brixton alfa EUR 40.00", "O-3 harbour alfa EUR 30.00")
			h.run()
			if got := h.setsOf(h.cycle); !slices.Equal(got, story.want) {
				t.Errorf("positions are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(story.want, "\n"))
			}
			if _, broken := h.checked(); len(broken) > 0 {
				t.Errorf("broken: %v", broken)
			}
		})
	}
}

// Where no agreement covers two parties and such are refused, their obligation waits with the reason, and the others go.
func TestAnObligationWithoutAnAgreementWaits(t *testing.T) {
	t.Parallel()
	h := newInstallation(t, netsBy(netting.Terms{Refuse: true, Agreements: []netting.Agreement{
		{Name: "pair", Model: netting.Multilateral, Participants: []string{"alfa", "brixton"}}}}))
	h.people()
	h.owes("O-1 alfa brixton EUR 140.00", "O-3 harbour alfa EUR 30.00")
	h.run()
	want := []string{"alfa EUR EUR -140.00, multilateral under pair", "brixton EUR EUR 140.00, multilateral under pair"}
	if got := h.setsOf(h.cycle); !slices.Equal(got, want) {
		t.Errorf("positions are %v, want %v", got, want)
	}
	h.must(h.store.View(h.ctx, func(tx jobs.Tx) error {
		waiting, err := tx.Deferrals(h.cycle)
		if len(waiting) != 1 || waiting[0].Obligation != "O-3" || !strings.Contains(waiting[0].Reason, "no netting agreement covers harbour and alfa in EUR") {
			t.Errorf("waiting %+v", waiting)
		}
		return err
	}))
}
