package main

import (
	"fmt"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/money"
)

type inspectCmd struct {
	Files []string `arg:"" help:"Bank files; - is the standard input."`
}

// Run prints what is in each file. One that cannot be read does not stop the others.
func (c *inspectCmd) Run(s *session) error {
	refused := 0
	for _, name := range c.Files {
		in, err := s.readBankFile(name)
		if err != nil {
			refused++
			s.problem(fmt.Sprintf("%s: %v", name, err))
			continue
		}
		if len(in.Warnings) > 0 || !allAddUp(in) {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(inspected(name, in))
			continue
		}
		s.inspect(name, in)
	}
	if refused > 0 {
		s.code = exitFailed
	}
	return nil
}

func (s *session) readBankFile(name string) (formats.Inbound, error) {
	data, err := s.readInput(name)
	if err != nil {
		return formats.Inbound{}, err
	}
	in, err := formats.Read(data)
	if err != nil {
		return formats.Inbound{}, err
	}
	return in, in.Bookable()
}

// allAddUp tells whether every statement of the file does.
func allAddUp(in formats.Inbound) bool {
	for _, d := range in.Documents {
		for _, st := range d.Statements {
			if d.Kind == "camt.053" && !sumEntries(st).addsUp(st) {
				return false
			}
		}
	}
	return true
}

func (s *session) inspect(name string, in formats.Inbound) {
	s.line("file", name)
	for _, d := range in.Documents {
		s.inspectDocument(d)
	}
	for _, w := range in.Warnings {
		s.line("warning", w.String())
	}
	for _, u := range in.Unread {
		s.line("not read", u.String())
	}
}

func (s *session) inspectDocument(d formats.Document) {
	s.line("message", fmt.Sprintf("%s, id %s, created %s", d.Message, d.MsgID, d.CreatedAt))
	if d.FromBIC != "" || d.ToBIC != "" {
		s.line("from, to", d.FromBIC+", "+d.ToBIC)
	}
	for _, st := range d.Statements {
		s.inspectStatement(st)
	}
	for _, status := range d.Statuses {
		s.line("status", fmt.Sprintf("%s %s: %s %s", status.OriginalInstrID, status.Code, codeset.Statuses.Text(status.Code), reasons(codeset.StatusReasons, status.Reasons)))
	}
	for _, r := range d.Returns {
		s.line("return", fmt.Sprintf("%s of %s: %s", r.Returned, r.OriginalInstrID, reasons(codeset.ReturnReasons, r.Reasons)))
	}
}

func reasons(list codeset.List, of []formats.Reason) string {
	text := ""
	for _, r := range of {
		text += fmt.Sprintf("%s %s ", list.Say(r.Code, r.Proprietary), r.Text)
	}
	return text
}

func (s *session) inspectStatement(st formats.Statement) {
	sum := sumEntries(st)
	s.line("statement", fmt.Sprintf("%s, sequence %d, account %s", st.ID, st.Sequence, st.Account))
	s.line("", fmt.Sprintf("opening %s, closing %s", st.Opening.Amount, st.Closing.Amount))
	s.line("", fmt.Sprintf("%d entries with %d details: credits %s, debits %s", len(st.Entries), sum.details,
		money.FromMinor(st.Currency, sum.credits), money.FromMinor(st.Currency, sum.debits)))
	s.line("", sum.verdict(st))
}

// entrySum is what the booked entries of a statement come to.
type entrySum struct {
	credits, debits int64
	details         int
	overflow        bool
}

func sumEntries(st formats.Statement) entrySum {
	sum := entrySum{}
	credits, debits := money.Zero(st.Currency), money.Zero(st.Currency)
	for _, e := range st.Entries {
		sum.details += len(e.Details)
		if e.Status != "BOOK" {
			continue
		}
		side := &debits
		if e.Amount.Sign() > 0 {
			side = &credits
		}
		next, err := side.Add(e.Amount)
		if err != nil {
			sum.overflow = true
			continue
		}
		*side = next
	}
	sum.credits, sum.debits = credits.Minor(), debits.Minor()
	return sum
}

// addsUp tells whether opening and booked entries make the closing balance.
func (sum entrySum) addsUp(st formats.Statement) bool {
	if !st.Opening.Present || !st.Closing.Present || sum.overflow {
		return false
	}
	end, err := money.Sum(st.Currency, st.Opening.Amount, money.FromMinor(st.Currency, sum.credits), money.FromMinor(st.Currency, sum.debits))
	return err == nil && end == st.Closing.Amount
}

func (sum entrySum) verdict(st formats.Statement) string {
	switch {
	case !st.Opening.Present || !st.Closing.Present:
		return "cannot be proven: opening or closing balance is missing"
	case sum.addsUp(st):
		return "adds up: opening and booked entries make closing"
	}
	return "DOES NOT ADD UP: opening and booked entries do not make closing"
}
