package report

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
)

func page(t testing.TB, p Picture) string {
	t.Helper()
	return text(t, func(w io.Writer) error { return HTML(w, p) })
}

func pictures(t testing.TB) map[string]Picture {
	in := sampleInput(t)
	in.Cycle = ""
	return map[string]Picture{"sample": samplePicture(t), "hostile": hostile(t), "empty": {},
		"house": pictureOf(t, sampleRecords(t), in)}
}

// The page is well-formed, so that no text from outside closes an element.
func TestPageIsWellFormed(t *testing.T) {
	for name, p := range pictures(t) {
		d := xml.NewDecoder(strings.NewReader(page(t, p)))
		d.Strict, d.AutoClose, d.Entity = false, []string{"meta", "br"}, xml.HTMLEntity
		depth := 0
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			switch token.(type) {
			case xml.StartElement:
				depth++
			case xml.EndElement:
				depth--
			}
		}
		if depth != 0 {
			t.Errorf("%s: %d elements stay open", name, depth)
		}
	}
}

// Nothing is loaded from anywhere, and nothing runs.
func TestPageNeedsNothingElse(t *testing.T) {
	for name, p := range pictures(t) {
		out := page(t, p)
		for _, banned := range []string{"<script", "http://", "https://", "src=", "url(", "@import", "<link",
			"ZgotmplZ", "\x1b", "\u202e"} {
			if strings.Contains(out, banned) {
				t.Errorf("%s: the page holds %q", name, banned)
			}
		}
	}
}

var (
	linkForm = regexp.MustCompile(`href="([^"]*)"`)
	idForm   = regexp.MustCompile(`\bid="([^"]*)"`)
)

// Every link of the page leads to a place on it, and no place has two names.
func TestPageLinks(t *testing.T) {
	out := page(t, samplePicture(t))
	ids := map[string]bool{}
	for _, id := range idForm.FindAllStringSubmatch(out, -1) {
		if ids[id[1]] {
			t.Errorf("id %s comes twice", id[1])
		}
		ids[id[1]] = true
	}
	links := linkForm.FindAllStringSubmatch(out, -1)
	if len(links) < 40 {
		t.Errorf("only %d links", len(links))
	}
	for _, link := range links {
		if !strings.HasPrefix(link[1], "#") || !ids[link[1][1:]] {
			t.Errorf("link to %s leads nowhere", link[1])
		}
	}
}

func TestPageShows(t *testing.T) {
	out := page(t, samplePicture(t))
	for _, want := range []string{"Settlement cycle " + sampleCycle, "2026-11-23 16:00:00 CET", "2026-11-23T15:00:00Z",
		"80.9 % saved", "Unknown at us", "5,000,000\u2008\u2007\u2007\u2007", "1,250.125", "DE89**************3000",
		hashOf("release"), "Bolt &amp; Sons Ltd", "INV-7001, INV-7002, INV-7006, INV-7007, INV-7008",
		"prefers-color-scheme: dark", "@media print", "booked on statement STMT-EUR-0231", "ACSP"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	for _, banned := range []string{"DE89370400440532013000", "secret row"} {
		if strings.Contains(out, banned) {
			t.Errorf("%q is on the page", banned)
		}
	}
}

func TestPageOfOtherStates(t *testing.T) {
	p := samplePicture(t)
	p.Approvals[0].Approved = false
	p.Statements[0].AddsUp, p.Statements[0].Difference, p.Statements[0].State = false, amount(eur, "-0.01"), "disputed"
	p.Nostros[0].Bank, p.Nostros[1].Agrees = Amount{}, false
	p.Headline.Failed, p.Headline.Stuck, p.Headline.Disputed = p.Headline.Due, 1, 1
	p.Cycle.State, p.Checks[0].Holds = "settled", false
	p.Breaks[0].Reason = "something-new"
	out := page(t, p)
	for _, want := range []string{">refused<", "EUR -0.01", "no statement", "Rejected or returned", "1 item is stuck",
		"1 statement disputed", `<span class="badge good">settled</span>`, ">broken<", "something-new"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
}

func TestAnchor(t *testing.T) {
	for _, c := range []struct {
		id   any
		want string
	}{{"N7-1.xml", "f-N7-1.xml"}, {int64(7), "f-7"}, {"a b", "f-c8687a08aa5d6ed2"}, {"", "f-e3b0c44298fc1c14"}} {
		if got := anchor("f", c.id); got != c.want {
			t.Errorf("anchor of %v is %s, want %s", c.id, got, c.want)
		}
	}
}

// Every reason has words for people.
func TestEveryReasonIsExplained(t *testing.T) {
	for _, r := range allReasons() {
		if h := reasonHelp(r); h.Next == "" || h.Title == r {
			t.Errorf("%s is not explained", r)
		}
	}
}
