package fx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// told writes a sheet as lines: each rate with its fixing, then each refusal.
func told(s Sheet) []string {
	var lines []string
	for _, f := range s.Fixings {
		for _, r := range f.Rates {
			line := fmt.Sprintf("%s %s %s %s", f.Source, f.Date, r.Pair, r.Mid)
			if !r.Bid.Equal(r.Ask) {
				line = fmt.Sprintf("%s %s %s %s %s %s", f.Source, f.Date, r.Pair, r.Bid, r.Mid, r.Ask)
			}
			if per := f.Remarks[r.Pair].PerUnits; per > 0 {
				line += fmt.Sprintf(" per %d", per)
			}
			if !f.FixedAt.IsZero() {
				line += " at " + f.FixedAt.Format(time.RFC3339)
			}
			lines = append(lines, line)
		}
		for _, text := range f.Ignored {
			lines = append(lines, "ignored "+text)
		}
	}
	for _, r := range s.Refusals {
		lines = append(lines, fmt.Sprintf("refused %d %s %q: %s", r.Line, r.Field, r.Value, r.Reason))
	}
	return lines
}

const ownHeader = "source,date,time,base,quote,bid,mid,ask,per_units\n"

// goodSheets are files, and what is taken and refused of them.
var goodSheets = []struct {
	name, text string
	want       []string
}{
	{"XML history", envelope(`<Cube time="2026-11-24"><Cube currency="USD" rate="1.1"/></Cube>` + "\n" +
		`<Cube time="2026-11-23"><Cube currency="USD" rate="1.2"/><Cube currency="JPY" rate="x"/></Cube>`),
		[]string{"ECB 2026-11-23 EUR/USD 1.2", "ECB 2026-11-24 EUR/USD 1.1",
			`refused 4 rate "x": it is no plain decimal such as 1.0745`}},
	{"a day that is no date", envelope(`<Cube time="24.11.2026"><Cube currency="USD" rate="1.1"/></Cube>` +
		`<Cube time="2026-11-23"><Cube currency="USD" rate="1.2"/></Cube>`),
		[]string{"ECB 2026-11-23 EUR/USD 1.2", `refused 3 time "24.11.2026": it is no date such as 2026-11-24`}},
	{"a day without rates", envelope(`<Cube time="2026-11-24"/><Cube time="2026-11-23"><Cube currency="USD" rate="1.2"/></Cube>`),
		[]string{"ECB 2026-11-23 EUR/USD 1.2", `refused 3 time "2026-11-24": the day has no rate that can be used`}},
	{"a currency twice with other rates", dayOf(`<Cube currency="USD" rate="1.1"/><Cube currency="USD" rate="1.2"/><Cube currency="GBP" rate="0.8"/>`),
		[]string{"ECB 2026-11-24 EUR/GBP 0.8",
			`refused 3 currency "USD": it stands on line 3 already, with another rate: neither is taken`}},
	{"a currency twice with the same rate", dayOf(`<Cube currency="USD" rate="1.1"/><Cube currency="USD" rate="1.1"/>`),
		[]string{"ECB 2026-11-24 EUR/USD 1.1", `refused 3 currency "USD": it stands on line 3 already`}},
	{"a day twice", envelope(`<Cube time="2026-11-24"><Cube currency="USD" rate="1.1"/></Cube>` +
		`<Cube time="2026-11-24"><Cube currency="USD" rate="1.2"/></Cube>`),
		[]string{"ECB 2026-11-24 EUR/USD 1.1", "ECB 2026-11-24 EUR/USD 1.2"}},
	{"CSV history", "Date,USD,JPY,CYP,\n2026-11-24,1.1,N/A,0.58,\n2026-11-23,1.2,180,N/A,\n",
		[]string{"ECB 2026-11-23 EUR/JPY 180", "ECB 2026-11-23 EUR/USD 1.2", "ECB 2026-11-24 EUR/USD 1.1",
			"ignored line 2: CYP 0.58: CYP is not a currency of ISO 4217"}},
	{"CSV daily", "Date, USD, JPY, \r\n24 November 2026, 1.1, 180.5, \r\n",
		[]string{"ECB 2026-11-24 EUR/JPY 180.5", "ECB 2026-11-24 EUR/USD 1.1"}},
	{"bad cells and rows of a CSV", "Date,USD,JPY,\n2026-11-24,0,180,\n2026-11-23,1.2,\nsoon,1.2,180,\n\n2026-11-20,-,n/a,\n",
		[]string{"ECB 2026-11-24 EUR/JPY 180", `refused 2 rate "0": it is not above zero`,
			`refused 3 Date "2026-11-23": the row has 2 cells, the header has 3`,
			`refused 4 Date "soon": it is no date such as 2026-11-24 or 24 November 2026`,
			`refused 6 rate "-": it is no plain decimal such as 1.0745`,
			`refused 6 rate "n/a": it is no plain decimal such as 1.0745`,
			`refused 6 time "2026-11-20": the day has no rate that can be used`}},
	{"CNB in Czech", "24.11.2026 #228\nzemě|měna|množství|kód|kurz\nJaponsko|jen|100|JPY|14,123\nUSA|dolar|1|USD|21,05\n" +
		"MMF|ZPČ|1|ABC|30,1\nX|x|3|HUF|6,1\nX|x|1|PLN|6.1.2\nY\n",
		[]string{"CNB 2026-11-24 JPY/CZK 0.14123 per 100", "CNB 2026-11-24 USD/CZK 21.05",
			"ignored line 5: ABC/CZK 30.1: ABC is not a currency of ISO 4217",
			`refused 6 per_units "3": it is none of 1, 10, 100, 1000, 10000`,
			`refused 7 mid "6.1.2": it is no plain decimal such as 1.0745`, `refused 8 row "Y": it has 1 cells, not 5`}},
	{"CNB in English", "24 Nov 2026 #228\nCountry|Currency|Amount|Code|Rate\nHungary|forint|100|HUF|6.123\n\n1|2\n",
		[]string{"CNB 2026-11-24 HUF/CZK 0.06123 per 100"}},
	{"one's own", ownHeader + "DESK,2026-11-24,2026-11-24T16:00:00+01:00,EUR,USD,1.1,1.15,1.2,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,GBP,0.8,,0.9,1\nDESK,,2026-11-24T15:00:00Z,JPY,CZK,,14,,100\n",
		[]string{"DESK 2026-11-24 EUR/GBP 0.8 0.85 0.9 at 2026-11-24T15:00:00Z",
			"DESK 2026-11-24 EUR/USD 1.1 1.15 1.2 at 2026-11-24T15:00:00Z",
			"DESK 2026-11-24 JPY/CZK 0.14 per 100 at 2026-11-24T15:00:00Z"}},
	{"columns turned round, source by default", "mid,quote,base,time\n1.1,USD,EUR,2026-11-24T16:00:00Z\n",
		[]string{"HOUSE 2026-11-24 EUR/USD 1.1 at 2026-11-24T16:00:00Z"}},
	{"bad rows of one's own", ownHeader +
		"DESK,,2026-11-24T15:00:00Z,EUR,USD,,1.1,,\n" +
		"DESK,,2026-11-24T16:00:00Z,EUR,GBP,,0.8,,\n" +
		"DESK,,soon,EUR,GBP,,0.8,,\n" +
		"DESK,24.11.2026,2026-11-24T15:00:00Z,EUR,GBP,,0.8,,\n" +
		"ECB,,2026-11-24T15:00:00Z,EUR,GBP,,0.8,,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,EUR,,1,,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,gbp,,0.8,,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,GBP,0.8,0.81,,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,GBP,,,,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,GBP,0.9,0.85,0.8,\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,GBP\n" +
		"DESK,,2026-11-24T15:00:00Z,EUR,\"GBP\"x,,0.8,,\n",
		[]string{"DESK 2026-11-24 EUR/USD 1.1 at 2026-11-24T15:00:00Z",
			`refused 3 time "2026-11-24T16:00:00Z": the fixing of 2026-11-24 has another one on line 2: one a day for each source`,
			`refused 4 time "soon": it is no instant with its offset, such as 2026-11-24T16:00:00+01:00`,
			`refused 5 date "24.11.2026": it is no date such as 2026-11-24`,
			`refused 6 source "ECB": it is no name of a source of your own: ECB and CNB come in their own forms`,
			`refused 7 quote "EUR": it is the base too`, `refused 8 quote "gbp": it is no code of three capital letters`,
			`refused 9 bid "0.8": bid and ask come together, or neither`,
			`refused 10 mid "": there is neither mid nor bid and ask`,
			`refused 11 rate "0.85": rate EUR/GBP: rate is not usable: bid 0.9, mid 0.85, ask 0.8 do not rise; correct them at the source`,
			`refused 12 row "DESK,,2026-11-24T15:00:00Z,EUR,GBP": it has 5 cells, the header has 9`,
			`refused 13 row "": it is no CSV: extraneous or missing " in quoted-field`}},
}

