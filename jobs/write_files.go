package jobs

import (
	"fmt"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/lifecycle"
)

// transfers writes the pay-outs of one kind.
func (p *filePlanner) transfers(c Correspondent, a NostroAccount, kind formats.TransferKind,
	group []Instruction) error {
	return p.files(c, group, c.Profile.TransfersPerMessage, func(chunk []Instruction) (draft, error) {
		m := p.message(c, a, kind, chunk)
		data, err := formats.WriteTransfers(c.Profile, m)
		return draft{kind.Message(), m.MsgID, data, m.Summary(), chunk}, err
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
		return draft{formats.MessageNotice, n.MsgID, data, n.Summary(), chunk}, err
	})
}

// draft is a message as it would leave.
type draft struct {
	message, msgID string
	data           []byte
	want           formats.Summary // what the second reader must find in it
	instructions   []Instruction
}

// writer writes one message that carries the instructions.
type writer func([]Instruction) (draft, error)

// files puts a group into messages of at most perMessage, and these into files of as many as the profile
// allows. Each instruction is tried alone first, so that one that breaks the profile does not stop the rest.
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
	var drafts []draft
	for chunk := range slices.Chunk(good, max(1, perMessage)) {
		some, err := split(chunk, write)
		if err != nil {
			return err
		}
		drafts = append(drafts, some...)
	}
	for some := range slices.Chunk(drafts, max(1, c.Profile.MessagesPerFile)) {
		if err := p.add(c, some); err != nil {
			return err
		}
	}
	return nil
}

// split puts a chunk into one message, or, where only the sum of several breaks a rule, each half into its own.
func split(chunk []Instruction, write writer) ([]draft, error) {
	d, err := write(chunk)
	if err == nil {
		return []draft{d}, nil
	}
	if len(chunk) == 1 {
		return nil, err
	}
	half := len(chunk) / 2
	first, err := split(chunk[:half], write)
	if err != nil {
		return nil, err
	}
	second, err := split(chunk[half:], write)
	return append(first, second...), err
}

// add names the file, has the second reader look at its messages, and puts it into the plan. A file of several messages
// goes by the identifier of the first; each instruction has that of its own.
func (p *filePlanner) add(c Correspondent, drafts []draft) error {
	first := drafts[0]
	name, err := c.FileNames.name(namedFile{house: p.stages.Settings.House.BIC, correspondent: c.ID, cycle: p.cycle.ID,
		message: first.message, date: strings.ReplaceAll(p.cycle.ValueDate.String(), "-", ""), release: p.plan.release,
		sequence: len(p.plan.files) + 1})
	if err != nil {
		return err
	}
	row := FileOut{Name: name, Cycle: p.cycle.ID, Release: p.plan.release, Correspondent: c.ID, Message: first.message, MsgID: first.msgID,
		State: lifecycle.FileOutWritten}
	isCovered, messages, instructions := true, [][]byte{}, []Instruction{}
	for _, d := range drafts {
		covered, err := secondReader(d.data, d.want)
		if err != nil {
			return fmt.Errorf("file %s: nothing is written: %w", name, err)
		}
		isCovered = isCovered && covered
		messages = append(messages, d.data)
		for _, i := range d.instructions {
			i.MsgID = d.msgID
			instructions = append(instructions, i)
		}
	}
	data, err := formats.JoinMessages(c.Profile, messages...)
	if err != nil {
		return fmt.Errorf("file %s: %w", name, err)
	}
	if isCovered {
		p.plan.covered++
	}
	row.SHA256, row.Bytes, row.Transactions = hashOf(data), int64(len(data)), len(instructions)
	p.plan.files = append(p.plan.files, plannedFile{row, data, instructions})
	return nil
}
