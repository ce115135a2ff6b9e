package report

import "strings"

// reviewWords begin the note of a pay-out that a review holds or has refused.
var reviewWords = []string{"held for review ", "refused in review "}

// stoppedTroubles tells of a pay-out that is not written: held or refused, or let go after the other files of its cycle had
// left.
func stoppedTroubles(pic Picture, i Instruction) []trouble {
	what := "pay-out " + i.ID + " to " + i.Participant + ", " + people(i.Amount)
	switch {
	case i.State == "held" || i.State == "refused":
		by, next := "screening", "nostro screening list"
		for _, words := range reviewWords {
			if strings.HasPrefix(i.Note, words) {
				by, next = "review", "nostro review"
			}
		}
		return []trouble{{what + ", is " + i.State + " by " + by + ": it is not written, and stays owed", i.Note, next}}
	case waitsForFurther(pic, i):
		return []trouble{{what + ", waits: it was not among the files of its cycle that have left", "", "nostro cycle further " + i.Cycle}}
	}
	return nil
}

// withheld tells whether a pay-out pays another one anew which is with its payee after all, or may be: it does not leave.
func withheld(pic Picture, i Instruction) bool {
	if i.PaysAnew == "" {
		return false
	}
	for _, old := range pic.Orders {
		if old.ID == i.PaysAnew && (old.OverAnew || old.State == "settled" && old.Returned.Sign() == 0) {
			return true
		}
	}
	_, both := bookedEither(pic, i.PaysAnew)
	return both
}

// bookedEither returns the open break about a payment that the bank rejected, and booked all the same.
func bookedEither(pic Picture, instruction string) (Break, bool) {
	for _, b := range pic.Breaks {
		if b.Open() && b.Instruction == instruction && b.Reason == "rejected-but-booked" {
			return b, true
		}
	}
	return Break{}, false
}

// waitsForFurther tells whether a pay-out may leave, and its cycle was sent without it.
func waitsForFurther(pic Picture, i Instruction) bool {
	if i.State != "planned" || i.Direction != "out" || i.Note != "" || withheld(pic, i) {
		return false
	}
	for _, c := range pic.Cycles {
		if c.ID == i.Cycle {
			return c.State == "sent"
		}
	}
	return false
}

// Further tells whether a pay-out waits for a further release of its cycle.
func (p Picture) Further() bool {
	for _, i := range p.Orders {
		if waitsForFurther(p, i) {
			return true
		}
	}
	return false
}
