package jobs

import (
	"fmt"
	"slices"

	"nostro/formats"
	"nostro/lifecycle"
)

// transfers writes the pay-outs of one kind.
func (p *filePlanner) transfers(c Correspondent, a NostroAccount, kind formats.TransferKind,
	group []Instruction) error {
	return p.files(c, group, c.Profile.TransfersPerMessage, func(chunk []Instruction) (draft, error) {
		m := p.message(c, a, kind, chunk)
		data, err := formats.WriteTransfers(c.Profile, m)
		return draft{string(kind), m.MsgID, data, m.Summary()}, err
	})
}

// notices announces expected pay-ins, where the correspondent wants that. Where not, they wait as planned.
func (p *filePlanner) notices(c Correspondent, a NostroAccount, group []Instruction) error {
	if !c.Notify {
		return nil
	}
	return p.files(c, group, c.Profile.ItemsPerNotice, func(chunk []Instruction) (draft, error) {
		n := p.notice(c, a, chunk)
		data, err := formats.WriteNotice(c.Profile, n)
		return draft{formats.MessageNotice, n.MsgID, data, n.Summary()}, err
	})
}

// draft is a message as it would leave.
type draft struct {
	message, msgID string
	data           []byte
	want           formats.Summary // what the second reader must find in it
}

// writer writes one message that carries the instructions.
type writer func([]Instruction) (draft, error)

// files puts a group into messages of at most perMessage. Each instruction is tried alone first, so that
// one that breaks the profile does not stop the rest.
func (p *filePlanner) files(c Correspondent, group []Instruction, perMessage int, write writer) error {
	var good []Instruction
	for _, i := range group {
		if _, err := write([]Instruction{i}); err != nil {
			i.Note = err.Error()
			p.plan.refused = append(p.plan.refused, i)
			continue
		}
		good = append(good, i)
	}
	for chunk := range slices.Chunk(good, max(1, perMessage)) {
		if err := p.split(c, chunk, write); err != nil {
			return err
		}
	}
	return nil
}

// split puts a chunk into one file, or, where only the sum of several breaks a rule, each half into its own.
func (p *filePlanner) split(c Correspondent, chunk []Instruction, write writer) error {
	d, err := write(chunk)
	if err == nil {
		return p.add(c, d, chunk)
	}
	if len(chunk) == 1 {
		return err
	}
	half := len(chunk) / 2
	if err := p.split(c, chunk[:half], write); err != nil {
		return err
	}
	return p.split(c, chunk[half:], write)
}

// add names the file, has the second reader look at it, and puts it into the plan. The name is unique by
// construction: house, cycle, number within the cycle, message.
func (p *filePlanner) add(c Correspondent, d draft, chunk []Instruction) error {
	name := fmt.Sprintf("%s-%s-%04d-%s.xml", p.stages.Settings.House.BIC, p.cycle.ID, len(p.plan.files)+1, d.message)
	covered, err := secondReader(d.data, d.want)
	if err != nil {
		return fmt.Errorf("file %s: nothing is written: %w", name, err)
	}
	if covered {
		p.plan.covered++
	}
	row := FileOut{Name: name, Cycle: p.cycle.ID, Correspondent: c.ID, Message: d.message, MsgID: d.msgID,
		SHA256: hashOf(d.data), Bytes: int64(len(d.data)), Transactions: len(chunk), State: lifecycle.FileOutWritten}
	p.plan.files = append(p.plan.files, plannedFile{row, d.data, chunk})
	return nil
}