func TestParseRatesTakesWhatIsGood(t *testing.T) {
	for _, tt := range goodSheets {
		t.Run(tt.name, func(t *testing.T) {
			s, err := ParseRates([]byte(tt.text), "HOUSE")
			if err != nil {
				t.Fatal(err)
			}
			if got := told(s); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			for _, f := range s.Fixings {
				if f.RawSHA256 != hashOf([]byte(tt.text)) {
					t.Errorf("the evidence of %s is %s", f.Date, f.RawSHA256)
				}
			}
		})
	}
}

func TestParseRatesRefusesFiles(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", "", "no form that is known"},
		{"prose", "Dear customer,\nsee below\n", "no form that is known"},
		{"HTML", "<html/>", "does not belong here"},
		{"XML cut short", "<a", "not well-formed"},
		{"CSV without a row", "Date,USD,\n", "it holds no rate that can be used"},
		{"CSV of nothing but N/A", "Date,USD,\n2026-11-24,N/A,\n", "it holds no rate that can be used"},
		{"wide CSV", "Date" + strings.Repeat(",USD", 401) + "\n", "at most 400"},
		{"unknown column", "time,base,quote,mid,colour\n", `its column "colour" is not known`},
		{"column twice", "time,base,quote,mid,mid\n", `its column "mid" comes twice`},
		{"no time", "base,quote,mid\n", `its column "time" is missing`},
		{"no good row", "time,base,quote,mid\nx,EUR,USD,1\n", `time "x"`},
		{"CNB of no day", "99.99.2026 #1\nx\n", "it is no date such as 24.11.2026"},
		{"ZIP that is none", "PK\x03\x04xxxx", "its ZIP cannot be read"},
	} {
		_, err := ParseRates([]byte(tt.text), "HOUSE")
		var refusal *ParseError
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), tt.want) || refusal.Remedy == "" {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := ParseRates(make([]byte, SheetBytesMax+1), ""); err == nil || !strings.Contains(err.Error(), "limit of") {
		t.Errorf("too long: %v", err)
	}
}

