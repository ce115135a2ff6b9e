package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/reconcile"
)

// sampleControl has a day that agrees, items of both kinds with and without a break, and a day of another cycle.
func sampleControl(zone *time.Location) *Control {
	const paid = "N7Q4X2M9K1C00002"
	found := jobs.Controlled{Statements: 2, Days: []reconcile.ControlDay{
		{Correspondent: "ALPHA", Currency: eur, Day: valueDay, Files: parse(eur, "-33537.38"), Bank: parse(eur, "-33537.38"), Ledger: parse(eur, "-33537.38")},
		{Correspondent: "BRAVO", Currency: usd, Day: valueDay, Files: parse(usd, "1.00"), Bank: parse(usd, "1876.40"), Ledger: parse(usd, "1.00"),
			FilesBank: []reconcile.Unlike{{Item: "statement 2 entry 4", Amount: parse(usd, "1875.40"), Why: reconcile.WhyNotAsked,
				Text: "files: nothing; bank: =STMT-USD-0231, entry 4 USD 1875.40 on 2026-11-24"}},
			BankLedger: []reconcile.Unlike{{Item: "statement 2 entry 4", Amount: parse(usd, "-1875.40"), Why: reconcile.WhyNotPosted, Text: "ledger: nothing"}}},
		{Correspondent: "BRAVO", Currency: jpy, Day: valueDay.AddDays(1), Files: parse(jpy, "0"), Bank: parse(jpy, "-5000"), Ledger: parse(jpy, "-5000"),
			FilesBank: []reconcile.Unlike{{Item: paid, Amount: parse(jpy, "-5000"), Why: reconcile.WhyOtherDay, Text: "a day later"}}}},
		Breaks: []jobs.Break{{ID: 2, State: lifecycle.BreakOpen, Statement: 2, Entry: 4}}}
	return ControlOf(found, clock("2026-11-27T08:30:00Z"), zone)
}

// sampleSafeguarding is short of dollars on the last day; the day before was made twice.
func sampleSafeguarding() []jobs.SafeguardingRecord {
	check := jobs.SafeguardingCheck{
		Currencies: []jobs.SafeguardingCurrency{{Currency: "USD", Owed: "USD 10.00", OnItsWay: "USD 5.00", Unidentified: "USD 1.00", Requirement: "USD 16.00",
			Held: "USD 14.00", Difference: "USD -2.00", Bridge: []jobs.SafeguardingItem{{What: "owed to us by participants", Amount: "USD -2.00"}}}},
		Base: jobs.SafeguardingBase{Requirement: "EUR 14.74", Held: "EUR 12.90", Difference: "EUR -1.84", Fixing: "ECB 2026-11-24", Unvalued: []string{"KWD"}},
		Accounts: []jobs.SafeguardingAccount{
			{Correspondent: "ALPHA", Currency: "EUR", Ledger: "EUR 0.00", Difference: "EUR 0.00", Verdict: jobs.SafeguardingUnconfirmed},
			{Correspondent: "BRAVO", Currency: "USD", Ledger: "USD 14.00", Statement: "USD 17.00", StatementID: "STMT-USD-0231", StatementDay: "2026-11-25",
				Timing: "USD 1.00", Difference: "USD 2.00", Verdict: jobs.SafeguardingDiffers},
			{Correspondent: "BRAVO", Currency: "JPY", Ledger: "JPY 7", Statement: "JPY 7", StatementID: "STMT-JPY-0231", StatementDay: "2026-11-25",
				Timing: "JPY 0", Difference: "JPY 0", Verdict: jobs.SafeguardingAgrees}}}
	record := func(day string, n int) jobs.SafeguardingRecord {
		check.Day = day
		content, err := json.Marshal(check)
		if err != nil {
			panic(err)
		}
		return jobs.SafeguardingRecord{Day: calendar.MustDate(day), Number: n, At: clock("2026-11-26T09:00:00Z"), By: "ann", Content: string(content),
			SHA256: hashOf(string(content))}
	}
	return []jobs.SafeguardingRecord{record("2026-11-24", 1), record("2026-11-24", 2), record("2026-11-25", 1)}
}

func housePicture(t testing.TB) Picture {
	in := sampleInput(t)
	in.Cycle = ""
	return pictureOf(t, sampleRecords(t), in)
}

