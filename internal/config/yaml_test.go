package config

import (
	"strings"
	"testing"
	"time"
)

// accountWritten is what becomes of an account number that is written so.
func accountWritten(t *testing.T, written string) (number string, problems Problems) {
	t.Helper()
	data := edited(t, `other: "4000123400"`, "other: "+written)
	c, err := Parse(data, newHouse(t), noEnv)
	if err != nil {
		return "", problemsOf(t, data)
	}
	return c.Settings.Correspondents[0].Accounts[1].ID.Other, nil
}

// An account number comes out exactly as it is written, or is refused: YAML would make 83 of 0123.
func TestAccountNumberKeepsEveryCharacter(t *testing.T) {
	for _, written := range []string{`"0123"`, `'0123'`, "4000123400", `"4000123400"`, `"1.10"`, `"1e5"`, "0", "12-34",
		"A1", "1A",
		"400 012 3400", `"0x1F"`, `"true"`, "123456789012345"} {
		got, problems := accountWritten(t, written)
		if want := strings.Trim(written, `"'`); got != want {
			t.Errorf("%s: got %q, want %q: %v", written, got, want, problems)
		}
	}
	for _, written := range []string{"0123", "0123456789", "007", "089", "00", "1.10", "1.0", ".5", "1e5", "12E45",
		"1e999", "0x1F",
		"0o17", "0b11", "1_000", "+5", "-5", "-0", "1234567890123456", "12345678901234567890123", ".inf", ".nan", "true"} {
		if got, problems := accountWritten(t, written); len(problems) != 1 || !strings.Contains(problems.Error(),
			"write \""+written+"\"") {
			t.Errorf("%s is taken for %q, want a refusal that asks for quotes: %v", written, got, problems)
		}
	}
	for _, written := range []string{"~", "null", "", `""`, "[1]", "{a: b}", `" 0123"`, `"01\n23"`} {
		if got, problems := accountWritten(t, written); len(problems) == 0 {
			t.Errorf("%s is taken for %q", written, got)
		}
	}
}

// The same for every other text: a post code keeps its zero, a service its digits.
func TestTextsAreNotNumbers(t *testing.T) {
	c := mustParse(t, edited(t, "post_code: EC1A 1AA", `post_code: "01067"`))
	if got := c.Settings.House.Address.PostCode; got != "01067" {
		t.Errorf("post code %q", got)
	}
	for _, change := range [][2]string{{"EC1A 1AA", "01067"}, {"user: nostro", "user: 1.10"}, {"[bea, carol]",
		"[bea, 007]"},
		{"name: Rheinbank AG", "name: 0x1F"}} {
		if text := problemsOf(t, edited(t, change[0], change[1])).Error(); !strings.Contains(text,
			"without quotes is no text") {
			t.Errorf("%s: %s", change[1], text)
		}
	}
}

// A whole number is written as one: YAML would make 1 of 1.5, 8 of 010 and 0 of nothing.
func TestNumbersAreWhole(t *testing.T) {
	for _, written := range []string{"1.5", "010", "0x10", "1e1", `"3"`, "1_0", "~", "", "true", "+1", "[1]",
		"99999999999999999999"} {
		if text := problemsOf(t, edited(t, "spread_bp: 15", "spread_bp: "+written)).Error(); !strings.Contains(text,
			"rates.spread_bp: ") {
			t.Errorf("%q: %s", written, text)
		}
	}
	for written, want := range map[string]int{"0": 0, "1": 1, "1000": 1000} {
		if got := mustParse(t, edited(t, "spread_bp: 15", "spread_bp: "+written)).Settings.Rates.SpreadBP; got != want {
			t.Errorf("%s: got %d", written, got)
		}
	}
}

// What is no good YAML, or hides a value, is refused with its line where one can be told.
func TestBadYAML(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"nothing", "", "the file is empty"},
		{"a comment", "# nothing\n", "the file is empty"},
		{"a text", "nostro", "line 1: keys and values are due here"},
		{"a list", "- a\n", "line 1: keys and values are due here"},
		{"a tab", "house:\n\tname: x\n", "line 2: "},
		{"an open bracket", "a: 1\nb: [", "line 2: "},
		{"an open quote", "a: 1\nb: \"x", "line 2: "},
		{"a key twice", "a: 1\na: 2\n", `line 2: mapping key "a" already defined`},
		{"two documents", "a: 1\n---\nb: 2\n", "line 2: a second document begins"},
		{"an anchor", "a: &x 1\n", "line 1: an anchor"},
		{"an alias", "a: 1\nb: *x\n", "line 2: an alias"},
		{"a merge", "<<: {a: b}\n", "line 1: a merge key"},
		{"a tag", "a: !!str 0123\n", "line 1: a tag"},
		{"a block", "a: |\n  text\n", "line 1: a block of text"},
		{"a folded block", "a: >\n  text\n", "line 1: a block of text"},
		{"a complex key", "? a\n: b\n", "line 1: a complex key"},
		{"a directive", "%YAML 1.1\n---\na: b\n", "line 1: a directive"},
		{"deep brackets", strings.Repeat("[", 50000), "line 1: nested too deeply"},
		{"deep lists", strings.Repeat("- ", 50000), "line 1: nested too deeply"},
		{"deep mappings", strings.Repeat("{a: ", 50000), "line 1: nested too deeply"},
		{"Latin-1", "a: K\xf6ln\n", "the file is not UTF-8"},
		{"a zero byte", "a: b\x00\n", "the file has a zero byte"},
		{"too large", strings.Repeat("# comment\n", bytesMax/10+1), "more than the 262144 bytes"},
	} {
		if text := problemsOf(t, []byte(tt.data)).Error(); !strings.Contains(text, tt.want) {
			t.Errorf("%s: told %q, want %q", tt.name, text, tt.want)
		}
	}
}

// A byte order mark and the line ends of Windows do no harm.
func TestTextFromWindows(t *testing.T) {
	want := mustParse(t, Template())
	got := mustParse(t, []byte("\xef\xbb\xbf"+strings.ReplaceAll(string(Template()), "\n", "\r\n")))
	if got.Settings.House != want.Settings.House || got.Endpoints["rhein"].User != want.Endpoints["rhein"].User {
		t.Errorf("got %+v", got.Settings.House)
	}
}

// The marks of a document around the settings are no second one.
func TestOneMarkedDocument(t *testing.T) {
	mustParse(t, []byte("---\n"+string(Template())+"...\n"))
}

func TestDeadline(t *testing.T) {
	for old, want := range map[string]time.Duration{"deadline: 30s": 30 * time.Second, "deadline: 2m": 2 * time.Minute,
		"": 30 * time.Second} {
		c := mustParse(t, edited(t, "deadline: 30s ", old+" "))
		if got := c.Endpoints["rhein"].Deadline; got != want {
			t.Errorf("%q: got %v, want %v", old, got, want)
		}
	}
}
