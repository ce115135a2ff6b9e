package intake

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// byTheBook cuts a line as encoding/csv does.
func byTheBook(line string) ([]string, error) {
	if !strings.Contains(line, `"`) {
		return strings.Split(line, ","), nil // a line without quotes has no end of its own to take off
	}
	return csv.NewReader(strings.NewReader(line)).Read()
}

// agrees holds splitLine against encoding/csv: the same fields, or a refusal where that one refuses.
func agrees(t interface{ Fatalf(string, ...any) }, line string) {
	want, wantErr := byTheBook(line)
	got, err := splitLine(line, []string{"before"})
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: error %v, encoding/csv %v", line, err, wantErr)
	}
	if err == nil && !slices.Equal(got[1:], want) {
		t.Fatalf("%q: %q, encoding/csv %q", line, got[1:], want)
	}
}

func TestSplitAgreesWithEncodingCSV(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{`"`, `""`, ",", "a", " ", "é", "\r", "\t", "\x00"}), 1, 14)
		agrees(t, strings.Join(parts.Draw(t, "parts"), ""))
	})
}

// What is written by the rules takes the short way: neither an error nor a detour.
func TestGoodQuotesTakeTheShortWay(t *testing.T) {
	for line, want := range map[string][]string{
		`"a"`: {"a"}, `""`: {""}, `"a,b",c`: {"a,b", "c"}, `a,"b ""c"" d"`: {"a", `b "c" d`}, `"",""`: {"", ""},
		`"a",`: {"a", ""}, `,"a"`: {"", "a"}, `""""`: {`"`}, `"a""",b`: {`a"`, "b"},
	} {
		got, ok := splitQuoted(line, nil)
		if !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %t", line, got, ok)
		}
	}
}

func FuzzSplitLine(f *testing.F) {
	for _, seed := range []string{`a,b`, `"a,b",c`, `"a""b"`, `a"b`, `"a`, "\"a\"\r", `"a"b,c`, `"",`, `""""`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if line == "" || strings.Contains(line, "\n") {
			return
		}
		agrees(t, line)
	})
}
