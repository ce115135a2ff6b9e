package report

import (
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// A recall that is overdue is stuck, in status, with what to do.
func TestStatusShowsRecallsThatAreOverdue(t *testing.T) {
	eur := money.MustCurrency("EUR")
	v := jobs.RecallView{Recall: jobs.Recall{ID: 7, Correspondent: "rhein", Steps: []jobs.RecallStep{{State: lifecycle.RecallSent}}},
		Payment: jobs.Instruction{Participant: "brixton", Amount: money.FromMinor(eur, 10_000)}, Due: calendar.MustDate("2026-11-26"),
		Next: "ring rhein"}
	var out strings.Builder
	p := Picture{House: "House", RecallsOverdue: OverdueRecallsOf([]jobs.RecallView{v})}
	if err := StatusConsole(&out, p, ConsoleOptions{Width: 200}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Stuck: 1", "recall 7 of EUR 100.00 to brixton at rhein is sent, and overdue since 2026-11-26",
		"next: ring rhein (docs/runbooks/recall-unanswered.md)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if rows := OverdueRecallsOf(nil); rows != nil {
		t.Errorf("%v", rows)
	}
}
