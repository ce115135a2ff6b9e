package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"nostro/jobs"
)

// control is each day of rhein by its three sides, with the items that differ, as known at the instant; "" is now.
func (h *installation) control(asOf string) (lines []string) {
	h.t.Helper()
	at := time.Time{}
	if asOf != "" {
		at, _ = time.Parse(time.RFC3339, asOf)
	}
	c, err := h.stages.Control(h.ctx, jobs.ControlScope{}, at)
	if err != nil {
		h.t.Fatalf("control: %v", err)
	}
	names := map[string]string{}
	for _, i := range h.instructions() {
		names[i.ID] = i.Participant
	}
	for _, d := range c.Days {
		if d.Correspondent != "rhein" {
			continue
		}
		line := fmt.Sprintf("%s files %s bank %s ledger %s", d.Day, d.Files.Decimal(), d.Bank.Decimal(), d.Ledger.Decimal())
		for _, u := range append(slices.Clone(d.FilesBank), d.BankLedger...) {
			name := u.Item
			if names[name] != "" {
				name = names[name]
			}
			line += fmt.Sprintf("; %s %s", name, u.Amount.Decimal())
		}
		lines = append(lines, line)
	}
	return append(lines, fmt.Sprintf("%d statements, %d breaks", c.Statements, len(c.Breaks)))
}

// The control tells what is on its way, what came unasked, and what was known when: nothing later shines through.
func TestControlAsOf(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	sent := h.now.UTC().Format(time.RFC3339)
	const way = "2026-11-24 files -130.00 bank 0.00 ledger 0.00; "
	h.same("sent", differing(h.control("")), "brixton 100.00 harbour 30.00")
	if before := h.control("2026-01-01T00:00:00Z"); len(before) != 1 || before[0] != "0 statements, 0 breaks" {
		t.Errorf("before anything: %q", before)
	}
	h.at("2026-11-24T20:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00"), {amount: "5.00", endToEnd: "GIFT"}}}.xml())
	first := h.control("")
	h.same("after the first statement", first, "2026-11-24 files -130.00 bank -95.00 ledger -95.00; "+strings.TrimPrefix(itemOf(first, "harbour"), way)+
		"; statement 1 entry 2 5.00", "1 statements, 1 breaks")
	h.at("2026-11-25T20:00:00Z")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "905.00", entries: []booked{byName(h.payment("harbour"), "-30.00")}}.xml())
	h.same("after the second", differing(h.control("")), "harbour 30.00 statement 1 entry 2 5.00", "harbour -30.00")
	h.same("as known the evening before", h.control("2026-11-24T20:00:00Z"), first...)
	h.same("as known when it was sent", differing(h.control(sent)), "brixton 100.00 harbour 30.00")
	h.same("a second before the first statement", differing(h.control("2026-11-24T19:59:59Z")), "brixton 100.00 harbour 30.00")
}

// differing is the items alone, sorted, of each day.
func differing(lines []string) (out []string) {
	for _, line := range lines[:len(lines)-1] {
		_, items, _ := strings.Cut(line, "; ")
		parts := strings.Split(items, "; ")
		slices.Sort(parts)
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

// itemOf is the item with the name.
func itemOf(lines []string, name string) string {
	for _, line := range lines {
		for _, item := range strings.Split(line, "; ") {
			if strings.HasPrefix(item, name+" ") {
				return item
			}
		}
	}
	return "no item of " + name
}

// A statement is shown with what became of it, and what to do next.
func TestStatementViews(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.gives(statement{seq: 3, date: "2026-11-26", opening: "900.00"}.xml())
	all, err := h.stages.StatementViews(h.ctx)
	if err != nil || len(all) != 2 {
		t.Fatalf("%d statements: %v", len(all), err)
	}
	h.says(all[0].Next, "nothing: it is proven")
	h.says(all[1].Why, "1 missing", "Fetch what is missing")
	h.says(all[1].Next, "nostro breaks show")
	one, err := h.stages.StatementView(h.ctx, all[0].ID)
	if err != nil || len(one.Matches) != 1 || one.File != "001.xml" {
		t.Errorf("%+v, %v", one, err)
	}
	_, err = h.stages.StatementView(h.ctx, 99)
	h.refused(err, jobs.ErrUnknownID, "nostro statements lists them")
}
