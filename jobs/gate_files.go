package jobs

import "nostro/lifecycle"

// gateGroups parts groups of pay-outs further, so that no file holds what waits and what does not, or what waits for
// different pay-ins: where the policy looks at the participant, each one that pays in has files of its own, and those who
// only receive share theirs. A file leaves whole or not at all.
func (s *Stages) gateGroups(groups [][]Instruction, all []Instruction) [][]Instruction {
	paysIn := map[string]bool{}
	for _, i := range all {
		if i.Direction == PayIn {
			paysIn[i.Participant] = true
		}
	}
	var parted [][]Instruction
	for _, group := range groups {
		first := group[0]
		if first.Direction != PayOut || s.Settings.PayOuts.PolicyOf(first.Correspondent, first.Amount.Currency()) != GateOfParticipant {
			parted = append(parted, group)
			continue
		}
		var free []Instruction
		var gated [][]Instruction
		at := map[string]int{}
		for _, i := range group {
			if !paysIn[i.Participant] {
				free = append(free, i)
				continue
			}
			n, known := at[i.Participant]
			if !known {
				n = len(gated)
				at[i.Participant] = n
				gated = append(gated, nil)
			}
			gated[n] = append(gated[n], i)
		}
		if len(free) > 0 {
			parted = append(parted, free)
		}
		parted = append(parted, gated...)
	}
	return parted
}

// waitsAtGate tells whether a file has still to be let through.
func waitsAtGate(f FileOut) bool {
	return f.State == lifecycle.FileOutWritten || f.State == lifecycle.FileOutFailed
}
