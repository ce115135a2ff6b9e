package fx

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
)

const ecbFile = "testdata/ecb-1999-01-04.xml"

func ecbRaw(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile(ecbFile)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// The values of the first day of the euro, as the ECB published them. CYP and EEK have left ISO 4217.
func TestParseECB(t *testing.T) {
	raw := ecbRaw(t)
	f, err := ParseECB(raw)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	if f.Source != "ECB" || f.Date != calendar.MustDate("1999-01-04") || f.RawSHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("%+v", f)
	}
	var rates []string
	for _, r := range f.Rates {
		if !r.Bid.Equal(r.Mid) || !r.Ask.Equal(r.Mid) {
			t.Errorf("bid, mid and ask of %s differ", r.Pair)
		}
		rates = append(rates, r.Pair.String()+" "+r.Mid.String())
	}
	want := []string{"EUR/CHF 1.6168", "EUR/GBP 0.7111", "EUR/JPY 133.73", "EUR/USD 1.1789"}
	if !slices.Equal(rates, want) {
		t.Errorf("rates %v, want %v", rates, want)
	}
	ignored := []string{"line 11: CYP 0.58231: CYP is not a currency of ISO 4217",
		"line 12: EEK 15.6466: EEK is not a currency of ISO 4217"}
	if !slices.Equal(f.Ignored, ignored) {
		t.Errorf("ignored %v, want %v", f.Ignored, ignored)
	}
}

// envelope puts text between the outer Cube's tags, on line 3.
func envelope(inner string) string {
	return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" +
		`<g:Envelope xmlns:g="` + gesmesSpace + `" xmlns="` + eurofxSpace + "\"><Cube>\n" + inner + "\n</Cube></g:Envelope>\n"
}

func dayOf(rows string) string { return envelope(`<Cube time="2026-11-24">` + rows + `</Cube>`) }

func TestParseECBTakes(t *testing.T) {
	plain := dayOf(`<Cube currency="USD" rate="1.1"/>`)
	for _, test := range []struct{ name, text string }{
		{"plain", plain},
		{"byte order mark", "\ufeff" + plain},
		{"CRLF", strings.ReplaceAll(plain, "\n", "\r\n")},
		{"no XML declaration", plain[strings.Index(plain, "\n")+1:]},
		{"comment", strings.Replace(plain, "<Cube time", "<!-- x --><Cube time", 1)},
		{"attributes turned round", dayOf(`<Cube rate="1.1" currency="USD"></Cube>`)},
		{"prefix on both", `<a:Envelope xmlns:a="` + gesmesSpace + `" xmlns:b="` + eurofxSpace + `">` +
			`<a:Sender><a:name>x</a:name></a:Sender><b:Cube><b:Cube time="2026-11-24">` +
			`<b:Cube currency="USD" rate="1.1"/></b:Cube></b:Cube></a:Envelope>`},
		{"escaped text in the header", strings.Replace(plain, "<Cube>", "<g:subject>A &amp; B</g:subject><Cube>", 1)},
		{"namespace on a row", dayOf(`<Cube xmlns="` + eurofxSpace + `" currency="USD" rate="1.1"/>`)},
	} {
		f, err := ParseECB([]byte(test.text))
		if err != nil || len(f.Rates) != 1 || f.Rates[0].Mid.String() != "1.1" || f.Date.String() != "2026-11-24" {
			t.Errorf("%s: %+v, %v", test.name, f, err)
		}
	}
}

