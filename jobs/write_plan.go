package jobs

import (
	"fmt"
	"slices"

	"nostro/formats"
	"nostro/lifecycle"
)

// planFiles decides which messages carry the planned instructions, writes their bytes and has each read
// again by the second reader. Nothing is kept yet.
func (s *Stages) planFiles(tx Tx, c Cycle) (writePlan, error) {
	instructions, err := tx.InstructionsOf(c.ID)
	if err != nil {
		return writePlan{}, err
	}
	p := filePlanner{stages: s, cycle: c}
	if p.payees, err = newPayees(tx); err != nil {
		return writePlan{}, err
	}
	for _, group := range groupForFiles(instructions) {
		if err := p.group(group); err != nil {
			return writePlan{}, err
		}
	}
	return p.plan, nil
}

// groupForFiles keeps together what may share a message: one correspondent, currency and direction. The
// instructions come sorted by these three, so the groups do too.
func groupForFiles(instructions []Instruction) [][]Instruction {
	planned := slices.DeleteFunc(slices.Clone(instructions), func(i Instruction) bool {
		return i.State != lifecycle.InstructionPlanned
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
	return a.Correspondent == b.Correspondent && a.Amount.Currency() == b.Amount.Currency() && a.Direction == b.Direction
}

// filePlanner turns groups of instructions into files, numbering them through the cycle.
type filePlanner struct {
	stages *Stages
	cycle  Cycle
	payees payees
	plan   writePlan
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
	for _, kind := range []formats.TransferKind{formats.InstitutionTransfer, formats.CustomerTransfer} {
		var same []Instruction
		for _, i := range group {
			if p.payees.kindOf(i.Participant) == kind {
				same = append(same, i)
			}
		}
		if err := p.transfers(correspondent, account, kind, same); err != nil {
			return err
		}
	}
	return nil
}

// transfers writes the pay-outs of one kind. Each is tried alone first, so that one that breaks the
// profile does not stop the rest.
func (p *filePlanner) transfers(c Correspondent, a NostroAccount, kind formats.TransferKind, group []Instruction) error {
	var good []Instruction
	for _, i := range group {
		if _, err := formats.WriteTransfers(c.Profile, p.message(c, a, kind, []Instruction{i})); err != nil {
			i.Note = err.Error()
			p.plan.refused = append(p.plan.refused, i)
			continue
		}
		good = append(good, i)
	}
	for chunk := range slices.Chunk(good, max(1, c.Profile.TransfersPerMessage)) {
		message := p.message(c, a, kind, chunk)
		data, err := formats.WriteTransfers(c.Profile, message)
		if err != nil {
			return fmt.Errorf("%s for %s: %w", kind, c.ID, err)
		}
		if err := p.add(c, string(kind), message.MsgID, data, message.Summary(), chunk); err != nil {
			return err
		}
	}
	return nil
}

// notices announces expected pay-ins, where the correspondent wants that. Where not, they wait as planned.
func (p *filePlanner) notices(c Correspondent, a NostroAccount, group []Instruction) error {
	if !c.Notify {
		return nil
	}
	for chunk := range slices.Chunk(group, max(1, c.Profile.ItemsPerNotice)) {
		notice := p.notice(c, a, chunk)
		data, err := formats.WriteNotice(c.Profile, notice)
		if err != nil {
			return fmt.Errorf("%s for %s: %w", formats.MessageNotice, c.ID, err)
		}
		if err := p.add(c, formats.MessageNotice, notice.MsgID, data, notice.Summary(), chunk); err != nil {
			return err
		}
	}
	return nil
}

// add names the file, has the second reader look at it, and puts it into the plan. The name is unique by
// construction: house, cycle, number within the cycle, message.
func (p *filePlanner) add(c Correspondent, message, msgID string, data []byte, want formats.Summary, chunk []Instruction) error {
	name := fmt.Sprintf("%s-%s-%04d-%s.xml", p.stages.Settings.House.BIC, p.cycle.ID, len(p.plan.files)+1, message)
	covered, err := secondReader(data, want)
	if err != nil {
		return fmt.Errorf("file %s: nothing is written: %w", name, err)
	}
	if covered {
		p.plan.covered++
	}
	row := FileOut{Name: name, Cycle: p.cycle.ID, Correspondent: c.ID, Message: message, MsgID: msgID,
		SHA256: hashOf(data), Bytes: int64(len(data)), Transactions: len(chunk), State: lifecycle.FileOutWritten}
	p.plan.files = append(p.plan.files, plannedFile{row, data, chunk})
	return nil
}
