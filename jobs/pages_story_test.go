package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/jobs"
	"nostro/lifecycle"
)

// threePages are a statement of EUR at rhein in three messages: it opens with 1000.00, pays brixton and harbour, and closes with
// 875.00.
func threePages(h *installation) []statement {
	page := func(n int, opening, closing string, entries ...booked) statement {
		return statement{seq: 1, page: n, last: n == 3, opening: opening, closing: closing, entries: entries}
	}
	return []statement{
		page(1, "1000.00", "none", byName(h.payment("brixton"), "-100.00")),
		page(2, "none", "none", byName(h.payment("harbour"), "-30.00"), booked{amount: "4.00", endToEnd: "GIFT"}),
		page(3, "none", "875.00", booked{amount: "1.00", endToEnd: "GIFT"}),
	}
}

// files returns the hash of each file in by its name.
func (h *installation) hashes() map[string]string {
	h.t.Helper()
	names := map[string]string{}
	for _, f := range look(h, jobs.Tx.FilesIn) {
		names[f.SHA256] = f.Name
	}
	return names
}

// Pages wait for each other in any order, and are proven as one statement. Each booking names the file of its page.
func TestPagesAreJoined(t *testing.T) {
	t.Parallel()
	for _, order := range [][]int{{0, 1, 2}, {2, 0, 1}, {1, 2, 0}} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			pages := threePages(h)
			for n, at := range order {
				h.same("nostro", h.balances("nostro"))
				h.gives(pages[at].xml())
				if n == 2 {
					break
				}
				for _, v := range h.views() {
					if v.State != lifecycle.StatementRead || !strings.Contains(v.Why, "waits for") || !strings.Contains(v.Next, "nostro collect") {
						t.Errorf("page %d is %s: %s; %s", v.Page, v.State, v.Why, v.Next)
					}
				}
			}
			h.same("statements", h.statements(), "rhein EUR 1 proven")
			h.same("nostro", h.balances("nostro", "transit"), "nostro:rhein EUR 875.00")
			h.same("breaks", h.breaks(), "unknown-at-us rhein EUR 4.00 open", "unknown-at-us rhein EUR 1.00 open")
			place := slices.Index(order, 1) + 1
			for _, e := range h.journal() {
				if strings.Contains(e.Evidence.Place, "page 2") && h.hashes()[e.Evidence.SHA256] != fmt.Sprintf("%03d.xml", place) {
					t.Errorf("%s stands in %s", e.Evidence.Place, h.hashes()[e.Evidence.SHA256])
				}
			}
			h.gives(statement{seq: 2, date: "2026-11-25", opening: "875.00"}.xml())
			h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
		})
	}
}

// views are the statements as people see them.
func (h *installation) views() []jobs.StatementView {
	h.t.Helper()
	all, err := h.stages.StatementViews(h.ctx)
	h.must(err)
	return all
}

// superseded are those in place of which another one counts, each as "1 page 2: why".
func (h *installation) superseded() (lines []string) {
	h.t.Helper()
	all, err := h.stages.SupersededViews(h.ctx)
	h.must(err)
	for _, v := range all {
		lines = append(lines, fmt.Sprintf("%d by %d: %s", v.ID, v.Instead, v.Why))
	}
	return lines
}

// A page that comes twice is harmless, before the others are there and after; other contents of it are decided by the sums, and a
// break; a page that never comes is a break the next business day, which closes when it comes.
func TestPagesThatComeTwiceOrNot(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	pages := threePages(h)
	h.gives(pages[0].xml())
	pages[0].note = "again"
	h.gives(pages[0].xml())
	h.gives(pages[2].xml())
	h.same("waiting", h.statements(), "rhein EUR 1 read", "rhein EUR 1 read")
	h.same("twice", h.superseded(), "2 by 1: page 1 came twice: nothing is done twice")
	h.same("breaks", h.breaks())
	h.at("2026-11-25T09:00:00Z")
	h.reconcile()
	var gaps []string
	for _, b := range h.breaks() {
		if strings.HasPrefix(b, "statement-gap") {
			gaps = append(gaps, b)
		}
	}
	h.same("late", gaps, "statement-gap rhein  0 open", "statement-gap rhein EUR 875.00 open")
	h.gives(pages[1].xml())
	for _, b := range h.breaks() {
		if strings.HasPrefix(b, "statement-gap") && !strings.HasSuffix(b, "resolved") {
			t.Errorf("still open: %s", b)
		}
	}
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 875.00")
}

