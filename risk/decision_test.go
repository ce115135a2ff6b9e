package risk

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"
)

var (
	current = Digest([]FileHash{{Name: "a.xml", SHA256: strings.Repeat("0", 64), Bytes: 7}})
	decided = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
)

func approval() Decision {
	return Decision{Release: "R-1", Digest: current, Maker: "alice", Checker: "bob", Approved: true, At: decided}
}

func TestCheckDecision(t *testing.T) {
	nobody := []string(nil)
	for _, test := range []struct {
		name      string
		change    func(*Decision)
		approvers []string
		want      error // nil where it counts
		text      string
	}{
		{"approved", func(*Decision) {}, nobody, nil, ""},
		{"refused with a reason", func(d *Decision) { d.Approved, d.Reason = false, "wrong value date" }, nobody, nil, ""},
		{"on the list", func(*Decision) {}, []string{"carol", " BOB "}, nil, ""},
		{"maker and checker on the list", func(*Decision) {}, []string{"alice", "bob"}, nil, ""},
		{"accents apart", func(d *Decision) { d.Maker, d.Checker = "José", "Jose" }, nobody, nil, ""},

		{"maker", func(d *Decision) { d.Checker = "alice" }, nobody, ErrMakerIsChecker, "another person must decide"},
		{"maker on the list", func(d *Decision) { d.Checker = "alice" }, []string{"alice"}, ErrMakerIsChecker, "alice"},
		{"maker in capitals", func(d *Decision) { d.Checker = "ALICE" }, nobody,
			ErrMakerIsChecker, ""},
		{"maker with blanks", func(d *Decision) { d.Checker = "\talice " }, nobody,
			ErrMakerIsChecker, ""},
		{"maker in wide letters", func(d *Decision) { d.Checker = "ａｌｉｃｅ" }, nobody,
			ErrMakerIsChecker, ""},
		{"accent written apart", func(d *Decision) { d.Maker, d.Checker = "Jos\u00e9", "Jose\u0301" }, nobody,
			ErrMakerIsChecker, ""},
		{"other alphabet's capitals", func(d *Decision) { d.Maker, d.Checker = "ΣΟΦΙΑ", "σοφια" }, nobody,
			ErrMakerIsChecker, ""},
		{"maker refuses", func(d *Decision) { d.Checker, d.Approved, d.Reason = "alice", false, "x" }, nobody,
			ErrMakerIsChecker, ""},
		{"zero-width space", func(d *Decision) { d.Checker = "ali\u200bce" }, nobody, ErrIncomplete, "cannot be seen"},
		{"bad UTF-8", func(d *Decision) { d.Checker = "bob\xff" }, nobody, ErrIncomplete, "cannot be seen"},

		{"not on the list", func(*Decision) {}, []string{"carol"}, ErrNotApprover, `"bob" is not in the list of 1`},
		{"list of blanks", func(*Decision) {}, []string{""}, ErrNotApprover, ""},
		{"part of a name", func(*Decision) {}, []string{"bobby", "bo"}, ErrNotApprover, ""},

		{"other digest", func(d *Decision) { d.Digest = Digest(nil) }, nobody,
			ErrOtherFiles, "look at the release and decide again"},
		{"digest in capitals", func(d *Decision) { d.Digest = strings.ToUpper(current) }, nobody, ErrOtherFiles, ""},
		{"no digest", func(d *Decision) { d.Digest = "" }, nobody, ErrIncomplete, "digest is missing"},

		{"no maker", func(d *Decision) { d.Maker = "" }, nobody, ErrIncomplete, "maker"},
		{"blank maker", func(d *Decision) { d.Maker = " \t" }, nobody, ErrIncomplete, "maker"},
		{"no checker", func(d *Decision) { d.Checker = "" }, nobody, ErrIncomplete, "checker"},
		{"no release", func(d *Decision) { d.Release = " " }, nobody, ErrIncomplete, "release is missing"},
		{"no instant", func(d *Decision) { d.At = time.Time{} }, nobody, ErrIncomplete, "instant is missing"},
		{"refused without a reason", func(d *Decision) { d.Approved, d.Reason = false, " " }, nobody,
			ErrIncomplete, "reason is missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := approval()
			test.change(&d)
			err := CheckDecision(d, current, test.approvers)
			if test.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
				t.Fatalf("error is %v, want %v with %q", err, test.want, test.text)
			}
		})
	}
}

func TestCheckDecisionWithoutCurrentDigest(t *testing.T) {
	d := approval()
	for _, seen := range []string{"", current} {
		d.Digest = seen
		if err := CheckDecision(d, "", nil); !errors.Is(err, ErrIncomplete) {
			t.Fatalf("it counts for a release without digest: %v", err)
		}
	}
}

func TestCheckDecisionNamesAllThatIsBroken(t *testing.T) {
	err := CheckDecision(Decision{Maker: "bob", Checker: "Bob", Digest: "x"}, current, []string{"carol"})
	for _, want := range []error{ErrIncomplete, ErrMakerIsChecker, ErrNotApprover, ErrOtherFiles} {
		if !errors.Is(err, want) {
			t.Errorf("%v does not name %v", err, want)
		}
	}
}

// However the maker writes the own name, it is not another person.
func TestMakerNeverApproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.RuneFrom([]rune("aBcé ß.-Ωπ"), unicode.Latin)
		maker := rapid.StringOfN(letters, 1, 20, -1).Draw(t, "maker")
		write := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s },
			func(s string) string { return "  " + s + "\n" },
			func(s string) string {
				return strings.Map(func(r rune) rune { return unicode.SimpleFold(r) }, s)
			},
		}).Draw(t, "write")
		d := approval()
		d.Maker, d.Checker = maker, write(maker)
		if CheckDecision(d, current, nil) == nil {
			t.Fatalf("%q approves as %q", d.Maker, d.Checker)
		}
	})
}
