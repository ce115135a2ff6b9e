package jobs_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// exchanges is a house in which harbour gets euros and pays dollars, and alfa the other way round; nothing has left yet.
func exchanges(t *testing.T, changes ...func(*setup)) *installation {
	t.Helper()
	h := newInstallation(t, append(changes, silentPayIns)...)
	h.rates("2026-11-23", "USD 1.1634")
	h.people()
	h.owes("O-1 alfa harbour EUR 100.00", "O-2 harbour alfa USD 50.00")
	h.run()
	h.approve()
	return h
}

// unpaired is every exchange of which one leg has settled, each leg on a line of its own.
func (h *installation) unpaired() []string {
	h.t.Helper()
	var list []string
	for _, u := range h.risk("").Unpaired {
		whose := "theirs"
		if u.Ours {
			whose = "ours"
		}
		list = append(list, fmt.Sprintf("%s %s, %s %s%s", u.Cycle, u.Party, u.AtRisk, whose, u.NoValue))
		for _, l := range u.Settled {
			list = append(list, fmt.Sprintf("  settled %s at %s, %s, booked %t, since %s", l.Amount, l.Correspondent, l.State, l.Booked, l.Since.UTC().Format(time.RFC3339)))
		}
		for _, l := range u.Open {
			list = append(list, fmt.Sprintf("  open %s at %s, %s, since %s", l.Amount, l.Correspondent, l.State, l.Since.UTC().Format(time.RFC3339)))
		}
	}
	return list
}

// What has left us and what has not come, from the sending to the last booking.
func TestOneLegHasSettledAndTheOtherHasNot(t *testing.T) {
	t.Parallel()
	h := exchanges(t)
	h.same("before anything left", h.unpaired())
	h.at("2026-11-23T16:00:00Z")
	h.send()
	open := []string{"  open EUR 100.00 at rhein, planned, since 2026-11-23T23:00:00Z", "  open USD 50.00 at hudson, planned, since 2026-11-23T23:00:00Z"}
	h.same("sent", h.unpaired(), "2026-11-24-1 alfa, EUR 42.98 ours", "  settled USD 50.00 at hudson, sent, booked false, since 2026-11-23T16:00:00Z", open[0],
		"2026-11-24-1 harbour, EUR 42.98 ours", "  settled EUR 100.00 at rhein, sent, booked false, since 2026-11-23T16:00:00Z", open[1])
	h.at("2026-11-24T18:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("harbour", "EUR"), "-100.00")}}.xml())
	h.same("booked", h.unpaired()[3:], "2026-11-24-1 harbour, EUR 42.98 ours",
		"  settled EUR 100.00 at rhein, settled, booked true, since 2026-11-24T18:00:00Z", open[1])
	h.on("2026-11-25", "USD 1.1634")
	h.gives(statement{seq: 2, opening: "900.00", entries: []booked{byName(h.payment("alfa", "EUR"), "100.00")}}.xml())
	h.same("alfa has paid", h.unpaired(), "2026-11-24-1 harbour, EUR 42.98 ours",
		"  settled EUR 100.00 at rhein, settled, booked true, since 2026-11-24T18:00:00Z", open[1])
}

// What they have paid and we have not sent is theirs, and with us.
func TestTheirLegHasSettledAndOursHasNot(t *testing.T) {
	t.Parallel()
	h := exchanges(t)
	h.at("2026-11-24T18:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("alfa", "EUR"), "100.00")}}.xml())
	h.same("theirs", h.unpaired(), "2026-11-24-1 alfa, EUR 42.98 theirs", "  settled EUR 100.00 at rhein, settled, booked true, since 2026-11-24T18:00:00Z",
		"  open USD 50.00 at hudson, written, since 2026-11-23T23:00:00Z")
}

// Without rates the legs stand there all the same. Of a day that has passed nothing is told.
func TestSettlementRiskWithoutRates(t *testing.T) {
	t.Parallel()
	h := exchanges(t)
	h.at("2026-11-23T16:00:00Z")
	h.send()
	h.at("2026-12-10T09:00:00Z")
	unpaired := h.risk("").Unpaired
	if len(unpaired) != 2 || !strings.Contains(unpaired[0].NoValue, "13 business days old") || len(unpaired[0].Open) != 1 {
		t.Errorf("%+v", unpaired)
	}
	if u := h.risk("2026-11-24").Unpaired; u != nil {
		t.Errorf("of a past day: %+v", u)
	}
}

// What was rejected is neither paid nor to be paid: its money is the participant's again.
func TestARejectedLegIsNoRisk(t *testing.T) {
	t.Parallel()
	h := exchanges(t)
	h.at("2026-11-23T16:00:00Z")
	h.send()
	h.offer("rhein", "status.xml", status(about(h.payment("harbour", "EUR"), "RJCT", "AC04")))
	h.takes()
	if got := h.payment("harbour", "EUR").State; got != "rejected" {
		t.Fatalf("it is %s", got)
	}
	h.same("left", h.unpaired()[:1], "2026-11-24-1 alfa, EUR 42.98 ours")
	if n := len(h.risk("").Unpaired); n != 1 {
		t.Errorf("%d exchanges: %v", n, h.unpaired())
	}
}

// What a leg lacks and is written off is waited for no more: it is at risk no longer, for it is lost.
func TestALegThatIsWrittenOffIsNoRisk(t *testing.T) {
	t.Parallel()
	h := exchanges(t)
	h.at("2026-11-23T16:00:00Z")
	h.send()
	h.at("2026-11-24T18:00:00Z")
	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("harbour", "EUR"), "-100.00"),
		byName(h.payment("alfa", "EUR"), "99.50")}}.xml())
	h.says(strings.Join(h.unpaired(), "\n"), "2026-11-24-1 alfa, EUR 0.50 ours", "  open EUR 0.50 at rhein, planned")
	h.alone("1.00")
	h.done(h.stages.WriteOffBreak(h.ctx, 1, "not worth a letter"))
	for _, line := range h.unpaired() {
		if strings.Contains(line, "alfa") && strings.HasSuffix(line, "ours") || strings.Contains(line, "open EUR") {
			t.Errorf("it is still at risk: %s", line)
		}
	}
	h.done(h.stages.ReopenBreak(h.ctx, 1, "alfa will pay"))
	h.says(strings.Join(h.unpaired(), "\n"), "  open EUR 0.50 at rhein, planned")
}
