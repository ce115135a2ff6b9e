package jobs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nostro/calendar"
	"nostro/jobs"
)

// answering lets rhein give a status within two hours, and every booking on a statement by 20:00 UTC of the value date.
func answering(s *setup) {
	by, err := calendar.ParseCutOff("20:00", "UTC")
	if err != nil {
		panic(err)
	}
	for n, c := range s.settings.Correspondents {
		if c.ID == "rhein" {
			s.settings.Correspondents[n].Answers = jobs.Answers{StatusHours: 2, Booking: true, By: by, Calendar: calendar.TARGET()}
		}
	}
}

// awaits is what rhein owes us, each as "kind of WHOM state due".
func (h *installation) awaits(all bool) (lines []string) {
	h.t.Helper()
	names := map[string]string{}
	for _, i := range h.instructions() {
		names[i.ID] = i.Participant
	}
	list, err := h.stages.Awaited(h.ctx, all)
	h.must(err)
	for _, a := range list {
		who := names[a.Subject]
		if who == "" {
			who = "a file"
		}
		lines = append(lines, fmt.Sprintf("%s of %s %s %s", a.Kind, who, a.State, a.DueAt.Format("01-02 15:04")))
	}
	return lines
}

// A payment is waited for, then late, then missing at the bank; what comes after all says that it came late.
func TestWhatShouldComeByWhen(t *testing.T) {
	t.Parallel()
	h := paidOut(t, answering)
	status := func(state string) []string { // of both files, one for each message
		return []string{"status of a file " + state + " 11-23 17:30", "status of a file " + state + " 11-23 17:30"}
	}
	bookings := func(state string) []string {
		return []string{"booking of alfa " + state + " 11-24 20:00", "booking of brixton " + state + " 11-24 20:00",
			"booking of harbour " + state + " 11-24 20:00"}
	}
	h.unordered("on the way", h.awaits(false), append(status("waiting"), bookings("waiting")...)...)
	h.at("2026-11-23T17:30:00Z")
	h.unordered("no word", h.awaits(false), append(status("late"), bookings("waiting")...)...)

	h.gives(status2(h, "brixton"))
	h.unordered("one has a status", h.awaits(false), append(status("late")[:1], bookings("waiting")...)...)
	h.reconcile()
	h.same("no booking is late", h.breaks(), "late rhein  0 open")
	h.at("2026-11-24T20:00:00Z")
	h.reconcile()
	h.unordered("due", h.awaits(false), append(status("late")[:1], bookings("late")...)...)
	h.unordered("breaks", h.breaks(), "late rhein  0 open", "late alfa EUR -130.00 open", "late brixton EUR 100.00 open", "late harbour EUR 30.00 open")

	h.gives(statement{seq: 1, opening: "1000.00", entries: []booked{byName(h.payment("brixton"), "-100.00")}}.xml())
	h.unordered("a statement covers the day", h.awaits(false), append(status("missing-at-bank")[:1], "booking of alfa missing-at-bank 11-24 20:00",
		"booking of harbour missing-at-bank 11-24 20:00")...)
	h.unordered("all", h.awaits(true), "status of a file missing-at-bank 11-23 17:30", "status of a file came 11-23 17:30",
		"booking of alfa missing-at-bank 11-24 20:00", "booking of harbour missing-at-bank 11-24 20:00", "booking of brixton came 11-24 20:00")
	h.at("2026-11-25T20:00:00Z")
	h.gives(statement{seq: 2, date: "2026-11-25", opening: "900.00", entries: []booked{byName(h.payment("harbour"), "-30.00"),
		byName(h.payment("alfa"), "130.00")}}.xml())
	h.unordered("the end", h.awaits(true), "status of a file came 11-23 17:30", "status of a file came 11-23 17:30",
		"booking of brixton came 11-24 20:00", "booking of alfa came late 11-24 20:00", "booking of harbour came late 11-24 20:00")
	h.same("nothing is open", h.awaits(false))
	h.unordered("breaks", h.breaks(), "late rhein  0 resolved", "late alfa EUR -130.00 resolved", "late brixton EUR 100.00 resolved",
		"late harbour EUR 30.00 resolved", "missing-at-bank alfa EUR -130.00 resolved", "missing-at-bank harbour EUR 30.00 resolved",
		"missing-at-bank rhein  0 resolved")
	h.says(strings.Join(h.resolutions(), "\n"), "the status of pacs.0", "has no need to come: its payments have come to an end")
}

// status2 is an ACSP of one payment.
func status2(h *installation, participant string) string {
	return status(about(h.payment(participant), "ACSP", ""))
}

// Without terms of a correspondent a payment is due a business day after its value date, and no status ever.
func TestWithoutTermsOnlyBookingsAreAwaited(t *testing.T) {
	t.Parallel()
	h := paidOut(t)
	h.unordered("from the start of the next business day", h.awaits(false), "booking of alfa waiting 11-24 23:00",
		"booking of brixton waiting 11-24 23:00", "booking of harbour waiting 11-24 23:00")
	h.at("2026-11-24T22:59:59Z")
	h.unordered("the second before", h.awaits(false), "booking of alfa waiting 11-24 23:00",
		"booking of brixton waiting 11-24 23:00", "booking of harbour waiting 11-24 23:00")
	h.at("2026-11-24T23:00:00Z")
	h.unordered("then", h.awaits(false), "booking of alfa late 11-24 23:00", "booking of brixton late 11-24 23:00",
		"booking of harbour late 11-24 23:00")
}

// unordered compares two lists whatever their order.
func (h *installation) unordered(what string, got []string, want ...string) {
	h.t.Helper()
	got, want = slices.Clone(got), slices.Clone(want)
	slices.Sort(got)
	slices.Sort(want)
	h.same(what, got, want...)
}
