package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                  "plain",
		"  two \t words\n ":      "two words",
		"\x1b[31mred\x07":        "?[31mred?",
		"left\u202eright\u200b":  "left?right?",
		"bad\xffbyte":            "bad?byte",
		"Société Générale, 株式会社": "Société Générale, 株式会社",
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestCells(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "株式": 4, "e\u0301": 1, "é": 1} {
		if got := cells(text); got != want {
			t.Errorf("cells(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"one two three", 13, "one two three"},
		{"abcdefghij kl", 4, "abcd|efgh|ij|kl"},
		{"abcdefghij kl", 5, "abcde|fghij|kl"},
		{"camt053-2026-11-24.xml", 12, "camt053-|2026-11-24.|xml"},
		{"a-bcdefgh", 6, "a-bcde|fgh"},
		{"株式会社", 3, "株|式|会|社"},
		{"株", 1, "株"},
	} {
		if got := strings.Join(wrap(c.text, c.limit), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

// Wrapping loses nothing and never passes the limit.
func TestWrapKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := clean(rapid.String().Draw(t, "text"))
		limit := rapid.IntRange(2, 90).Draw(t, "limit")
		lines := wrap(text, limit)
		for _, line := range lines {
			if cells(line) > limit {
				t.Fatalf("%q is wider than %d", line, limit)
			}
		}
		bare := strings.ReplaceAll(text, " ", "")
		if got := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); got != bare {
			t.Fatalf("%q became %q", bare, got)
		}
	})
}

func TestPercent(t *testing.T) {
	for bp, want := range map[int]string{0: "0.0 %", 10_000: "100.0 %", 6130: "61.3 %", 6135: "61.4 %", 6125: "61.2 %",
		6126: "61.3 %", 5: "0.0 %", 15: "0.2 %", 9995: "100.0 %"} {
		if got := percent(bp); got != want {
			t.Errorf("percent(%d) = %q, want %q", bp, got, want)
		}
	}
}

// In a right-aligned column the points of all currencies stand below one another.
func TestAligned(t *testing.T) {
	amounts := []Amount{amount(jpy, "5000000"), amount(usd, "-1234.50"), amount(kwd, "0.005"), {}}
	want := []string{"5,000,000    ", "-1,234.50 ", "0.005", ""}
	for n, a := range amounts {
		if got := aligned(a, widest(amounts...)); got != want[n] {
			t.Errorf("aligned(%s) = %q, want %q", people(a), got, want[n])
		}
	}
	if got := dashed(amount(usd, "0"), 3); got != "-    " {
		t.Errorf("nothing is %q", got)
	}
}

func TestInstant(t *testing.T) {
	zone := sampleInput(t).Zone
	got := instant(clock("2026-07-01T22:30:15Z"), zone)
	if want := (Instant{"2026-07-02 00:30:15 CEST", "2026-07-01T22:30:15Z"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := got.Minute(); got != "2026-07-02 00:30 CEST" {
		t.Errorf("to the minute: %q", got)
	}
	if none := instant(clock("0001-01-01T00:00:00Z"), zone); none != (Instant{}) || none.Minute() != "" {
		t.Errorf("no instant is %+v", none)
	}
}

// Ages count dates of the house's calendar, not spans of 24 hours.
func TestDays(t *testing.T) {
	zone := sampleInput(t).Zone
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2026-11-24T17:00:00Z", "2026-11-24T22:59:59Z", 0},
		{"2026-11-24T22:59:59Z", "2026-11-24T23:00:00Z", 1}, // midnight in Brussels
		{"2026-10-24T12:00:00Z", "2026-10-26T11:00:00Z", 2}, // the clock change lies between
		{"2026-11-25T00:00:00Z", "2026-11-24T00:00:00Z", 0},
	} {
		if got := days(clock(c.from), clock(c.to), zone); got != c.want {
			t.Errorf("from %s to %s: %d days, want %d", c.from, c.to, got, c.want)
		}
	}
}
