package intake_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	. "nostro/intake"

	"pgregory.net/rapid"
)

// parsed is what came out of a file, told so that two ways of reading it can be compared.
func parsed(rows []Row[Obligation], refusals []Refusal) string {
	var out strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&out, "%d %+v\n", r.Line, r.Value)
	}
	for _, r := range refusals {
		fmt.Fprintf(&out, "%s %q\n", r.Error(), r.Raw)
	}
	return out.String()
}

// byBlocks reads a file by blocks of so much room, each with a parser of its own or all with the same.
func byBlocks(t interface{ Fatal(...any) }, from io.Reader, room, parsers int) string {
	cut, err := OpenBlocks("o.csv", from)
	if refused := (*FileRefused)(nil); errors.As(err, &refused) {
		return parsed(nil, refused.Refusals)
	}
	if err != nil {
		t.Fatal(err)
	}
	var all []*Parser
	for range parsers {
		all = append(all, NewParser(allOf))
	}
	var rows []Row[Obligation]
	var refusals []Refusal
	for n := 0; ; n++ {
		block, err := cut.Next(make([]byte, room))
		if errors.Is(err, io.EOF) {
			return parsed(rows, refusals)
		}
		if err != nil {
			t.Fatal(err)
		}
		p := all[n%parsers]
		_, err = p.Parse(block, func(f *Fields) error {
			rows = append(rows, Row[Obligation]{Line: f.Line, Value: p.Obligation(f)})
			return nil
		}, func(bad []Refusal) { refusals = append(refusals, bad...) })
		if err != nil {
			t.Fatal(err)
		}
	}
}

func allOf(participant string) bool { return all(participant) || participant == "CORE.X-1" }

func byRows(data []byte) string { return parsed(ReadObligations("o.csv", data, allOf)) }

// drawnLine is a row that is good, nearly good or nothing like one.
var drawnLine = rapid.Custom(func(t *rapid.T) string {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	fields := []string{
		pick("id", "O-1", "O-2", "a.b_C-9", "", "O 3", strings.Repeat("x", 35), strings.Repeat("x", 36), "é"),
		pick("payer", "ACME", "BOLT", "CORE.X-1", "NOBODY", "", "acme"),
		pick("payee", "BOLT", "ACME", "CORE.X-1", "NOBODY", "A/B"),
		pick("currency", "USD", "JPY", "KWD", "CLF", "usd", "XAU", "", "US"),
		pick("amount", "1.00", "12", "0", "0.00", "-3.00", "1.005", "1.500", "1e5", ".5", "5.", "000007.10", "999999999999999999",
			"9999999999999999.99", "99999999999999999999", "+1", "1,00", ""),
		pick("date", "2026-11-24", "2000-01-01", "2099-12-31", "1999-12-31", "2100-01-01", "2026-02-29", "2024-02-29", "24.11.2026",
			"2026-13-01", "2026-1-1", ""),
		pick("reference", "", "x", "invoice 7", " x", "x ", "caf\u00e9", "a\tb", `"quoted, with ""comma"""`, `"open`, "caf\xe9",
			strings.Repeat("r", 140), strings.Repeat("r", 141), strings.Repeat("l", LineBytesMax)),
	}
	if rapid.IntRange(0, 9).Draw(t, "form") == 0 {
		return pick("line", "", "\r", `"`, ",,,,,,", ",,,,,,,", "O-1,ACME", `"O-1","ACME","BOLT","USD","1.00","2026-11-24","x"`, "\x00")
	}
	return strings.Join(fields, ",")
})

// Blocks of any size, on any parser, from a stream that comes in any pieces, are read as the whole file is.
func TestBlocksAreReadAsTheFileIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		header := rapid.SampledFrom([]string{obligationHeader, "\uFEFF" + obligationHeader,
			"reference,amount,currency,payee,payer,value_date,id"}).Draw(t, "header")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		lines := append([]string{header}, rapid.SliceOfN(drawnLine, 0, 60).Draw(t, "lines")...)
		data := []byte(strings.Join(lines, end) + rapid.SampledFrom([]string{"", end}).Draw(t, "last"))
		var from io.Reader = bytes.NewReader(data)
		if rapid.Bool().Draw(t, "halves") {
			from = iotest.HalfReader(from)
		}
		got := byBlocks(t, from, BlockBytesMin+rapid.IntRange(0, 3000).Draw(t, "room"), rapid.IntRange(1, 3).Draw(t, "parsers"))
		if want := byRows(data); got != want {
			t.Fatalf("by blocks:\n%s\nby rows:\n%s", got, want)
		}
	})
}

