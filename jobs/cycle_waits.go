package jobs

import (
	"fmt"
	"strings"
	"time"

	"nostro/lifecycle"
	"nostro/money"
)

// nextOfCycle is the command that carries a cycle on, with what it does; "" where nothing is to be done.
func nextOfCycle(c Cycle, now time.Time) string {
	run := "nostro cycle run --value-date " + c.ValueDate.String()
	switch c.State {
	case lifecycle.CycleOpen:
		if now.Before(c.CutOffAt) {
			return run + " after its cut-off closes and nets it (--early: now)"
		}
		return run + " closes and nets it: its cut-off has passed"
	case lifecycle.CycleClosed, lifecycle.CycleNetted, lifecycle.CycleConverted, lifecycle.CycleInstructed:
		return run + " carries it on to the files that wait for approval"
	case lifecycle.CycleWritten:
		return "nostro approve " + c.ID + " --show, then nostro approve " + c.ID + " --as NAME, by a person who did not make it"
	case lifecycle.CycleApproved:
		return "nostro send " + c.ID + " delivers its files"
	case lifecycle.CycleSent:
		return "nostro collect, then nostro reconcile: sent is not settled"
	}
	return ""
}

// cycleWaits tells what the cycle waits for; none where it has ended.
func (s *Stages) cycleWaits(tx Tx, v CycleView) (waits []CycleWait, err error) {
	next := nextOfCycle(v.Cycle, s.Now())
	switch v.State {
	case lifecycle.CycleOpen:
		waits, err = s.waitsOpen(tx, v.Cycle, next)
	case lifecycle.CycleWritten:
		waits, err = s.waitsApproval(tx, v, next)
	case lifecycle.CycleApproved:
		waits, err = s.waitsSending(tx, v, next)
	case lifecycle.CycleSent:
		waits = waitsBooking(v, next)
	case lifecycle.CycleSettled, lifecycle.CycleAborted:
		return nil, nil
	default:
		waits, err = s.waitsStage(tx, v, next)
	}
	if err != nil {
		return nil, err
	}
	if more := waitStopped(v); more.What != "" {
		waits = append(waits, more)
	}
	if v.BreaksOpen > 0 {
		waits = append(waits, CycleWait{count(v.BreaksOpen, "open break"), "nostro breaks list says what to do about each"})
	}
	return waits, nil
}

func (s *Stages) waitsOpen(tx Tx, c Cycle, next string) ([]CycleWait, error) {
	n, err := tx.CountTakeable(c.ValueDate)
	what := fmt.Sprintf("its cut-off, %s, %s", s.local(c.CutOffAt), untilCutOff(c.CutOffAt.Sub(s.Now())))
	if !s.Now().Before(c.CutOffAt) {
		what = fmt.Sprintf("its close: the cut-off was %s", s.local(c.CutOffAt))
	}
	if n == 1 {
		return []CycleWait{{what + "; 1 obligation is free for it so far", next}}, err
	}
	return []CycleWait{{fmt.Sprintf("%s; %d obligations are free for it so far", what, n), next}}, err
}

// waitsStage tells the next stage, and where the last try of one did not do, what it said.
func (s *Stages) waitsStage(tx Tx, v CycleView, next string) ([]CycleWait, error) {
	stage := map[lifecycle.Cycle]string{lifecycle.CycleClosed: "netting", lifecycle.CycleNetted: "conversion",
		lifecycle.CycleConverted: "its instructions", lifecycle.CycleInstructed: "its files"}[v.State]
	if n := len(v.Releases); n > 0 && v.Releases[n-1].Withdrawal != nil {
		w := v.Releases[n-1].Withdrawal
		return []CycleWait{{fmt.Sprintf("files written anew: release %d was withdrawn by %s: %s", w.Release, w.Person, w.Reason), next}}, nil
	}
	runs, err := tx.RunsOfCycle(v.ID)
	if n := len(runs) - 1; n >= 0 && (runs[n].Outcome == string(OutcomeFailed) || runs[n].Outcome == string(OutcomeNeedsPerson) && runs[n].Stage != "close") {
		stage += fmt.Sprintf(", which stopped at %s: %s", stamp(runs[n].StartedAt), strings.TrimSuffix(runs[n].Summary, ": "+ErrNeedsPerson.Error()))
	}
	return []CycleWait{{stage, next}}, err
}

func (s *Stages) waitsApproval(tx Tx, v CycleView, next string) ([]CycleWait, error) {
	what := "approval"
	requests, err := tx.ApprovalRequestsOf(ApproveRelease, v.ID)
	if err != nil || len(requests) == 0 {
		return []CycleWait{{what, next}}, err
	}
	last := requests[len(requests)-1]
	if _, expired := last.ExpiredAt(s.instant()); expired {
		return []CycleWait{{"approval anew: one of it has expired", next}}, nil
	}
	missing := s.missing(last)
	for _, m := range missing {
		what += fmt.Sprintf("; %d of %s (%s)", m.Persons, m.Who(), m.Why)
	}
	if who := s.whoMay(last, missing); len(who) > 0 {
		what += "; who may: " + strings.Join(who, ", ")
	}
	return []CycleWait{{what, next}}, nil
}

