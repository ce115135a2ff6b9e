package report

import (
	"strings"
	"testing"
	"time"

	"nostro/fx"
	"nostro/jobs"
	"nostro/money"
)

// What is to be revalued, or to be revalued again, is due, in status as in the figures of risk.
func TestStatusSaysWhatToRevalue(t *testing.T) {
	for name, tt := range map[string]struct {
		risk Risk
		want []string
	}{
		"nothing": {Risk{Revalued: "2026-11-24"}, []string{"Nothing is due"}},
		"never":   {Risk{Due: "2026-11-24"}, []string{"Due", "never revalued: nostro revalue does it until 2026-11-24"}},
		"later":   {Risk{Revalued: "2026-11-24", Due: "2026-11-25"}, []string{"revalued until 2026-11-24: nostro revalue does it until 2026-11-25"}},
		"again": {Risk{Revalued: "2026-11-24", Redo: "2026-11-20"},
			[]string{"the revaluation of 2026-11-20 is no longer what position and rates make it", "nostro revalue --date 2026-11-20"}},
	} {
		var out strings.Builder
		if err := StatusConsole(&out, Picture{House: "House", Risk: tt.risk}, ConsoleOptions{Width: 200}); err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is not in\n%s", name, want, out.String())
			}
		}
	}
}

// While a part of the position has no value, no sum is told: one of the rest would pass for the whole.
func TestNoSumWhileAPartHasNoValue(t *testing.T) {
	eur := money.MustCurrency("EUR")
	known := jobs.Risk{Base: eur, Open: fx.OpenPosition{Long: money.FromMinor(eur, 500), Total: money.FromMinor(eur, 500)}}
	for _, why := range []string{"", "quote KWD/EUR: no rate"} {
		known.NoValues = why
		if r := RiskOf(known, time.Time{}, time.UTC); r.Total.None() != (why != "") || r.Long.None() != (why != "") {
			t.Errorf("%q: long %v, total %v", why, r.Long, r.Total)
		}
	}
}