// A cycle shows its own value date; the house shows all, the last record of each day first.
func TestControlAndSafeguardingOfACycle(t *testing.T) {
	cycle, house := samplePicture(t), housePicture(t)
	if len(cycle.Control.Days) != 2 || len(house.Control.Days) != 3 || house.Control.Differing() != 2 || cycle.Control.Differing() != 1 {
		t.Errorf("cycle %+v, house %+v", cycle.Control, house.Control)
	}
	if days := cycle.Safeguarding.Days; len(days) != 1 || days[0].Day != "2026-11-24" || days[0].Record != 2 || cycle.Safeguarding.Due != "" {
		t.Errorf("cycle %+v", cycle.Safeguarding)
	}
	if days := house.Safeguarding.Days; len(days) != 2 || days[0].Day != "2026-11-25" || house.Safeguarding.Due != "2026-11-26" {
		t.Errorf("house %+v", house.Safeguarding)
	}
	in := sampleInput(t)
	in.Control, in.Safeguarding = nil, SafeguardingOf(sampleSafeguarding()[2:], calendar.Date{}, time.UTC)
	if p := pictureOf(t, sampleRecords(t), in); p.Control != nil || p.Safeguarding != nil {
		t.Errorf("no control, and no record of the value date, and it shows %+v, %+v", p.Control, p.Safeguarding)
	}
}

// The forms of the house: the page, the terminal, and the tables.
func TestGoldensOfControl(t *testing.T) {
	p := housePicture(t)
	golden(t, "house-control.txt", func(w io.Writer) error {
		out := newPrinter(w, ConsoleOptions{Width: 80})
		out.control(p.Control)
		out.safeguarding(p.Safeguarding)
		return out.err
	})
	for _, name := range []string{"control", "safeguarding"} {
		golden(t, "house-"+name+".csv", func(w io.Writer) error { return CSV(w, p, name) })
	}
	shown := page(t, p)
	for _, want := range []string{`<a href="#b-2">break 2</a>`, `<a href="#i-N7Q4X2M9K1C00002">`, "on another day", "Shortfall: USD 2.00",
		`<small>owed to us by participants</small></td><td class="num"><small>-2.00`, "2026-11-26 was not checked yet", "Without a rate, and not in it: KWD", "Kept before",
		`<span class="badge bad">differs</span>`, "2 days of accounts differ"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if shown := page(t, Picture{}); strings.Contains(shown, "Safeguarding") || strings.Contains(shown, "our ledger") {
		t.Error("of nothing it shows a control")
	}
}

// A shortfall, and an account that differs, is trouble with what to do next; what waits is due.
func TestStatusTellsOfSafeguarding(t *testing.T) {
	p := housePicture(t)
	var out bytes.Buffer
	if err := StatusConsole(&out, p, ConsoleOptions{Width: 300}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"safeguarding of 2026-11-25: a shortfall of USD 2.00", "safeguarding-shortfall.md",
		"BRAVO in USD differs from the statement by USD 2.00", "nostro safeguarding --on 2026-11-25",
		"safeguarding of 2026-11-26 was not checked yet: nostro safeguarding"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("without %q:\n%s", want, out.String())
		}
	}
	if !Unsafe(p) || Unsafe(Picture{}) {
		t.Error("a shortfall is not told from none")
	}
}

// What was kept and cannot be read says so, in every form, and does not pass for safe.
func TestASafeguardingRecordThatIsBroken(t *testing.T) {
	for content, want := range map[string]string{
		"{": "unexpected end", `{"internal":[{"currency":"USD","held":"USD 1.005"}]}`: `amount "USD 1.005"`, `{"in_base":{"held":"12"}}`: `amount "12"`} {
		r := sampleSafeguarding()[2]
		r.Content = content
		p := housePicture(t)
		p.Safeguarding = SafeguardingOf([]jobs.SafeguardingRecord{r}, calendar.Date{}, time.UTC)
		day := p.Safeguarding.Days[0]
		if !strings.Contains(day.Broken, want) || day.Verdict() != "cannot be read" || !Unsafe(p) {
			t.Errorf("%s: %+v", content, day)
		}
		if shown := page(t, p); !strings.Contains(shown, "The record cannot be read") {
			t.Errorf("%s: the page hides it", content)
		}
		writeAll(t, p)
	}
}

func TestVerdictsOfSafeguarding(t *testing.T) {
	for want, day := range map[string]SafeguardingDay{
		"safeguarded":                {Accounts: []SafeguardingAccount{{Verdict: jobs.SafeguardingAgrees}}},
		jobs.SafeguardingUnconfirmed: {Accounts: []SafeguardingAccount{{Verdict: jobs.SafeguardingAgrees}, {Verdict: jobs.SafeguardingUnconfirmed}}},
		jobs.SafeguardingDiffers:     {Accounts: []SafeguardingAccount{{Verdict: jobs.SafeguardingUnconfirmed}, {Verdict: jobs.SafeguardingDiffers}}},
		"shortfall":                  {Currencies: []Safeguarded{{Difference: amount(eur, "5.00")}, {Difference: amount(usd, "-0.01")}}},
	} {
		if got := day.Verdict(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	tones := map[string]string{"safeguarded": "good", jobs.SafeguardingAgrees: "good", jobs.SafeguardingUnconfirmed: "calm", "shortfall": "bad"}
	for verdict, want := range tones {
		if got := verdictTone(verdict); got != want {
			t.Errorf("%s is %s, want %s", verdict, got, want)
		}
	}
}
