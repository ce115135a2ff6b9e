package mt_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nostro/formats"
	"nostro/formats/mt"
)

// day is a statement with two entries that adds up.
const day = `:20:STARTUMS
:25:DE41370400440053201300EUR
:28C:00005/001
:60F:C261123EUR1000,00
:61:2611241124D100,50NTRFNST0000000000001//BANK-1
/OCMT/EUR100,50//CHGS/EUR0,50/
:86:177?00SEPA-UEBERWEISUNG?20EREF+END-1?21KREF+MSG-1?22SVWZ+Invoice 12 and
?23 some more?30COBADEFFXXX?31DE89370400440532013000?32BRIXTON LTD?33 LONDON
:61:2611241124CR5,NTRFNONREF
:86:A present
:62F:C261124EUR904,50
:64:C261124EUR904,50
:65:C261125EUR904,50
-
`

func read(t *testing.T, text string) formats.Inbound {
	t.Helper()
	in, err := mt.Read([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestADay(t *testing.T) {
	t.Parallel()
	in := read(t, day)
	if len(in.Documents) != 1 || in.Documents[0].Message != "MT940" || in.Documents[0].Kind != "camt.053" || in.Bookable() != nil {
		t.Fatalf("%+v, %v", in.Documents, in.Bookable())
	}
	s := in.Documents[0].Statements[0]
	got := fmt.Sprintf("%s %s %s %d %s %s %s %d %d", s.ID, s.Account.IBAN, s.Account.Currency, s.Sequence, s.Opening.Amount, s.Closing.Amount, s.Closing.Date, len(s.Balances), len(s.Entries))
	if want := "STARTUMS/5/2026-11-24 DE41370400440053201300 EUR 5 EUR 1000.00 EUR 904.50 2026-11-24 4 2"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	e := s.Entries[0]
	d := e.Details[0]
	name, account := d.Counterparty()
	got = strings.Join([]string{e.Amount.String(), e.BankRef, e.Code.Proprietary, d.InstrID, d.EndToEndID, d.MsgID, name, account.IBAN,
		d.Unstructured[0], e.Charges[0].Amount.String(), e.Info}, "|")
	if want := "EUR -100.50|BANK-1|NTRF|NST0000000000001|END-1|MSG-1|BRIXTON LTD LONDON|DE89370400440532013000|" +
		"EREF+END-1KREF+MSG-1SVWZ+Invoice 12 and some more|EUR 0.50|/OCMT/EUR100,50//CHGS/EUR0,50/ SEPA-UEBERWEISUNG"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	e = s.Entries[1]
	if e.Amount.String() != "EUR 5.00" || e.Details[0].InstrID != "" || e.Details[0].Unstructured[0] != "A present" || e.Number != 2 {
		t.Errorf("%+v", e)
	}
}

// Directions as they are given, funds codes, reversals, dates about the turn of the year.
func TestEntries(t *testing.T) {
	t.Parallel()
	for entry, want := range map[string]string{
		"2611241124C1,NTRFX":         "EUR 1.00 false BOOK 2026-11-24 2026-11-24",
		"261124D1,5NTRFX":            "EUR -1.50 false BOOK 2026-11-24 2026-11-24",
		"2611241124CR1,00NTRFX":      "EUR 1.00 false BOOK 2026-11-24 2026-11-24",
		"2611241124DR1,00NTRFX":      "EUR -1.00 false BOOK 2026-11-24 2026-11-24",
		"2611241124RC1,00NTRFX":      "EUR -1.00 true BOOK 2026-11-24 2026-11-24",
		"2611241124RD1,00NTRFX":      "EUR 1.00 true BOOK 2026-11-24 2026-11-24",
		"2611241124RCR1,00NTRFX":     "EUR -1.00 true BOOK 2026-11-24 2026-11-24",
		"2611241124EC1,00NTRFX":      "EUR 1.00 false PDNG 2026-11-24 2026-11-24",
		"2612310102C1,00NTRFX":       "EUR 1.00 false BOOK 2027-01-02 2026-12-31",
		"2701021231C1,00S103X//Y":    "EUR 1.00 false BOOK 2026-12-31 2027-01-02",
		"2802290229C1,00NTRFX":       "EUR 1.00 false BOOK 2028-02-29 2028-02-29",
		"9911301130C1,00NTRFX":       "EUR 1.00 false BOOK 1999-11-30 1999-11-30",
		"2611241124D0,NMSC":          "EUR 0.00 false BOOK 2026-11-24 2026-11-24",
		"2611241124C123456789012,34": "",
	} {
		text := ":20:A\n:25:1/2\n:28C:1\n:60F:C261124EUR0,\n:61:" + entry + "\n:62F:C261124EUR0,\n"
		in, err := mt.Read([]byte(text))
		if want == "" {
			if err == nil {
				t.Errorf("%s is taken", entry)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", entry, err)
			continue
		}
		e := in.Documents[0].Statements[0].Entries[0]
		if got := fmt.Sprint(e.Amount, e.Reversal, " ", e.Status, " ", e.BookingDate, " ", e.ValueDate); strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("%s: %s, want %s", entry, got, want)
		}
	}
}

// Pages of one statement become one, and several messages several.
func TestPages(t *testing.T) {
	t.Parallel()
	first := ":20:A\n:25:123\n:28C:7/1\n:60F:D261124JPY10,\n:61:2611241124C4,NTRFX\n:62M:D261124JPY6,\n-\n"
	last := ":20:A\n:25:123\n:28C:7/2\n:60M:D261124JPY6,\n:61:2611241124C1,NTRFY\n:62F:D261124JPY5,\n-\n"
	in := read(t, first+last+day)
	if len(in.Documents) != 2 {
		t.Fatalf("%d documents", len(in.Documents))
	}
	s := in.Documents[0].Statements[0]
	if got := fmt.Sprint(s.Opening.Amount, " ", s.Closing.Amount, " ", len(s.Entries), " ", s.Entries[1].Number, " ", s.LastPage); got != "JPY -10 JPY -5 2 2 true" {
		t.Error(got)
	}
	lone := read(t, first).Documents[0].Statements[0]
	if lone.Closing.Present || !lone.Opening.Present || lone.LastPage {
		t.Errorf("a page alone closes the statement: %+v", lone.Closing)
	}
	if lone = read(t, last).Documents[0].Statements[0]; lone.Opening.Present {
		t.Error("a page alone opens the statement")
	}
	refused(t, first+strings.Replace(last, "7/2", "7/3", 1), 8, "page 3 of statement 7 follows on page 1")
	refused(t, first+strings.Replace(last, "60M:D261124JPY6", "60M:D261124JPY7", 1), 8, "begins with JPY -7", "ends with JPY -6")
}

// An MT942 informs: it has no balances, but sums.
func TestInterimReport(t *testing.T) {
	t.Parallel()
	in := read(t, "{1:F01BANKDEFFAXXX0000000000}{2:O9421200}{4:\n:20:X\n:25:123\n:28C:1/1\n:34F:EURD0,\n:34F:EURC1,\n:13D:2611241200+0100\n"+
		":61:2611241124C4,NTRFX\n:86:/EREF/E-1/UETR/EB6305C9-1F7F-49DE-AED0-16487C27B42D/REMI//USTD//for a/b/RTRN/AC04\n:90D:0EUR0,\n:90C:1EUR4,\n-}\n")
	d := in.Documents[0]
	s := d.Statements[0]
	detail := s.Entries[0].Details[0]
	got := fmt.Sprintf("%s %s %s %d %s %s %s %s %s", d.Message, d.Kind, s.CreatedAt, len(s.Summaries), s.Summaries[1].Sum, detail.EndToEndID, detail.UETR, detail.Return.Code, detail.Unstructured)
	if want := "MT942 camt.052 2611241200+0100 2 4.00 E-1 eb6305c9-1f7f-49de-aed0-16487c27b42d AC04 [USTD//for a/b]"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestFormsOfAFile(t *testing.T) {
	t.Parallel()
	want := fmt.Sprint(read(t, day).Documents[0].Statements[0].Closing.Amount)
	for name, text := range map[string]string{
		"CRLF":        strings.ReplaceAll(day, "\n", "\r\n"),
		"blocks":      "{1:F01BANKDEFFAXXX0000000000}{2:O9401200}{4:\r\n" + strings.ReplaceAll(day, "\n-\n", "\n-}{5:}\n"),
		"blank lines": "\n\n" + day + "\n\n",
		"a mark":      "\ufeff" + day,
		"Latin-1":     strings.Replace(day, "present", "pr\xe9sent", 1),
		"no end":      strings.TrimSuffix(day, "-\n"),
		"unknown":     strings.Replace(day, ":62F:", ":NS:01\n02\n:62F:", 1),
	} {
		if !mt.Is([]byte(text)) {
			t.Errorf("%s is not known as MT", name)
		}
		in := read(t, text)
		if got := fmt.Sprint(in.Documents[0].Statements[0].Closing.Amount); got != want {
			t.Errorf("%s: closing %s, want %s", name, got, want)
		}
		if (len(in.Unread) == 1) != (name == "unknown") {
			t.Errorf("%s: unread %v", name, in.Unread)
		}
	}
	if mt.Is([]byte("<Document/>")) {
		t.Error("XML is taken for MT")
	}
}

func refused(t *testing.T, text string, line int, says ...string) {
	t.Helper()
	_, err := mt.Read([]byte(text))
	var refusal *formats.Refusal
	if !errors.As(err, &refusal) || !errors.Is(err, mt.ErrMalformed) || refusal.Line != line {
		t.Errorf("%.60q: %v, want a refusal of line %d", text, err, line)
		return
	}
	for _, part := range says {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, story := range []struct {
		from, to string
		line     int
		says     string
	}{
		{day, "", 0, "no message"},
		{":20:STARTUMS", "STARTUMS", 1, "outside of any field"},
		{":20:STARTUMS", ":21:STARTUMS", 1, "does not begin with :20:"},
		{":28C:00005/001", ":28C:five", 3, "number of a statement"},
		{":28C:00005/001", ":28C:5/x", 3, "number of a page"},
		{"C261123EUR", "X261123EUR", 4, "no balance"},
		{"C261123EUR", "C261331EUR", 4, "date of the balance"},
		{"C261123EUR", "C261123EUX", 4, "currency of the balance"},
		{"EUR1000,00", "EUR1000.00", 4, "amount of the balance"},
		{"EUR1000,00", "EUR1000,005", 4, "amount of the balance"},
		{"EUR1000,00", "EUR1000", 4, "amount of the balance"},
		{":62F:C261124EUR", ":62F:C261124USD", 11, "it is in USD"},
		{":62F:C261124EUR904,50", ":62F:C261124EUR904,50\n:62F:C261124EUR904,50", 12, "there twice"},
		{":60F:C261123EUR1000,00\n", "", 4, "currency of the account"},
		{":61:2611241124CR", ":61:26x112", 9, "value date"},
		{":61:2611241124CR", ":61:2613241124CR", 9, "value date"},
		{":61:2611241124CR", ":61:2611241324CR", 9, "entry date"},
		{":61:2611241124CR", ":61:2611241124X", 9, "where C, D"},
		{":61:2611241124CR", ":61:2611241124CD", 9, "funds code"},
		{"CR5,N", "CR5N", 9, "amount of the entry"},
		{"CR5,N", "CR5,X", 9, "no type of transaction"},
		{"A present", strings.Repeat("x", 2001), 10, "characters"},
		{"A present", strings.Repeat("x\n", 201), 210, "lines"},
		{":65:", ":34F:", 13, "floor limit"},
		{":65:", ":34F:EURX1,\n:65:", 13, "no floor limit"},
		{":65:", ":90D:\n:65:", 13, "no sum"},
		{":65:", ":90D:1EUX1,\n:65:", 13, "currency of the sum"},
		{":65:", ":90D:1EUR1\n:65:", 13, "the sum"},
		{":20:STARTUMS", "{2:O1031200}{4:\n:20:STARTUMS", 2, "MT103 is none of"},
	} {
		refused(t, strings.Replace(day, story.from, story.to, 1), story.line, story.says)
	}
	in := read(t, strings.Replace(day, ":25:DE41370400440053201300EUR\n", "", 1))
	if err := in.Bookable(); err == nil || !strings.Contains(err.Error(), "the account is missing") {
		t.Errorf("without an account: %v", err)
	}
	if in = read(t, ":20:A\n:25:1\n"); in.Bookable() == nil {
		t.Error("a message without balances can be booked")
	}
	if _, err := mt.Read(make([]byte, 64<<20+1)); !errors.Is(err, mt.ErrMalformed) {
		t.Errorf("too large: %v", err)
	}
}

// Whatever comes, nothing breaks; and what is read has a currency in each amount, and numbers in order.
func FuzzRead(f *testing.F) {
	f.Add([]byte(day))
	f.Add([]byte(":20:A\n:25:123\n:28C:7/1\n:34F:EUR1,\n:90C:1EUR4,\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := mt.Read(data)
		if err != nil {
			if !errors.Is(err, mt.ErrMalformed) {
				t.Fatalf("an error of no class: %v", err)
			}
			return
		}
		for _, d := range in.Documents {
			for _, s := range d.Statements {
				for n, e := range s.Entries {
					if e.Number != n+1 || e.Amount.Currency() != s.Currency || (e.Amount.Sign() < 0) && !e.Debit || (e.Amount.Sign() > 0) && e.Debit {
						t.Fatalf("entry %+v", e)
					}
				}
			}
		}
	})
}
