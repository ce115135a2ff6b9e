package main

import (
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

type statementsCmd struct {
	List statementsListCmd `cmd:"" default:"withargs" help:"List the statements (the default)."`
	Show statementsShowCmd `cmd:"" help:"Show one: balances, entries, and what each was."`

	Advices statementsAdvicesCmd `cmd:"" help:"List what camt.054 told of bookings, and what became of it."`
}

type statementsListCmd struct {
	Correspondent string `help:"Only those of a correspondent." placeholder:"ID"`
	State         string `help:"Only those in a state: ${enum}." enum:",read,proven,disputed" default:"" placeholder:"STATE"`
	All           bool   `help:"Those too in place of which another one counts: pages that were joined, copies."`
}

// Run lists the statements. It ends with 1 where one of them is disputed.
func (c *statementsListCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		if err := h.stages.CheckNames(s.ctx, jobs.Named{Correspondent: c.Correspondent}); err != nil {
			return err
		}
		all, err := h.stages.StatementViews(s.ctx)
		if err != nil {
			return err
		}
		if c.All {
			others, err := h.stages.SupersededViews(s.ctx)
			if err != nil {
				return err
			}
			all = append(all, others...)
		}
		shown := []keptStatementJSON{}
		for _, v := range all {
			if c.Correspondent != "" && c.Correspondent != v.Correspondent || c.State != "" && c.State != string(v.State) {
				continue
			}
			if v.State == lifecycle.StatementDisputed && v.Instead == 0 {
				s.needsPerson()
			}
			shown = append(shown, keptStatementOf(v))
			if !s.cli.JSON {
				s.showKept(v)
			}
		}
		switch {
		case s.cli.JSON:
			s.json(shown)
		case len(shown) == 0:
			s.line("statements", "there is none")
		}
		return s.showWaitingAdvices(h)
	})
}

type statementsShowCmd struct {
	ID statementNumber `arg:"" help:"Number of the statement, as the list has it."`
}

// Run shows one statement. It ends with 1 where it is disputed.
func (c *statementsShowCmd) Run(s *session) error {
	return s.with(func(h *home) error {
		v, err := h.stages.StatementView(s.ctx, int64(c.ID))
		if err != nil {
			return err
		}
		if v.State == lifecycle.StatementDisputed && v.Instead == 0 {
			s.needsPerson()
		}
		if s.cli.JSON {
			s.json(keptStatementOf(v))
			return nil
		}
		s.showKept(v)
		s.line("", fmt.Sprintf("account %s, file %s (%s)", v.Account, v.File, v.Message))
		for _, e := range entriesOf(v) {
			s.line("entry", fmt.Sprintf("%d  %s, value %s%s", e.Number, e.Amount, e.ValueDate, map[bool]string{false: ", not booked"}[e.Booked]))
			for _, was := range e.Was {
				s.line("", "- "+was)
			}
		}
		return nil
	})
}

// keptStatementJSON is the stable form of a statement.
type keptStatementJSON struct {
	ID            int64           `json:"id"`
	Correspondent string          `json:"correspondent"`
	Currency      string          `json:"currency"`
	BankID        string          `json:"bank_id"`
	Sequence      int64           `json:"sequence"`
	ClosingDate   string          `json:"closing_date"`
	Opening       string          `json:"opening"`
	Closing       string          `json:"closing"`
	EntryCount    int             `json:"entry_count"`
	State         string          `json:"state"`
	Why           string          `json:"why,omitempty"`
	Next          string          `json:"next"`
	Account       string          `json:"account"`
	File          string          `json:"file"`
	Message       string          `json:"message"`
	Page          int64           `json:"page,omitempty"`
	Copy          string          `json:"copy,omitempty"`
	Instead       int64           `json:"instead,omitempty"`
	Entries       []keptEntryJSON `json:"entries,omitempty"`
}

type keptEntryJSON struct {
	Number    int      `json:"number"`
	Amount    string   `json:"amount"`
	ValueDate string   `json:"value_date"`
	Booked    bool     `json:"booked"`
	Was       []string `json:"was"`
}

// keptStatementOf leaves the entries out of one in a list.
func keptStatementOf(v jobs.StatementView) keptStatementJSON {
	out := keptStatementJSON{ID: v.ID, Correspondent: v.Correspondent, Currency: v.Currency.Code(), BankID: v.BankID, Sequence: v.Sequence,
		ClosingDate: v.ClosingDate.String(), Opening: given(v.Opening, money.Amount.Decimal, ""), Closing: given(v.Closing, money.Amount.Decimal, ""), EntryCount: len(v.Entries),
		State: string(v.State), Why: v.Why, Next: v.Next, Account: v.Account, File: v.File, Message: v.Message, Page: v.Page, Copy: v.Copy, Instead: v.Instead}
	if v.Matches != nil {
		out.Entries = entriesOf(v)
	}
	return out
}

func entriesOf(v jobs.StatementView) (out []keptEntryJSON) {
	was := map[int][]string{}
	for _, m := range v.Matches {
		words := []string{m.Kind, m.Amount.String(), m.Instruction, m.Rule}
		text := strings.Join(strings.Fields(strings.Join(words, " ")), " ")
		if m.Why != "" {
			text += ": " + m.Why
		}
		if text += "; entry " + m.Journal; v.Undone[m.Journal] {
			text = "undone: " + text
		}
		was[m.Entry] = append(was[m.Entry], text)
	}
	for _, e := range v.Entries {
		out = append(out, keptEntryJSON{e.Number, e.Amount.String(), e.ValueDate.String(), e.Booked, append([]string{}, was[e.Number]...)})
	}
	return out
}

// given is a balance as text; one that the bank did not give is not 0.
func given(a money.Amount, text func(money.Amount) string, missing string) string {
	if a.Currency().IsZero() {
		return missing
	}
	return text(a)
}

func (s *session) showKept(v jobs.StatementView) {
	day := v.ClosingDate.String()
	if v.ClosingDate.IsZero() {
		day = "of no day"
	}
	state, text := string(v.State), fmt.Sprintf("%d  %s %s %s, number %d, %s: opening %s, closing %s, %s", v.ID, v.Correspondent, v.Currency,
		day, v.Sequence, v.BankID, given(v.Opening, money.Amount.Grouped, "not given"), given(v.Closing, money.Amount.Grouped, "not given"),
		counted(len(v.Entries), "entry"))
	switch {
	case v.Instead != 0:
		state = "noted"
	case v.Page != 0 && v.State == lifecycle.StatementRead:
		state, text = "waiting", fmt.Sprintf("%d  %s %s, number %d, %s: page %d, %s", v.ID, v.Correspondent, v.Currency, v.Sequence, v.BankID,
			v.Page, counted(len(v.Entries), "entry"))
	}
	s.line(state, text)
	if v.Why != "" {
		s.line("", v.Why)
	}
	if v.State != lifecycle.StatementProven {
		s.line("", "next: "+v.Next)
	}
}