// Another content of a page: which one counts, the sums tell.
func TestPageOfTwoContents(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	pages := threePages(h)
	wrong := pages[2]
	wrong.entries = []booked{{amount: "2.00", endToEnd: "GIFT"}}
	h.gives(pages[0].xml())
	h.gives(wrong.xml())
	h.gives(pages[1].xml())
	h.same("nostro", h.balances("nostro"))
	h.same("breaks", h.breaks(), "statement-does-not-add-up rhein EUR 875.00 open")
	h.gives(pages[2].xml())
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 875.00")
	h.same("breaks", h.breaks(), "statement-does-not-add-up rhein EUR 875.00 resolved", "duplicate rhein EUR 875.00 open",
		"unknown-at-us rhein EUR 4.00 open", "unknown-at-us rhein EUR 1.00 open")
	h.says(strings.Join(h.superseded(), "\n"), "by 5: it is page 1 of statement 5", "by 5: it has another content than page 3 of statement 5, which adds up")
	booked := h.entries()
	pages[1].note = "again"
	h.gives(pages[1].xml())
	if h.entries() != booked || !strings.Contains(h.superseded()[4], "by 5: page 2 came twice") {
		t.Errorf("%d entries, %q", h.entries()-booked, h.superseded())
	}
}

// The pages of a message may hold statements that are whole; such a page waits for nothing.
func TestPagesOfAMessage(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, page: 1, ofMessage: true, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.gives(statement{seq: 2, date: "2026-11-25", page: 2, last: true, ofMessage: true, opening: "900.00"}.xml())
	h.same("statements", h.statements(), "rhein EUR 1 proven", "rhein EUR 2 proven")
	h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 900.00")
}

// An MT940 in several files, in any order.
func TestMT940InSeveralFiles(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	head := func(page int) string { return fmt.Sprintf(":20:X\n:25:DE41370400440053201300\n:28C:1/%d\n", page) }
	h.gives(head(2) + ":60M:C261124EUR900,00\n:61:2611241124D30,00NTRF" + h.payment("harbour").ID + "//B-2\n:62F:C261124EUR870,00\n-\n")
	h.same("nostro", h.balances("nostro"))
	h.says(h.views()[0].Why, "it is page 2, and waits for page 1")
	h.gives(head(1) + ":60F:C261123EUR1000,00\n:61:2611241124D100,00NTRF" + h.payment("brixton").ID + "//B-1\n:62M:C261124EUR900,00\n-\n")
	h.same("statements", h.statements(), "rhein EUR 1 proven")
	h.same("nostro", h.balances("nostro", "transit"), "nostro:rhein EUR 870.00")
}

// A copy of a statement that we have is noted, before and after it is proven, and books nothing. A copy of one that never came
// stands for it, and the original is noted then.
func TestCopiesOfStatements(t *testing.T) {
	t.Parallel()
	for name, copied := range map[string]string{"duplicate": "DUPL", "copy": "COPY", "copy of a duplicate": "CODU", "unmarked": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := paidOut(t)
			day := statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}
			again := day
			again.note, again.copied = "again", copied
			for n, papers := range [][]statement{{day, again}, {again, day}} {
				if n == 1 {
					h = paidOut(t)
					again.entries = []booked{byName(h.payment("brixton"), "-100.00")}
					papers[1].entries = again.entries
					papers[0].entries = again.entries
				}
				h.gives(papers[0].xml())
				h.same("nostro", h.balances("nostro"), "nostro:rhein EUR 900.00")
				booked := h.entries()
				h.says(strings.Join(h.gives(papers[1].xml()).Notes, " "), "came again with the same content: nothing is booked twice")
				if h.entries() != booked {
					t.Error("a copy was booked")
				}
				h.same("statements", h.statements(), "rhein EUR 1 proven")
				h.same("noted", h.superseded(), "2 by 1: it says what statement 1 says: nothing is booked twice")
				h.same("breaks", h.breaks())
			}
		})
	}
}
