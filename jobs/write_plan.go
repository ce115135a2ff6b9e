package jobs

import (
	"cmp"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/lifecycle"
)

// planFiles decides which messages carry the planned instructions, writes their bytes and has each read
// again by the second reader. Of the planned ones only those count that are wanted. Nothing is kept yet.
func (s *Stages) planFiles(tx Tx, c Cycle, wanted func(Instruction) bool) (writePlan, error) {
	instructions, err := tx.InstructionsOf(c.ID)
	if err != nil {
		return writePlan{}, err
	}
	p := filePlanner{stages: s, cycle: c}
	before, err := tx.Releases(c.ID)
	if err != nil {
		return writePlan{}, err
	}
	p.plan.release = len(before) + 1
	if p.reissued, err = reissuesBy(tx); err != nil {
		return writePlan{}, err
	}
	if p.payees, err = newPayees(tx, c.ID); err != nil {
		return writePlan{}, err
	}
	instructions, p.plan.refused, err = withoutPaid(tx, instructions)
	if err != nil {
		return writePlan{}, err
	}
	instructions, left, err := withoutWithheld(tx, instructions, p.reissued)
	if err != nil {
		return writePlan{}, err
	}
	p.plan.stopped = append(stopped(instructions), left...)
	for _, group := range s.gateGroups(groupForFiles(instructions, wanted), instructions) {
		if err := p.group(group); err != nil {
			return writePlan{}, err
		}
	}
	return p.plan, nil
}

// groupForFiles keeps together what may share a message: one correspondent, currency, direction and value date. The
// instructions come sorted by the first three, so the groups do too.
func groupForFiles(instructions []Instruction, wanted func(Instruction) bool) [][]Instruction {
	planned := slices.DeleteFunc(slices.Clone(instructions), func(i Instruction) bool {
		return i.State != lifecycle.InstructionPlanned || !wanted(i)
	})
	slices.SortStableFunc(planned, func(a, b Instruction) int { // what is paid anew has a later value date
		return cmp.Or(strings.Compare(a.Correspondent, b.Correspondent), strings.Compare(a.Amount.Currency().Code(), b.Amount.Currency().Code()),
			strings.Compare(string(a.Direction), string(b.Direction)), a.ValueDate.Compare(b.ValueDate))
	})
	var groups [][]Instruction
	for _, i := range planned {
		last := len(groups) - 1
		if last >= 0 && sameGroup(groups[last][0], i) {
			groups[last] = append(groups[last], i)
			continue
		}
		groups = append(groups, []Instruction{i})
	}
	return groups
}

func sameGroup(a, b Instruction) bool {
	return a.Correspondent == b.Correspondent && a.Amount.Currency() == b.Amount.Currency() && a.Direction == b.Direction &&
		a.ValueDate == b.ValueDate
}

// filePlanner turns groups of instructions into files, numbering them through the cycle.
type filePlanner struct {
	stages *Stages
	cycle  Cycle
	payees payees
	plan   writePlan

	reissued map[string]Reissue // by the instruction that pays anew
}

func (p *filePlanner) group(group []Instruction) error {
	correspondent, err := p.stages.Settings.Correspondent(group[0].Correspondent)
	if err != nil {
		return err
	}
	account, ok := correspondent.Account(group[0].Amount.Currency())
	if !ok {
		return needsPerson("correspondent %s has no nostro account in %s any more: put it back into nostro.yaml",
			correspondent.ID, group[0].Amount.Currency())
	}
	if group[0].Direction == PayIn {
		return p.notices(correspondent, account, group)
	}
	customers := correspondent.customerMessage()
	for _, kind := range []formats.TransferKind{formats.InstitutionTransfer, customers} {
		var same []Instruction
		for _, i := range group {
			if p.payees.isInstitution(i.Participant) == (kind == formats.InstitutionTransfer) {
				same = append(same, i)
			}
		}
		if err := p.transfers(correspondent, account, kind, same); err != nil {
			return err
		}
	}
	return nil
}