func zipped(t *testing.T, texts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for n, text := range texts {
		f, err := w.Create(fmt.Sprintf("eurofxref-%d.csv", n))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestParseRatesUnpacks(t *testing.T) {
	raw := zipped(t, "Date, USD, \n24 November 2026, 1.1, \n")
	s, err := ParseRates(raw, "")
	if err != nil || !slices.Equal(told(s), []string{"ECB 2026-11-24 EUR/USD 1.1"}) || s.Fixings[0].RawSHA256 != hashOf(raw) {
		t.Errorf("%v, %v", told(s), err)
	}
	if _, err := ParseRates(zipped(t, "a", "b"), ""); err == nil || !strings.Contains(err.Error(), "holds 2 files") {
		t.Errorf("two files: %v", err)
	}
	bomb := zipped(t, strings.Repeat(" ", SheetBytesMax+1))
	if _, err := ParseRates(bomb, ""); err == nil || !strings.Contains(err.Error(), "holds more than the limit") {
		t.Errorf("%d bytes that unpack to too many: %v", len(bomb), err)
	}
}

// Both forms of the history say the same.
func TestFormsOfTheHistoryAgree(t *testing.T) {
	xml, table := history(250)
	a, err := ParseRates(xml, "")
	if err != nil {
		t.Fatal(err)
	}
	b, err := ParseRates(table, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Fixings) != 250 || len(a.Refusals)+len(b.Refusals) > 0 {
		t.Fatalf("%d fixings, refusals %v %v", len(a.Fixings), a.Refusals, b.Refusals)
	}
	for n, f := range a.Fixings {
		g := b.Fixings[n]
		if f.Date != g.Date || !slices.EqualFunc(f.Rates, g.Rates, Rate.Same) {
			t.Fatalf("%s and %s differ", f.Date, g.Date)
		}
	}
}

func FuzzParseRates(f *testing.F) {
	xml, table := history(2)
	for _, seed := range []string{string(xml), string(table), "24.11.2026 #228\nx\nJaponsko|jen|100|JPY|14,123\n",
		ownHeader + "DESK,,2026-11-24T15:00:00Z,JPY,CZK,1,,2,100\n", "Date,USD,USD,\n2026-11-24,1,2,\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := ParseRates(raw, "HOUSE")
		again, errAgain := ParseRates(raw, "HOUSE")
		if !reflect.DeepEqual(s, again) || fmt.Sprint(err) != fmt.Sprint(errAgain) {
			t.Fatalf("read twice, and the two differ")
		}
		if err != nil {
			var refusal *ParseError
			if !errors.As(err, &refusal) || len(err.Error()) > 1000 {
				t.Fatalf("refused by %T: %v", err, err)
			}
			return
		}
		if len(s.Fixings) == 0 {
			t.Fatal("taken, and without a fixing")
		}
		for _, one := range s.Fixings {
			if _, err := NewFixing(one.Source, one.Date, one.RawSHA256, one.Rates); err != nil {
				t.Fatalf("took what NewFixing refuses: %v", err)
			}
		}
		for _, r := range s.Refusals {
			if r.Line < 1 || r.Reason == "" || r.Remedy == "" || len(r.Error()) > 1000 {
				t.Fatalf("a refusal says too little or too much: %+v", r)
			}
		}
	})
}
