package report

import "strconv"

func balanceRows(p Picture) [][]string {
	return mapped(p.Balances, func(b Balance) []string {
		return []string{b.Account, code(b.Balance), sum(b.Balance)}
	})
}

func breakRows(p Picture) [][]string {
	return mapped(p.Breaks, func(b Break) []string {
		return []string{number(b.ID), b.State, b.Reason, code(b.Amount), sum(b.Amount), safe(b.Correspondent), b.Cycle,
			b.Instruction, safe(b.Statement), blankZero(b.Entry), b.Opened.UTC, number(b.Days), safe(b.Text), b.Resolved.UTC,
			safe(b.Resolution)}
	})
}

func conversionRows(p Picture) [][]string {
	return mapped(p.Conversions, func(c Conversion) []string {
		return []string{c.Cycle, safe(c.Participant), code(c.From), sum(c.From), code(c.To), sum(c.To), sum(c.Mid),
			sum(c.Spread), sum(c.Residual), number(c.SpreadBP), c.MidRate, c.ClientRate, safe(c.Source), c.FixingDate,
			safe(c.Derivation), c.RawSHA256}
	})
}

// fileRows lists the files out, then those in.
func fileRows(p Picture) [][]string {
	rows := mapped(p.FilesOut, func(f FileOut) []string {
		return []string{"out", safe(f.Name), safe(f.Correspondent), f.Message, f.State, number(f.Bytes), f.SHA256,
			number(f.Transactions), number(len(f.Attempts)), "", f.Sent.UTC, safe(f.Detail)}
	})
	return append(rows, mapped(p.FilesIn, func(f FileIn) []string {
		return []string{"in", safe(f.Name), safe(f.Correspondent), safe(f.Message), f.State, number(f.Bytes), f.SHA256,
			"", "", number(f.Sightings), f.Fetched.UTC, safe(f.Detail)}
	})...)
}

func instructionRows(p Picture) [][]string {
	return mapped(p.Orders, func(i Instruction) []string {
		return []string{i.ID, i.UETR, i.Cycle, safe(i.Participant), safe(i.Correspondent), i.Direction, code(i.Amount),
			sum(i.Amount), sum(i.Booked), sum(i.Returned), i.ValueDate, i.State, i.MsgID, i.File, safe(i.Note), i.PaysAnew}
	})
}

// journalRows gives one row for each posting.
func journalRows(p Picture) [][]string {
	var rows [][]string
	for _, e := range p.Journal {
		for _, l := range e.Postings {
			rows = append(rows, []string{number(e.Number), e.ValueDate, e.Kind, safe(e.Key), l.Account, code(l.Amount),
				sum(l.Amount), safe(e.Reverses), e.SHA256, safe(e.Place), safe(e.Memo)})
		}
	}
	return rows
}

func matchRows(p Picture) [][]string {
	return mapped(p.Matches, func(m Match) []string {
		side := "debit"
		if m.Credit {
			side = "credit"
		}
		return []string{safe(m.Statement), number(m.Entry), blankZero(m.Detail), m.Kind, side, code(m.Amount),
			sum(m.Amount), sum(m.Charges), m.Instruction, m.Rule, safe(m.Why), safe(m.Journal)}
	})
}

func nettingRows(p Picture) [][]string {
	return mapped(p.Netting, func(n NettingRow) []string {
		return []string{n.Currency, number(n.Obligations), sum(n.Gross), sum(n.Net), number(n.EfficiencyBP)}
	})
}

func positionRows(p Picture) [][]string {
	return mapped(p.Positions, func(r Position) []string {
		return []string{r.Cycle, safe(r.Participant), r.Currency, number(r.Obligations), sum(r.GrossIn), sum(r.GrossOut),
			sum(r.Net), code(r.After), sum(r.After), r.Set.Model, safe(r.Set.Agreement), safe(r.Set.Counterparty), safe(r.Set.Obligation)}
	})
}

func statementRows(p Picture) [][]string {
	return mapped(p.Statements, func(s Statement) []string {
		return []string{safe(s.BankID), safe(s.Correspondent), safe(s.Account), s.Currency, blankZero(s.Sequence),
			s.ClosingDate, sum(s.Opening), sum(s.Credits), sum(s.Debits), sum(s.Closing), strconv.FormatBool(s.AddsUp),
			number(s.Entries), s.State, s.SHA256, safe(s.Detail)}
	})
}

func reserveRows(p Picture) [][]string {
	if p.Reserve == nil {
		return nil
	}
	return mapped(p.Reserve.Lines, func(l ReserveLine) []string {
		return []string{l.Currency, sum(l.Basis), sum(l.Required), sum(l.Held), sum(l.Short), l.Rule}
	})
}
