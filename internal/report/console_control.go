package report

import (
	"fmt"
	"strings"

	"nostro/jobs"
)

// control writes the days on which files, bank and ledger differ, with the items; those that agree are counted.
func (p *printer) control(c *Control) {
	if c == nil || len(c.Days) == 0 {
		return
	}
	differing := c.Differing()
	p.heading(fmt.Sprintf("Our files, the bank and our ledger: %s of an account, %d differ", counted(len(c.Days), "day", "days"), differing))
	for _, d := range c.Days {
		if d.Agrees {
			continue
		}
		p.parts(2, bold, d.Correspondent, d.Currency, d.Day, "files "+d.Files.Grouped(), "bank "+d.Bank.Grouped(), "ledger "+d.Ledger.Grouped())
		p.unlikes("bank less files", d.FilesBank)
		p.unlikes("ledger less bank", d.BankLedger)
	}
	if differing > 0 {
		p.wrapped(2, dim, "nostro reconcile control tells where each stands on both sides")
	}
}

func (p *printer) unlikes(less string, items []Unlike) {
	for _, u := range items {
		text := fmt.Sprintf("%s %s, %s: %s", less, u.Amount.Grouped(), u.Why, u.Item)
		if u.Break != 0 {
			text += fmt.Sprintf(", break %d", u.Break)
		}
		p.wrapped(4, plain, text)
	}
}

// safeguarding writes the last check that was kept.
func (p *printer) safeguarding(s *Safeguarding) {
	if s == nil || len(s.Days) == 0 {
		return
	}
	d := s.Days[0]
	p.heading("Safeguarding of " + d.Day + ": " + d.Verdict())
	if d.Broken != "" {
		p.wrapped(2, bad, "record "+number(d.Record)+" "+d.Broken)
		return
	}
	p.safeguarded(d.Currencies)
	if b := d.Base; !b.Required.None() {
		text := "in base: required " + people(b.Required) + ", held " + people(b.Held) + ", difference " + people(b.Difference)
		if b.Fixing != "" {
			text += ", at " + b.Fixing
		}
		if len(b.Unvalued) > 0 {
			text += "; without a rate, and not in it: " + strings.Join(b.Unvalued, ", ")
		}
		p.wrapped(2, plain, text)
	}
	p.safeguardingAccounts(d)
	p.wrapped(2, dim, fmt.Sprintf("record %d, made %s by %s, sha256 %s", d.Record, d.Made.Minute(), d.By, short(d.SHA256)))
	if due := s.due(); due != "" {
		p.wrapped(2, bold, due)
	}
}

func (p *printer) safeguarded(currencies []Safeguarded) {
	var all []Amount
	for _, c := range currencies {
		all = append(all, c.Held)
	}
	places := widest(all...)
	g := newGrid(column{}, column{head: "required", right: true}, column{head: "held", right: true}, column{head: "difference", right: true})
	for _, c := range currencies {
		g.row(c.Currency, dashed(c.Required, places), dashed(c.Held, places), dashed(c.Difference, places))
		if c.Difference.Sign() < 0 {
			g.mark(3, bad)
		}
	}
	g.write(p, 2)
	for _, c := range currencies {
		p.parted(c.Currency+" required: ", SafeguardedPart{"owed", c.Owed}, SafeguardedPart{"on its way", c.OnItsWay}, SafeguardedPart{"unidentified", c.Unidentified})
		p.parted(c.Currency+" difference: ", c.Because...)
	}
}

// parted writes what an amount consists of; parts of nothing are left out.
func (p *printer) parted(what string, parts ...SafeguardedPart) {
	var texts []string
	for _, part := range parts {
		if !part.Amount.IsZero() {
			texts = append(texts, part.What+" "+part.Amount.Grouped())
		}
	}
	if len(texts) > 0 {
		p.wrapped(4, dim, what+strings.Join(texts, "; "))
	}
}

// safeguardingAccounts writes the external check: the accounts that agree are counted, the others told.
func (p *printer) safeguardingAccounts(d SafeguardingDay) {
	p.wrapped(2, plain, fmt.Sprintf("against the statements: %d of %s", d.Count(jobs.SafeguardingAgrees), counted(len(d.Accounts), "account agrees",
		"accounts agree")))
	for _, a := range d.Accounts {
		if a.Verdict == jobs.SafeguardingAgrees {
			continue
		}
		text := a.Correspondent + " in " + a.Currency + ": " + a.Verdict + ", ledger " + a.Ledger.Grouped()
		if a.Statement.None() {
			text += ", no statement"
		} else {
			text += ", statement of " + a.StatementDay + " " + a.Statement.Grouped() + ", timing " + a.Timing.Grouped() + ", difference " + a.Difference.Grouped()
		}
		p.wrapped(4, verdictStyle(a.Verdict), text)
	}
}
