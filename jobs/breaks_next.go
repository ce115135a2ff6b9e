package jobs

import (
	"fmt"
	"strings"

	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

// nextStep says what to do about the break, the command first where there is one.
func (v BreakView) nextStep() string {
	switch {
	case v.State == lifecycle.BreakResolved && len(v.Parts) > 0:
		return "nothing: its parts are breaks of their own"
	case v.State == lifecycle.BreakResolved:
		return "nothing"
	case v.Waits != 0:
		return fmt.Sprintf("nostro approvals approve %d, as another person", v.Waits)
	case len(v.Ways) > 0:
		return fmt.Sprintf("look at what is suggested; nostro breaks match %d --suggested %d accepts the first", v.ID, v.Ways[0].Number)
	case v.Held != (money.Amount{}):
		return v.nextInSuspense()
	}
	return v.nextOutside()
}

func (v BreakView) nextInSuspense() string {
	match := fmt.Sprintf("nostro breaks match %d --instruction ID, once you know which payment it is", v.ID)
	switch v.Reason {
	case reconcile.ReasonRejectedButBooked:
		return fmt.Sprintf("ask %s which holds; nostro breaks match %d --instruction %s where it is the booking, --with BREAK pairs it with the "+
			"booking that takes it back", v.Correspondent, v.ID, v.Instruction)
	case reconcile.ReasonDuplicate:
		return fmt.Sprintf("ask %s to take it back; nostro breaks match %d --with BREAK pairs it with the booking that does", v.Correspondent, v.ID)
	case reconcile.ReasonAmountDiffers:
		return fmt.Sprintf("ask what came on top; nostro breaks write-off %d --reason WHY where it is a charge; %s", v.ID, match)
	}
	if v.Held.Minor() < 0 {
		return fmt.Sprintf("ask %s what it took it for; %s; nostro breaks write-off %d --reason WHY where it is a charge; --with BREAK in place of "+
			"--instruction where it takes a booking back", v.Correspondent, match, v.ID)
	}
	return fmt.Sprintf("ask %s who paid it and why; %s", v.Correspondent, match)
}

// nextOutside is for a difference of which nothing is in suspense.
func (v BreakView) nextOutside() string {
	if strings.HasPrefix(v.Key, borneKey) {
		return "reopen the break of the write-off: nostro breaks reopen ID --reason WHY; this one then ends by itself"
	}
	if strings.HasPrefix(v.Key, failedKey) {
		return "nostro check looks what is wrong in the books; nostro reconcile tries it again, and this one then ends by itself"
	}
	if strings.HasPrefix(v.Key, "advice:") {
		return fmt.Sprintf("ask %s; nostro statements advices shows what it told; nostro breaks close %d --reason WHY once that is clear",
			v.Correspondent, v.ID)
	}
	switch v.Reason {
	case reconcile.ReasonDuplicate:
		if v.Statement != 0 && v.Entry == 0 {
			return fmt.Sprintf("ask %s which one counts; nostro breaks accept %d --reason WHY puts this one in place of the proven one; "+
				"nostro breaks close %d --reason WHY leaves it", v.Correspondent, v.ID, v.ID)
		}
		if v.Instruction != "" {
			return fmt.Sprintf("get one of the two back, as the break says; nostro breaks close %d --reason WHY once that has come", v.ID)
		}
	case reconcile.ReasonStatementGap:
		return fmt.Sprintf("fetch the statement that is missing, or ask %s for it; the break closes itself when it has come", v.Correspondent)
	case reconcile.ReasonDoesNotAddUp:
		return fmt.Sprintf("ask %s for a corrected statement; the break closes itself when it has come", v.Correspondent)
	case reconcile.ReasonLate:
		return fmt.Sprintf("nostro collect looks again, then ask %s; the break closes itself when it has come", v.Correspondent)
	case reconcile.ReasonMissingAtBank:
		if v.Instruction == "" {
			return fmt.Sprintf("ask %s whether it has it; send nothing again before the answer; the break closes itself when it has come", v.Correspondent)
		}
		return fmt.Sprintf("find out whether it was paid; do not pay again before the answer; nostro trace %s shows what is known", v.Instruction)
	case reconcile.ReasonAmountDiffers:
		return fmt.Sprintf("ask for the rest; the break closes itself when it comes; nostro breaks write-off %d --reason WHY gives it up", v.ID)
	}
	return fmt.Sprintf("ask %s; nostro breaks close %d --reason WHY where nothing has to be moved", v.Correspondent, v.ID)
}