func TestParseECBRefusesRows(t *testing.T) {
	row := func(currency, rate string) string {
		return fmt.Sprintf(`<Cube currency="%s" rate="%s"/>`, currency, rate)
	}
	good := row("USD", "1.1")
	for _, test := range []struct{ name, rows, want string }{
		{"zero", row("USD", "0"), `line 3: rate "0": it is not above zero`},
		{"zero with decimals", row("USD", "0.0000"), "not above zero"},
		{"negative", row("USD", "-1.1"), `rate "-1.1": it is no plain decimal`},
		{"plus", row("USD", "+1.1"), "no plain decimal"},
		{"exponent", row("USD", "1e3"), "no plain decimal"},
		{"bare point", row("USD", "."), "no plain decimal"},
		{"no whole part", row("USD", ".5"), "no plain decimal"},
		{"no decimals", row("USD", "5."), "no plain decimal"},
		{"comma", row("USD", "1,1"), "no plain decimal"},
		{"two points", row("USD", "1.1.1"), "no plain decimal"},
		{"blank", row("USD", " 1.1"), "no plain decimal"},
		{"empty", row("USD", ""), "no plain decimal"},
		{"N/A", row("USD", "N/A"), "correct USD at the source"},
		{"other digits", row("USD", "١"), "no plain decimal"},
		{"long", row("USD", strings.Repeat("1", 21)), "more than 20 digits or 15 decimals"},
		{"many decimals", row("USD", "1.0000000000000001"), "more than 20 digits or 15 decimals"},
		{"bad rate of an unknown currency", row("CYP", "x"), "no plain decimal"},
		{"EUR", good + row("EUR", "1"), `currency "EUR": it is the base`},
		{"twice", good + "\n" + row("USD", "1.2"), `line 4: currency "USD": it stands on line 3 already`},
		{"unknown twice", row("CYP", "1.1") + row("CYP", "1.1"), `currency "CYP": it stands on line 3 already`},
		{"small letters", row("usd", "1.1"), `currency "usd": it is no code`},
		{"long code", row("USDT", "1.1"), "no code of three capital letters"},
		{"empty code", row("", "1.1"), "no code of three capital letters"},
		{"no currency", `<Cube rate="1.1"/>`, `currency "": the attribute is missing`},
		{"no rate", `<Cube currency="USD"/>`, `rate "": the attribute is missing`},
		{"rate twice", `<Cube currency="USD" rate="1.1" rate="1.2"/>`, `rate "1.2": the attribute comes twice`},
		{"multiplier", `<Cube currency="JPY" rate="1.1" multiplier="100"/>`, `multiplier "100": the attribute is not known`},
		{"attribute of another space", `<Cube currency="JPY" g:rate="1.1"/>`, "not known"},
		{"Cube in a row", `<Cube currency="USD" rate="1.1"><Cube/></Cube>`, "does not belong here"},
		{"text", good + "x", `text "x": there is no text`},
		{"long text", strings.Repeat("x", 200), strings.Repeat("x", 40) + `..."`},
		{"other element", `<Rate currency="USD" rate="1.1"/>`, `element "Rate": it does not belong here`},
		{"none", "", "no rate that can be used"},
		{"none that is known", row("CYP", "1.1"), "no rate that can be used"},
	} {
		t.Run(test.name, func(t *testing.T) { wantRefusal(t, dayOf(test.rows), test.want) })
	}
}

