package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

// fixed makes fixings of EUR/USD at these rates, a day each.
func fixed(t testing.TB, rates ...string) []fx.Fixing {
	t.Helper()
	all := make([]fx.Fixing, len(rates))
	for n, text := range rates {
		mid := decimal.RequireFromString(text)
		f, err := fx.NewFixing("ECB", calendar.MustDate("2026-11-01").AddDays(n), "",
			[]fx.Rate{{Pair: fx.Pair{Base: eur, Quote: usd}, Bid: mid, Mid: mid, Ask: mid}})
		if err != nil {
			t.Fatal(err)
		}
		all[n] = f
	}
	return all
}

// went are the points of the pair at these rates.
func went(t testing.TB, rates ...string) []jobs.RatePoint {
	return series{rateUse{pair: fx.Pair{Base: eur, Quote: usd}}, fixed(t, rates...)}.points(eur)
}

func TestSparkline(t *testing.T) {
	for _, tt := range []struct {
		rates string
		width int
		want  string
	}{
		{"1 2 3 4 5 6 7 8", 80, "▁▂▃▄▅▆▇█"},
		{"8 1", 80, "█▁"},
		{"1.1 1.1 1.1", 80, "▄▄▄"},
		{"1.1", 80, "▄"},
		{"1 1 1 1 2 2 3 3", 4, "▁▁▄█"},
		{"1.00000001 1.00000002", 80, "▁█"},
		{"0.00000000001 100000", 80, "▁█"},
	} {
		if got := Sparkline(went(t, strings.Fields(tt.rates)...), tt.width); got != tt.want {
			t.Errorf("%s in %d: %q, want %q", tt.rates, tt.width, got, tt.want)
		}
	}
	if got := Sparkline(nil, 80); got != "" {
		t.Errorf("nothing is drawn as %q", got)
	}
}

func TestThinnedKeepsTheLast(t *testing.T) {
	var rates []string
	for n := range 1000 {
		rates = append(rates, fmt.Sprint(n+1))
	}
	points := went(t, rates...)
	for _, most := range []int{1, 7, 69, 999} {
		kept := thinned(points, most)
		if len(kept) != most || kept[most-1] != points[999] || !slices.IsSortedFunc(kept, func(a, b jobs.RatePoint) int { return a.Date.Compare(b.Date) }) {
			t.Errorf("%d of 1000: %d, the last is %s", most, len(kept), kept[len(kept)-1].Date)
		}
	}
}

func TestExtremes(t *testing.T) {
	low, high := Extremes(went(t, "1.2", "1.1", "1.3", "1.1", "1.3"))
	if low.Date.String() != "2026-11-02" || high.Date.String() != "2026-11-03" {
		t.Errorf("low on %s, high on %s: want the earliest of equals", low.Date, high.Date)
	}
}

// withRates gives the sample a decision of each kind of answer, and how a rate went.
func withRates(t testing.TB, r *records) *records {
	at := clock("2026-11-23T15:00:03Z")
	date := r.conversions[0].FixingDate
	r.rateDecisions = []jobs.RateDecision{
		{Key: "move:ECB:2026-11-23:EUR/USD:1.1", Kind: jobs.AskMove, Accepted: true, Source: "ECB", Date: date, Maker: "ann", Checker: "bea",
			What: "ECB EUR/USD 1.1 of 2026-11-23 moved 6.00 %", Reason: "the market did <move>", At: at},
		{Key: "conflict:1", Kind: jobs.AskConflict, Source: "ECB", Date: date, Conflict: 1, Maker: "ann", Checker: "carol",
			What: "the ECB fixing is known with other rates", Reason: "a typing error", At: at.Add(60e9)}}
	r.series = []series{{rateUse{fx.Pair{Base: eur, Quote: usd}, "ECB", date}, fixed(t, "1.05", "1.02", "1.10")}, {fixings: fixed(t, "1")}}
	return r
}

func TestRatesStandInEveryReport(t *testing.T) {
	p := pictureOf(t, withRates(t, sampleRecords(t)), sampleInput(t))
	var text, page bytes.Buffer
	if err := Console(&text, p, ConsoleOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if err := HTML(&page, p); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Decided about rates: 2 questions", "accepted by bea, 2026-11-23 16:00", "because: the market did <move>",
		"rejected by carol", "conflict:1, brought by ann"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text has no %q:\n%s", want, text.String())
		}
	}
	for _, want := range []string{`<polyline points="0,25 120,40 240,0"`, "EUR/USD</b> 1.1", "low 1.02 on 2026-11-02", "the market did &lt;move&gt;",
		`<span class="badge good">accepted</span>`, `<span class="badge bad">rejected</span>`} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if strings.Count(page.String(), "<polyline") != 1 {
		t.Error("a rate of one day is drawn")
	}
}

func TestQuestionsAboutRatesStandInTheStatus(t *testing.T) {
	in := sampleInput(t)
	in.Cycle = ""
	in.RateQuestions = []RateQuestion{{Key: "age:x", What: "rates are old", Answer: "nostro rates accept age:x", Cycle: "2026-11-27-1"},
		{Key: "conflict:1", What: "two files differ", Answer: "nostro rates accept conflict:1"}, {What: "none has come", Answer: "nostro rates fetch", Cycle: "2026-11-27-1"}}
	p := pictureOf(t, sampleRecords(t), in)
	var text bytes.Buffer
	if err := StatusConsole(&text, p, ConsoleOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"cycle 2026-11-27-1 is not converted before", "rates are old", "next: nostro rates accept age:x", "two files differ",
		"rates are missing, or too old: cycle 2026-11-27-1 is not converted before"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the status has no %q:\n%s", want, text.String())
		}
	}
	in = sampleInput(t)
	in.RateQuestions = p.RateQuestions
	if p := pictureOf(t, sampleRecords(t), in); len(p.RateQuestions) != 1 {
		t.Errorf("the report of a cycle shows questions of another: %v", p.RateQuestions)
	}
}
