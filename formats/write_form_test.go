package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func TestWrittenEnvelopes(t *testing.T) {
	for name, c := range map[string]struct {
		envelope Envelope
		begins   string
		roots    int
	}{
		"by default": {Envelope{Name: "BusinessMessage"}, "<BusinessMessage><AppHdr xmlns=", 1},
		"of a namespace": {Envelope{"Envelope", "urn:swift:xsd:envelope"},
			`<Envelope xmlns="urn:swift:xsd:envelope"><AppHdr xmlns=`, 1},
		"none: header and document are siblings": {Envelope{}, "<AppHdr xmlns=", 2},
	} {
		t.Run(name, func(t *testing.T) {
			p, m := mustProfile(t, "cbpr+"), messageOf(CustomerTransfer)
			p.Envelope, p.Compact = c.envelope, true
			data := must(t)(WriteTransfers(p, m))
			if !strings.HasPrefix(string(data), declarationLine+c.begins) {
				t.Errorf("it begins %.200s", data)
			}
			if top, err := walkXML(data); err != nil || len(top.kids) != c.roots {
				t.Errorf("%d roots, error %v; want %d", len(top.kids), err, c.roots)
			}
			if err := AgreesWithSecondReader(data, m.Summary()); err != nil {
				t.Error(err)
			}
		})
	}
}

// A compact message says what the indented one says, and has no line but one.
func TestWrittenCompact(t *testing.T) {
	for _, kind := range []TransferKind{CustomerTransfer, InstitutionTransfer, CoverTransfer, CustomerInitiation} {
		p, m := mustProfile(t, "cbpr+"), messageOf(kind)
		indented := must(t)(WriteTransfers(p, m))
		p.Compact = true
		compact := must(t)(WriteTransfers(p, m))
		if bytes.ContainsAny(compact, "\n") || leavesOf(t, compact) != leavesOf(t, indented) {
			t.Errorf("%s: compact is\n%s", kind, compact)
		}
	}
}

// leavesOf returns the elements and texts of a message, without the blanks between elements.
func leavesOf(t *testing.T, data []byte) string {
	t.Helper()
	var all strings.Builder
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return all.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			all.WriteString("<" + token.Name.Local + ">")
		case xml.CharData:
			all.WriteString(strings.TrimSpace(string(token)))
		case xml.EndElement:
			all.WriteString("/")
		}
	}
}

func TestWrittenDateTimes(t *testing.T) {
	for _, c := range []struct {
		form   DateTimeForm
		offset int // seconds
		want   string
	}{
		{OffsetTime, 0, "2026-11-23T16:05:07+00:00"},
		{ZuluTime, 0, "2026-11-23T16:05:07Z"},
		{ZuluTime, 3600, "2026-11-23T17:05:07+01:00"},
		{OffsetTime, -12600, "2026-11-23T12:35:07-03:30"},
	} {
		p, m := mustProfile(t, "cbpr+"), messageOf(CustomerTransfer)
		p.DateTimes, m.CreatedAt = c.form, createdAt.In(time.FixedZone("", c.offset))
		data := must(t)(WriteTransfers(p, m))
		if n := strings.Count(string(data), ">"+c.want+"<"); n != 2 {
			t.Errorf("%s with offset %d: %q stands there %d times, want in header and document", c.form, c.offset, c.want, n)
		}
	}
}

// A bank that books a currency with fewer decimals than ISO 4217 has gets them written so.
func TestFewerDecimals(t *testing.T) {
	for _, c := range []struct {
		code     string
		minor    int64
		decimals map[string]int
		want     string
	}{
		{"HUF", 100, map[string]int{"HUF": 0}, `Ccy="HUF">1<`},
		{"HUF", 100, nil, `Ccy="HUF">1.00<`},
		{"KWD", 1230, map[string]int{"KWD": 2, "HUF": 0}, `Ccy="KWD">1.23<`},
		{"KWD", 5, map[string]int{"HUF": 0}, `Ccy="KWD">0.005<`},
		{"JPY", 7, map[string]int{"JPY": 2}, `Ccy="JPY">7<`}, // no more than there are
		{"CLF", 10001, nil, `Ccy="CLF">1.0001<`},
	} {
		p, m := mustProfile(t, "batch"), messageOf(InstitutionTransfer)
		p.Decimals, m.Transfers[0].Amount = c.decimals, amountOf(c.code, c.minor)
		if data := must(t)(WriteTransfers(p, m)); strings.Count(string(data), c.want) != 2 {
			t.Errorf("%s %d with %v: no %q in\n%s", c.code, c.minor, c.decimals, c.want, data)
		}
	}
}