// waitsSending tells what holds files, which were not delivered, and else that they are to be sent.
func (s *Stages) waitsSending(tx Tx, v CycleView, next string) (waits []CycleWait, err error) {
	files, err := tx.FilesOut(v.ID)
	if err != nil {
		return nil, err
	}
	held, err := s.heldFiles(tx, v.Cycle, files)
	for _, h := range held {
		waits = append(waits, CycleWait{fmt.Sprintf("file %s to %s, %s, is held: %s", h.File, h.Correspondent, h.Amount, h.Reason),
			"nostro funding shows what is missing; nostro send " + v.ID + " once it is there"})
	}
	free := 0
	for _, f := range files {
		switch {
		case f.State == lifecycle.FileOutUnknown || f.State == lifecycle.FileOutFailed:
			waits = append(waits, CycleWait{fmt.Sprintf("file %s to %s is %s: %s", f.Name, f.Correspondent, f.State, f.Detail), nextOut(f, v.State)})
		case f.State != lifecycle.FileOutSent && f.State != lifecycle.FileOutWithdrawn:
			free++
		}
	}
	if free -= len(held); free > 0 {
		waits = append([]CycleWait{{count(free, "file") + " to be sent", next}}, waits...)
	}
	if len(waits) == 0 {
		waits = []CycleWait{{"its end: every file has left", next}}
	}
	return waits, err
}

// waitsBooking tells what the banks have not booked, by direction and currency.
func waitsBooking(v CycleView, next string) (waits []CycleWait) {
	for _, d := range []struct {
		direction Direction
		noun      string
	}{{PayOut, "pay-out"}, {PayIn, "pay-in"}} {
		n, sums := 0, []string{}
		for _, p := range v.Payments {
			if p.Direction == d.direction && awaitsBooking(p) {
				n += p.Count
				sums = append(sums, openWords(p))
			}
		}
		if n > 0 {
			waits = append(waits, CycleWait{fmt.Sprintf("the booking of %s on a proven statement: %s", count(n, d.noun), strings.Join(sums, ", ")),
				next + "; nostro expected tells by when each is due"})
		}
	}
	if planned := plannedOut(v); planned > 0 {
		waits = append(waits, CycleWait{count(planned, "pay-out") + " of it that was not among the files that have left",
			"nostro cycle further " + v.ID + " writes a further release of what may leave"})
	}
	if len(waits) == 0 {
		waits = []CycleWait{{"a look at what the banks have booked", next}}
	}
	return waits
}

// awaitsBooking tells whether payments wait for nothing but the bank; a pay-in of which it was not told does so as planned.
func awaitsBooking(p CyclePayments) bool {
	switch p.State {
	case lifecycle.InstructionPlanned:
		return p.Direction == PayIn
	case lifecycle.InstructionWritten, lifecycle.InstructionSending, lifecycle.InstructionSent, lifecycle.InstructionAccepted:
		return true
	}
	return false
}

// plannedOut counts pay-outs that wait for a further release of a cycle that was sent, and that nothing stops.
func plannedOut(v CycleView) (n int) {
	for _, p := range v.Payments {
		if p.Direction == PayOut && p.State == lifecycle.InstructionPlanned {
			n += p.Count
		}
	}
	for _, i := range v.Stopped {
		if i.Direction == PayOut && i.State == lifecycle.InstructionPlanned {
			n--
		}
	}
	return n
}

// openWords is how much of payments is not booked yet; a sum beyond an amount cannot be, since the payments fit in one.
func openWords(p CyclePayments) string {
	open, err := p.Sum.Sub(p.Booked)
	if err != nil || open.Sign() < 0 {
		open = money.Zero(p.Sum.Currency())
	}
	return fmt.Sprintf("%s %s of %d %s", open.Currency().Code(), open.Grouped(), p.Count, p.State)
}

// waitStopped sums payments that a person must see; the view names the first.
func waitStopped(v CycleView) CycleWait {
	n := map[lifecycle.Instruction]int{}
	for _, i := range v.Stopped {
		n[i.State]++
	}
	var words []string
	for _, state := range lifecycle.Instructions.States() {
		if n[state] > 0 {
			words = append(words, fmt.Sprintf("%d %s", n[state], state))
		}
	}
	if len(words) == 0 {
		return CycleWait{}
	}
	more := ""
	if v.MoreStopped {
		more = " and more"
	}
	return CycleWait{"payments that do not go on by themselves: " + strings.Join(words, ", ") + more, "nostro status says of each what to do"}
}