// A line that no block holds is refused by itself, wherever it stands.
func TestALineLongerThanABlock(t *testing.T) {
	endless := strings.Repeat("x", 3*BlockBytesMin)
	for name, text := range map[string][]string{
		"in the middle": {obligationHeader, goodObligation, endless, goodObligation},
		"at the end":    {obligationHeader, goodObligation, endless},
		"twice":         {obligationHeader, endless, endless, goodObligation},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			data := []byte(strings.Join(text, end))
			if got, want := byBlocks(t, iotest.OneByteReader(bytes.NewReader(data)), BlockBytesMin, 2), byRows(data); got != want {
				t.Errorf("%s: by blocks:\n%.300s\nby rows:\n%.300s", name, got, want)
			}
		}
	}
}

func TestBlocksRefuseAHeaderAsRowsDo(t *testing.T) {
	for _, header := range []string{"", "id", obligationHeader + ",id", strings.ReplaceAll(obligationHeader, ",", ";"), "\xff,",
		strings.Repeat("x", LineBytesMax+1)} {
		data := []byte(header + "\n" + goodObligation)
		if got, want := byBlocks(t, bytes.NewReader(data), BlockBytesMin, 1), byRows(data); got != want {
			t.Errorf("%.40q: %.200s, want %.200s", header, got, want)
		}
	}
	if _, err := OpenBlocks("o.csv", strings.NewReader(strings.Repeat("x", 2*BlockBytesMin))); err == nil {
		t.Error("an endless header is taken")
	}
}

func TestBlocksEndWithTheErrorOfTheStream(t *testing.T) {
	torn := errors.New("torn")
	if _, err := OpenBlocks("o.csv", iotest.ErrReader(torn)); !errors.Is(err, torn) {
		t.Error(err)
	}
	for _, tail := range []string{goodObligation + "\n", strings.Repeat("x", 2*BlockBytesMin)} {
		head := obligationHeader + "\n" + strings.Repeat(goodObligation+"\n", 3000)
		cut, err := OpenBlocks("o.csv", io.MultiReader(strings.NewReader(head+tail), iotest.ErrReader(torn)))
		for err == nil {
			_, err = cut.Next(make([]byte, BlockBytesMin))
		}
		if !errors.Is(err, torn) {
			t.Error(err)
		}
	}
}

func TestParseEndsWithTheErrorOfItsTaker(t *testing.T) {
	cut, err := OpenBlocks("o.csv", bytes.NewReader(lines(obligationHeader, goodObligation, goodObligation, goodObligation)))
	if err != nil {
		t.Fatal(err)
	}
	block, err := cut.Next(make([]byte, BlockBytesMin))
	enough := errors.New("enough")
	taken := 0
	rows, parseErr := NewParser(nil).Parse(block, func(*Fields) error {
		if taken++; taken == 2 {
			return enough
		}
		return nil
	}, func([]Refusal) { t.Error("refused") })
	if err != nil || !errors.Is(parseErr, enough) || rows != 2 || cut.Lines() != 3 || cut.Bytes() == 0 {
		t.Errorf("%v %v, %d rows, %d lines", err, parseErr, rows, cut.Lines())
	}
}

// FuzzBlocks reads any bytes by blocks and by rows.
func FuzzBlocks(f *testing.F) {
	f.Add(lines(obligationHeader, goodObligation, goodObligation), 0)
	f.Add(lines(obligationHeader, `O-2,"ACME,BOLT,USD,1.00,2026-11-24,x`, goodObligation, "", "\r"), 7)
	f.Add([]byte("\uFEFF"+obligationHeader+"\r\n"+goodObligation+"\r\n"+strings.Repeat("x", LineBytesMax+1)), 100)
	f.Add(lines("reference,amount,currency,payee,payer,value_date,id", "x,1.00,USD,BOLT,ACME,2026-11-24,O-1"), 1)
	f.Fuzz(func(t *testing.T, data []byte, more int) {
		if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(string(data), "\uFEFF"), " \t"), "{") {
			t.Skip("JSON Lines are read by rows alone")
		}
		got := byBlocks(t, bytes.NewReader(data), BlockBytesMin+more&0xfff, 2)
		if want := byRows(data); got != want {
			t.Fatalf("by blocks:\n%s\nby rows:\n%s", got, want)
		}
	})
}