// The original text stays beside what is written, so that lineage can show both.
func TestRewrittenTextsAreTold(t *testing.T) {
	given := map[string]string{}
	told, err := CheckTransfers(mustProfile(t, "cbpr+"), messageOf(CustomerTransfer))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range told {
		given[r.Path] = r.Given + " -> " + r.Written
	}
	const base = "FIToFICstmrCdtTrf/CdtTrfTxInf[1]"
	for path, want := range map[string]string{
		base + "/Dbtr/PstlAdr/StrtNm": "Große Straße -> Grosse Strasse",
		base + "/Cdtr/Nm":             `Café "Łódź" Øst -> Cafe "Lodz" Ost`,
		base + "/Cdtr/PstlAdr/TwnNm":  "Łódź -> Lodz",
	} {
		if given[path] != want {
			t.Errorf("%s: told %q, want %q", path, given[path], want)
		}
	}
	if len(given) != 3 {
		t.Errorf("want three, got %v", given)
	}
	if told, err := CheckTransfers(mustProfile(t, "batch"), messageOf(CustomerTransfer)); err != nil || told != nil {
		t.Errorf("Unicode needs no rewriting, told %v, %v", told, err)
	}
	if told, err := CheckNotice(mustProfile(t, "cbpr+"), noticeOfTwo()); err != nil || len(told) != 2 {
		t.Errorf("notice: want the name and the town of Zürich, told %v, %v", told, err)
	}
	if _, err := CheckNotice(mustProfile(t, "cbpr+"), Notice{}); err == nil {
		t.Error("an empty notice passes")
	}
}

func TestJoinMessages(t *testing.T) {
	one := must(t)(WriteTransfers(mustProfile(t, "cbpr+"), messageOf(CustomerTransfer)))
	for name, c := range map[string]struct {
		most, messages int
		envelope       Envelope
		roots, inside  int // messages found below the one root; 0 where each is a root
	}{
		"one in a file of one":       {1, 1, Envelope{}, 1, 0},
		"three that follow":          {3, 3, Envelope{}, 3, 0},
		"two in an envelope":         {3, 2, Envelope{"File", "urn:example:file"}, 1, 2},
		"one where more are allowed": {3, 1, Envelope{Name: "File"}, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := mustProfile(t, "cbpr+")
			p.MessagesPerFile, p.FileEnvelope = c.most, c.envelope
			message := must(t)(WriteTransfers(p, messageOf(CustomerTransfer)))
			file := must(t)(JoinMessages(p, bytes.Split(bytes.Repeat(append(message, 0), c.messages), []byte{0})[:c.messages]...))
			top, err := walkXML(file)
			if err != nil || len(top.kids) != c.roots || bytes.Count(file, []byte("<?xml")) != 1 {
				t.Fatalf("%d roots, error %v\n%s", len(top.kids), err, file)
			}
			inside := top.kids[0].all("BusinessMessage")
			if len(inside) != c.inside || c.inside > 0 && inside[0].space != "" {
				t.Errorf("%d messages below the root, the first in namespace %q; want %d in none", len(inside), inside[0].space, c.inside)
			}
		})
	}
	for most, messages := range map[int]int{1: 2, 3: 4, 2: 0} {
		p := mustProfile(t, "cbpr+")
		p.MessagesPerFile = most
		file, err := JoinMessages(p, make([][]byte, messages)...)
		if file != nil {
			t.Error("a file was written although the rule is broken")
		}
		wantViolation(t, brokenBy(t, err), RuleMessageCount, "file")
	}
	p := mustProfile(t, "cbpr+")
	p.MessagesPerFile = 2
	if _, err := JoinMessages(p, one, one[5:]); err == nil || !strings.Contains(err.Error(), "message 2") {
		t.Errorf("bytes that are no message: %v", err)
	}
}
