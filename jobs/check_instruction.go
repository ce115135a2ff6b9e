package jobs

import (
	"slices"

	"nostro/lifecycle"
	"nostro/netting"
)

// checkInstructions compares the instructions of every cycle with its positions: each that is not zero has one,
// of its amount, direction and value date, and there is no other but those that pay one anew.
func checkInstructions(tx Tx, f *findings) error {
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	reissued, err := reissuesBy(tx)
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.State == lifecycle.CycleAborted {
			continue // checkAborted
		}
		wanted := sums{}
		if c.State.Reached(lifecycle.CycleInstructed) {
			finals, err := FinalPositions(tx, c.ID)
			if err != nil {
				return err
			}
			for _, p := range finals {
				wanted.add(settledBy(c.ID, p.Participant, p.Set), p.Amount)
			}
		}
		instructions, err := tx.InstructionsOf(c.ID)
		if err != nil {
			return err
		}
		made, count := sums{}, map[sumKey]int{}
		for _, i := range instructions {
			f.counted++
			if r, anew := reissued[i.ID]; anew {
				checkReissue(f, r, i, instructions)
				continue
			}
			if i.ValueDate != c.ValueDate { // the control finds payments by their cycles, but those that are paid anew
				f.fail("instruction %s has value date %s, its cycle %s", i.ID, i.ValueDate, c.ValueDate)
			}
			key := sumKey{settledBy(c.ID, i.Participant, i.Set), i.Amount.Currency()}
			if count[key]++; count[key] > 1 {
				f.fail("%s has more than one instruction in %s", key.name, key.currency)
			}
			if i.Direction == PayIn {
				made[key] -= i.Amount.Minor()
			} else {
				made[key] += i.Amount.Minor()
			}
		}
		checkPaidAnew(f, reissued, instructions)
		made.compare(f, wanted, "instructed", "position")
	}
	return nil
}

// checkReissue looks whether an instruction pays anew what it says: another of its cycle, to the same participant.
func checkReissue(f *findings, r Reissue, i Instruction, ofCycle []Instruction) {
	at := slices.IndexFunc(ofCycle, func(old Instruction) bool { return old.ID == r.Replaces })
	if at < 0 {
		f.fail("instruction %s pays anew %s, which is not of its cycle", i.ID, r.Replaces)
		return
	}
	old := ofCycle[at]
	if old.Participant != i.Participant || old.Set != i.Set || old.Direction != i.Direction || old.Amount.Currency() != i.Amount.Currency() ||
		i.Amount.Minor() > old.Amount.Minor() {
		f.fail("instruction %s of %s to %s pays anew %s, which is %s to %s", i.ID, i.Amount, i.Participant, old.ID, old.Amount, old.Participant)
	}
	if r.Stands() == (i.State == lifecycle.InstructionWithdrawn) {
		f.fail("instruction %s is %s, and that it pays anew %s was withdrawn: %t", i.ID, i.State, old.ID, !r.Stands())
	}
	if i.State == lifecycle.InstructionWithdrawn && (i.File != "" || i.IntentOpen || i.Intents > 0 || !i.Booked.IsZero()) {
		f.fail("instruction %s was withdrawn before it left, and has file %q, %s, booked %s", i.ID, i.File, count(i.Intents, "intent"), i.Booked)
	}
}

// checkPaidAnew looks whether what stands pays no more anew of any payment than it was to pay.
func checkPaidAnew(f *findings, reissued map[string]Reissue, instructions []Instruction) {
	amounts := map[string]int64{}
	for _, i := range instructions {
		amounts[i.ID] = i.Amount.Minor()
	}
	sum := map[string]int64{}
	for _, i := range instructions {
		if r, anew := reissued[i.ID]; anew && r.Stands() {
			if sum[r.Replaces] += i.Amount.Minor(); sum[r.Replaces] > amounts[r.Replaces] {
				f.fail("instructions pay %s anew by more than its amount: %s is the last of them", r.Replaces, i.ID)
			}
		}
	}
}

// settledBy names what one instruction settles in a currency.
func settledBy(cycle, participant string, set netting.Set) string {
	name := "cycle " + cycle + ", " + participant
	if set != (netting.Set{}) {
		name += ", " + set.String()
	}
	return name
}

// checkFilesOut looks whether every file carries as many instructions as it says, each in a state that fits
// the file's, and has as many attempts as it counts; and whether every file that an instruction names is there.
func checkFilesOut(tx Tx, f *findings) error {
	files, err := tx.FilesOut("")
	if err != nil {
		return err
	}
	instructions, err := tx.InstructionsOf("")
	if err != nil {
		return err
	}
	tried, err := tx.Attempts()
	if err != nil {
		return err
	}
	attempts, carried := map[string]int{}, map[string][]Instruction{}
	for _, a := range tried {
		attempts[a.File]++
	}
	for _, i := range instructions {
		carried[i.File] = append(carried[i.File], i)
	}
	for _, file := range files {
		f.counted++
		if n := attempts[file.Name]; n != file.Attempts {
			f.fail("file %s counts %d attempts, %d are recorded", file.Name, file.Attempts, n)
		}
		checkCarried(f, file, carried[file.Name])
		delete(carried, file.Name)
	}
	for _, i := range instructions {
		if i.File != "" && len(carried[i.File]) > 0 {
			f.fail("instruction %s names file %s, which is not there", i.ID, i.File)
		}
	}
	return nil
}

func checkCarried(f *findings, file FileOut, carried []Instruction) {
	if file.State == lifecycle.FileOutWithdrawn {
		if len(carried) > 0 {
			f.fail("file %s is withdrawn, and %d instructions name it", file.Name, len(carried))
		}
		return
	}
	if len(carried) != file.Transactions {
		f.fail("file %s says that it carries %d instructions, %d name it", file.Name, file.Transactions, len(carried))
	}
	for _, i := range carried {
		if i.Cycle != file.Cycle || i.Correspondent != file.Correspondent || i.MsgID == "" {
			f.fail("instruction %s is not of the cycle and correspondent of file %s, or of no message", i.ID, file.Name)
		}
		notice := i.Direction == PayIn && (i.State == lifecycle.InstructionSettled || i.State == lifecycle.InstructionReturned) // whatever became of the notice
		if !notice && !slices.Contains(fitting[file.State], i.State) {
			f.fail("instruction %s is %s, its file %s is %s", i.ID, i.State, file.Name, file.State)
		}
	}
}

// fitting are the states of instructions that go with the state of their file.
var fitting = map[lifecycle.FileOut][]lifecycle.Instruction{
	lifecycle.FileOutWritten: {lifecycle.InstructionWritten},
	lifecycle.FileOutFailed:  {lifecycle.InstructionWritten},
	lifecycle.FileOutSending: {lifecycle.InstructionSending},
	lifecycle.FileOutUnknown: {lifecycle.InstructionUnknown},
	lifecycle.FileOutSent: {lifecycle.InstructionSent, lifecycle.InstructionAccepted, lifecycle.InstructionSettled,
		lifecycle.InstructionRejected, lifecycle.InstructionReturned},
}
