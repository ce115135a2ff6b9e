package report

import (
	"cmp"
	"slices"

	"nostro/identifiers"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func (g *gatherer) outgoing() []FileOut {
	attempts := map[string][]Attempt{}
	for _, a := range g.attempts {
		attempts[a.File] = append(attempts[a.File],
			Attempt{a.Number, g.at(a.StartedAt), g.at(a.EndedAt), string(a.Outcome), a.Detail})
	}
	return mapped(g.filesOut, func(f jobs.FileOut) FileOut {
		return FileOut{Name: f.Name, Cycle: f.Cycle, Correspondent: f.Correspondent, Message: f.Message,
			MsgID: f.MsgID, Transactions: f.Transactions, Bytes: f.Bytes, SHA256: f.SHA256,
			State: string(f.State), Sent: g.at(f.SentAt), Detail: f.Detail,
			Attempts: mapped(attempts[f.Name], same[Attempt])}
	})
}

func (g *gatherer) fileIn(f jobs.FileIn) FileIn {
	if f.Dropped { // from quarantine, by two persons: it waits for nobody
		f.State = "dropped"
	}
	waits := 0
	if f.State == lifecycle.FileInQuarantined {
		waits = days(f.FetchedAt, g.in.AsOf, g.in.Zone)
	}
	return FileIn{ID: f.ID, Correspondent: f.Correspondent, Name: f.Name, Message: f.Message, Bytes: f.Bytes,
		SHA256: f.SHA256, Fetched: g.at(f.FetchedAt), State: string(f.State), Sightings: f.Sightings,
		Detail: f.Detail, Days: waits}
}

func (g *gatherer) answers() []Answer {
	rows := mapped(g.statuses, func(s jobs.BankStatus) Answer {
		return Answer{File: g.files[s.FileIn].Name, Place: s.Place, Correspondent: s.Correspondent,
			Kind: "status", Code: s.Code, Reason: s.Reason, Instruction: cmp.Or(s.Instruction, s.InstrID)}
	})
	return append(rows, mapped(g.returns, func(r jobs.BankReturn) Answer {
		return Answer{File: g.files[r.FileIn].Name, Place: r.Place, Correspondent: r.Correspondent,
			Kind: "return", Reason: r.Reason, Amount: Amount{r.Returned}, Charges: Amount{r.Charges},
			Instruction: cmp.Or(r.Instruction, r.InstrID)}
	})...)
}

// statement adds the booked entries up anew. Sums that do not fit in 64 bits do not add up.
func (g *gatherer) statement(s jobs.Statement) Statement {
	file := g.files[s.FileIn]
	row := Statement{ID: s.ID, Correspondent: s.Correspondent, Account: identifiers.MaskAccount(s.Account),
		BankID: s.BankID, Sequence: s.Sequence, Currency: s.Currency.Code(), ClosingDate: s.ClosingDate.String(),
		Opening: Amount{s.Opening}, Closing: Amount{s.Closing}, Entries: len(s.Entries), State: string(s.State),
		Detail: s.Detail, File: file.Name, SHA256: file.SHA256}
	credits, debits, difference, err := addUp(s)
	if err != nil {
		return row
	}
	row.Credits, row.Debits, row.Difference = Amount{credits}, Amount{debits}, Amount{difference}
	row.AddsUp = difference.IsZero()
	return row
}

// addUp returns the booked credits and debits, both >= 0, and closing - (opening + credits - debits).
func addUp(s jobs.Statement) (credits, debits, difference money.Amount, err error) {
	credits, debits = money.Zero(s.Currency), money.Zero(s.Currency)
	for _, e := range s.Entries {
		if !e.Booked || err != nil {
			continue
		}
		if e.Amount.Sign() >= 0 {
			credits, err = credits.Add(e.Amount)
		} else {
			debits, err = debits.Sub(e.Amount)
		}
	}
	if err == nil {
		difference, err = s.Closing.Sub(s.Opening)
	}
	if err == nil {
		difference, err = difference.Sub(credits)
	}
	if err == nil {
		difference, err = difference.Add(debits)
	}
	return credits, debits, difference, err
}

func (g *gatherer) match(m jobs.Match) Match {
	return Match{Statement: g.statementOf[m.Statement].BankID, StatementID: m.Statement, Entry: m.Entry,
		Detail: m.Detail, Kind: m.Kind, Instruction: m.Instruction, Amount: Amount{m.Amount}, Credit: m.Credit,
		Charges: Amount{m.Charges}, Rule: m.Rule, Why: m.Why, Journal: m.Journal, Undone: g.undone[m.Journal]}
}

// rules counts the matches by kind and rule, the most frequent first.
func (g *gatherer) rules() []RuleCount {
	type key struct{ kind, rule string }
	counts := map[key]int{}
	for _, m := range g.matches {
		counts[key{m.Kind, m.Rule}]++
	}
	rows := make([]RuleCount, 0, len(counts))
	for k, n := range counts {
		rows = append(rows, RuleCount{k.kind, k.rule, n})
	}
	slices.SortFunc(rows, func(a, b RuleCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Rule, b.Rule))
	})
	return rows
}

func (g *gatherer) breakRow(b jobs.Break) Break {
	until := g.in.AsOf
	if !b.ResolvedAt.IsZero() {
		until = b.ResolvedAt
	}
	text, guide := b.Text, g.in.OpenBreaks[b.ID]
	if b.State != lifecycle.BreakOpen {
		guide = BreakGuide{}
	}
	return Break{ID: b.ID, Reason: string(b.Reason), Correspondent: b.Correspondent, Cycle: b.Cycle,
		Instruction: b.Instruction, Statement: g.statementOf[b.Statement].BankID, StatementID: b.Statement,
		Entry: b.Entry, Amount: Amount{b.Amount}, Text: cmp.Or(guide.Text, text), Owner: guide.Owner, Next: guide.Next, State: string(b.State), Opened: g.at(b.OpenedAt),
		Days: days(b.OpenedAt, until, g.in.Zone), Resolved: g.at(b.ResolvedAt), Resolution: b.Resolution,
		Steps: g.breakHistory(b.ID)}
}

func (g *gatherer) breakHistory(id int64) (rows []BreakStep) {
	for _, s := range g.breakSteps[id] {
		rows = append(rows, BreakStep{string(s.Did), s.Person, g.at(s.At), s.Note, s.Owner, s.Instruction, s.Journal, s.Approval})
	}
	return rows
}