func TestParseECBRefusesFiles(t *testing.T) {
	good := dayOf(`<Cube currency="USD" rate="1.1"/>`)
	row := `<Cube currency="USD" rate="1.1"/>`
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", "it holds no Envelope"},
		{"too long", good + strings.Repeat(" ", FixingBytesMax), "more than the limit of 1048576"},
		{"not XML", "currency,rate\nUSD,1.1\n", "there is no text in this place"},
		{"endless name", "<" + strings.Repeat("x", 5000) + "\xff>", strings.Repeat("x", 100)},
		{"cut short", good[:len(good)-20], "not well-formed XML"},
		{"document type", "<!DOCTYPE x>" + good, "document type or entity"},
		{"entity", "<!DOCTYPE x [<!ENTITY a \"1\">]>" + good, "document type or entity"},
		{"entity used", dayOf(`<Cube currency="USD" rate="&a;"/>`), "not well-formed XML"},
		{"instruction", "<?php x?>" + good[strings.Index(good, "\n"):], `instruction "php"`},
		{"second declaration", strings.Replace(good, "<Cube>", `<?xml version="1.0"?><Cube>`, 1), `instruction "xml"`},
		{"other encoding", strings.Replace(good, "UTF-8", "ISO-8859-1", 1), "not well-formed XML"},
		{"bad UTF-8", strings.Replace(good, "<Cube>", "<g:a>\xff</g:a><Cube>", 1), "not well-formed XML"},
		{"two envelopes", good + good[strings.Index(good, "\n"):], `element "Envelope"`},
		{"text at the end", good + "x", "there is no text"},
		{"other root", "<html/>", `element "html"`},
		{"no namespace", strings.ReplaceAll(good, eurofxSpace, "x"), `it does not belong here (namespace "x")`},
		{"other envelope", strings.ReplaceAll(good, gesmesSpace, "x"), gesmesSpace},
		{"missing time", envelope("<Cube>" + row + "</Cube>"), `line 3: time "": the attribute is missing`},
		{"time twice", envelope(`<Cube time="2026-11-24" time="2026-11-25">` + row + "</Cube>"), "the attribute comes twice"},
		{"time on both", strings.Replace(good, "<Cube>", `<Cube time="2026-11-24">`, 1),
			`time "2026-11-24": the attribute is not known`},
		{"two days", envelope(`<Cube time="2026-11-24">` + row + `</Cube><Cube time="2026-11-23"/>`), "not the history"},
		{"no date", envelope(`<Cube time="24.11.2026">` + row + "</Cube>"), "no date such as"},
		{"impossible date", envelope(`<Cube time="2026-02-30">` + row + "</Cube>"), "no date such as"},
		{"rates without a day", envelope(row), `currency "USD": the attribute is not known`},
		{"no days", envelope(""), "no rate that can be used"},
		{"two lists", strings.Replace(good, "</g:Envelope>", "<Cube/></g:Envelope>", 1), "does not belong here"},
		{"deep", strings.Replace(good, "<Cube>", strings.Repeat("<g:a>", 9)+strings.Repeat("</g:a>", 9)+"<Cube>", 1),
			"deeper than 8"},
	} {
		t.Run(test.name, func(t *testing.T) { wantRefusal(t, test.text, test.want) })
	}
}

func wantRefusal(t *testing.T, text, want string) {
	t.Helper()
	f, err := ParseECB([]byte(text))
	var refusal *ParseError
	if !errors.As(err, &refusal) || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "ECB rates") {
		t.Fatalf("error is %v, want %q", err, want)
	}
	if len(err.Error()) > 1000 {
		t.Fatalf("the file puts %d bytes into the error", len(err.Error()))
	}
	if refusal.Reason == "" || refusal.Remedy == "" {
		t.Fatalf("no reason or no remedy: %+v", refusal)
	}
	if !reflect.DeepEqual(f, Fixing{}) {
		t.Fatalf("an error came with %+v", f)
	}
}

func FuzzParseECB(f *testing.F) {
	f.Add(ecbRaw(f))
	f.Add([]byte(dayOf(`<Cube currency="USD" rate="1.1"/><Cube currency="CYP" rate="1"/>`)))
	f.Add([]byte(envelope("")))
	f.Add([]byte("\ufeff<a/>"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		fixing, err := ParseECB(raw)
		if err != nil {
			var refusal *ParseError
			if !errors.As(err, &refusal) || len(err.Error()) > 1000 {
				t.Fatalf("refused by %T: %v", err, err)
			}
			return
		}
		if _, err := NewFixing(fixing.Source, fixing.Date, fixing.RawSHA256, fixing.Rates); err != nil {
			t.Fatalf("took what NewFixing refuses: %v", err)
		}
		again, err := ParseECB(raw)
		if err != nil || !reflect.DeepEqual(fixing, again) {
			t.Fatalf("read twice: %v, %+v, %+v", err, fixing, again)
		}
		for _, r := range fixing.Rates {
			if q, err := fixing.Quote(r.Pair.Quote, r.Pair.Base); err != nil || q.Mid.cmp(ratioOf(r.Mid).inverse()) != 0 {
				t.Fatalf("inverse of %s: %v, %v", r.Pair, q, err)
			}
		}
	})
}
