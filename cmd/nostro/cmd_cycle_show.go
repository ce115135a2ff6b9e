package main

import (
	"fmt"
	"strings"
	"time"

	"nostro/jobs"
)

type cycleShowCmd struct {
	Cycle string `arg:"" help:"Cycle, such as 2026-11-24-1."`
}

// Run prints one cycle in sums. It ends with 1 where it waits for a person.
func (c *cycleShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.CycleShown(s.ctx, c.Cycle)
		if err != nil {
			return err
		}
		if v.NeedsPerson() {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(cycleViewOf(v))
			return nil
		}
		s.showCycle(h, v)
		return nil
	})
}

// local is the instant on the wall clock of the cut-off.
func local(h *home, t time.Time) string {
	return t.In(h.stages.Settings.CutOff.Zone()).Format("2006-01-02 15:04 MST")
}

func (s *session) showCycle(h *home, v jobs.CycleView) {
	s.line("cycle", fmt.Sprintf("%s, value date %s, cut-off %s: %s", v.ID, v.ValueDate, local(h, v.CutOffAt), v.State))
	if v.AbortedWhy != "" {
		s.line("", fmt.Sprintf("aborted when it was %s: %s", v.AbortedFrom, v.AbortedWhy))
	}
	for n, step := range v.Steps {
		s.line(label("states", n), stepWords(h, step))
	}
	for n, t := range v.Totals {
		s.line(label("sums", n), totalWords(t))
	}
	if v.Left > 0 {
		s.line("left", counted(v.Left, "obligation")+" for a later cycle, each with its reason: nostro limits")
	}
	for n, p := range v.Payments {
		s.line(label("payments", n), paymentWords(p))
	}
	for _, r := range v.Releases {
		s.showCycleRelease(h, r)
	}
	for n, i := range v.Stopped {
		s.line(label("stopped", n), fmt.Sprintf("%s to %s at %s, %s, is %s", i.ID, i.Participant, i.Correspondent, grouped(i.Amount), i.State)+colon(i.Note))
	}
	if v.MoreStopped {
		s.line("", "and more: nostro report "+v.ID+" has all")
	}
	for n, w := range v.Waits {
		s.line(label("waits for", n), w.What)
		s.line("", "next: "+w.Next)
	}
	if len(v.Waits) == 0 {
		s.line("waits for", "nothing: it is "+string(v.State))
	}
}

func stepWords(h *home, step jobs.CycleStep) string {
	words := fmt.Sprintf("%-10s ", step.State)
	if step.At.IsZero() {
		return words + "when is not kept"
	}
	if words += local(h, step.At); step.By != "" {
		words += " by " + step.By
	}
	return words
}

func totalWords(t jobs.CycleObligations) string {
	words := fmt.Sprintf("%s: %s, gross %s", t.Gross.Currency().Code(), counted(t.Count, "obligation"), t.Gross.Grouped())
	if t.Positions > 0 {
		words += fmt.Sprintf("; %s, net %s", counted(t.Positions, "position"), t.Net.Grouped())
	}
	return words
}

func paymentWords(p jobs.CyclePayments) string {
	noun := map[jobs.Direction]string{jobs.PayOut: "pay-out", jobs.PayIn: "pay-in"}[p.Direction]
	return fmt.Sprintf("%s: %s %s, %s; booked %s", p.Sum.Currency().Code(), counted(p.Count, noun), p.State, p.Sum.Grouped(), p.Booked.Grouped())
}

// colon puts words behind a colon, if there are any.
func colon(words string) string {
	if words == "" {
		return ""
	}
	return ": " + words
}

func (s *session) showCycleRelease(h *home, r jobs.CycleRelease) {
	s.line(fmt.Sprintf("release %d", r.Number), fmt.Sprintf("digest %.12s, made by %s, written %s", r.Digest, r.Maker, local(h, r.WrittenAt)))
	for _, d := range r.Decisions {
		word := "approved"
		if !d.Approved {
			word = "refused"
		}
		s.line("", fmt.Sprintf("%s by %s %s", word, d.Checker, local(h, d.At))+colon(d.Reason))
	}
	if w := r.Withdrawal; w != nil {
		s.line("", fmt.Sprintf("withdrawn by %s %s", w.Person, local(h, w.At))+colon(w.Reason))
	}
	at := map[string][]string{}
	var order []string
	for _, f := range r.Files {
		if at[f.Correspondent] == nil {
			order = append(order, f.Correspondent)
		}
		at[f.Correspondent] = append(at[f.Correspondent], fmt.Sprintf("%s %s with %s", counted(f.Count, "file"), f.State, counted(f.Transactions, "transaction")))
	}
	for _, correspondent := range order {
		s.line("", correspondent+": "+strings.Join(at[correspondent], ", "))
	}
}
