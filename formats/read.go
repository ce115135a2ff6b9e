package formats

import (
	"cmp"
	"errors"
	"fmt"
)

// The most warnings and the most refusals that one file is answered with.
const (
	warningsMax = 1000
	refusalsMax = 20
)

// Read returns what a bank's message says. It takes a file of at most 64 MiB in UTF-8, ISO-8859-1,
// ISO-8859-15 or windows-1252, with any prefixes and any envelope, with or without a business header,
// that holds one pacs.002, pacs.004 or camt.053. It errs with one or more *Refusal (errors.As finds the
// first), whose class is ErrMalformed, ErrUnsupported, ErrContradiction or ErrUnbookable. What it could
// not use stands in Warnings and Unread.
func Read(data []byte) (Inbound, error) {
	text, warnings, err := decode(data)
	if err != nil {
		return Inbound{}, err
	}
	top, err := parse(text)
	if err != nil {
		return Inbound{}, err
	}
	m, err := identify(top)
	if err != nil {
		return Inbound{}, err
	}
	r := &reader{warnings: append(warnings, m.warnings...)}
	in := r.message(m)
	if err := r.err(); err != nil {
		return Inbound{}, err
	}
	in.Warnings = r.allWarnings()
	in.Unread = unread(top)
	return in, nil
}

// reader collects what went wrong while the tree is turned into values.
type reader struct {
	warnings   []string
	warningsIn int // all, also those beyond warningsMax
	refusals   []error
	refusalsIn int
}

func (r *reader) warn(at *node, format string, args ...any) {
	r.warningsIn++
	if r.warningsIn <= warningsMax {
		r.warnings = append(r.warnings, fmt.Sprintf("line %d: %s: ", at.line, at.path())+fmt.Sprintf(format, args...))
	}
}

func (r *reader) refuse(at *node, problem, remedy string) {
	r.refusalsIn++
	if r.refusalsIn <= refusalsMax {
		r.refusals = append(r.refusals,
			&Refusal{Class: ErrUnbookable, Path: at.path(), Line: at.line, Problem: problem, Remedy: remedy})
	}
}

func (r *reader) err() error {
	if hidden := r.refusalsIn - refusalsMax; hidden > 0 {
		r.refusals = append(r.refusals, fmt.Errorf("and %d more like these: %w", hidden, ErrUnbookable))
	}
	return errors.Join(r.refusals...)
}

func (r *reader) allWarnings() []string {
	if hidden := r.warningsIn - warningsMax; hidden > 0 {
		return append(r.warnings, fmt.Sprintf("and %d more warnings", hidden))
	}
	return r.warnings
}

// message reads the header, the group header and what the message carries.
func (r *reader) message(m message) Inbound {
	group := m.root.child("GrpHdr")
	in := Inbound{
		Message:   m.id,
		Kind:      m.kind,
		MsgID:     group.value("MsgId"),
		CreatedAt: group.value("CreDtTm"),
		FromBIC:   headerBIC(m.header, "Fr"),
		ToBIC:     headerBIC(m.header, "To"),
		BizSvc:    m.header.value("BizSvc"),

		HeaderCreatedAt: m.header.value("CreDt"),
	}
	r.compareHeader(m.header, in)
	in.FromBIC = cmp.Or(in.FromBIC, agentBIC(group.child("InstgAgt")))
	in.ToBIC = cmp.Or(in.ToBIC, agentBIC(group.child("InstdAgt")))
	switch m.kind {
	case "camt.053":
		in.Statements = r.statements(m.root, group)
	case "pacs.002":
		in.Statuses = r.statuses(m.root)
	case "pacs.004":
		in.Returns = r.returns(m.root, group)
	}
	return in
}

// compareHeader warns where the header does not fit the message (UR26 R1 to R8).
func (r *reader) compareHeader(header *node, in Inbound) {
	id := header.child("BizMsgIdr")
	if id != nil && id.text != in.MsgID {
		r.warn(id, "%q is not the MsgId %q", id.text, in.MsgID)
	}
}

func headerBIC(header *node, side string) string {
	party := header.child(side)
	if bic := agentBIC(party.child("FIId")); bic != "" {
		return bic
	}
	return party.first([]string{"OrgId", "Id", "OrgId", "AnyBIC"}, []string{"OrgId", "Id", "OrgId", "BICOrBEI"})
}

// agentBIC returns the BIC of an agent: BICFI since the third version of the messages, BIC before.
func agentBIC(agent *node) string {
	return agent.first([]string{"FinInstnId", "BICFI"}, []string{"FinInstnId", "BIC"})
}
