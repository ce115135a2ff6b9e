package report

import "strconv"

// controlRows gives one row for each day of an account that agrees, and one for each item of one that differs.
func controlRows(p Picture) [][]string {
	if p.Control == nil {
		return nil
	}
	var rows [][]string
	for _, d := range p.Control.Days {
		day := []string{safe(d.Correspondent), d.Currency, d.Day, sum(d.Files), sum(d.Bank), sum(d.Ledger), strconv.FormatBool(d.Agrees)}
		if d.Agrees {
			rows = append(rows, append(day, "", "", "", "", "", ""))
		}
		for _, side := range []struct {
			between string
			items   []Unlike
		}{{"bank less files", d.FilesBank}, {"ledger less bank", d.BankLedger}} {
			for _, u := range side.items {
				rows = append(rows, append(day[:7:7], side.between, safe(u.Item), sum(u.Amount), u.Why, safe(u.Text), blankZero(u.Break)))
			}
		}
	}
	return rows
}

// safeguardingRows gives one row for each currency (internal) and each account (external) of each day.
func safeguardingRows(p Picture) [][]string {
	if p.Safeguarding == nil {
		return nil
	}
	var rows [][]string
	for _, d := range p.Safeguarding.Days {
		made := []string{d.Day, number(d.Record), d.Made.UTC, safe(d.By)}
		for _, c := range d.Currencies {
			rows = append(rows, append(made[:4:4], "internal", "", c.Currency, sum(c.Owed), sum(c.OnItsWay), sum(c.Unidentified), sum(c.Required),
				sum(c.Held), "", "", "", sum(c.Difference), c.Verdict(), d.SHA256))
		}
		for _, a := range d.Accounts {
			rows = append(rows, append(made[:4:4], "external", safe(a.Correspondent), a.Currency, "", "", "", "", "", sum(a.Ledger), sum(a.Statement),
				sum(a.Timing), sum(a.Difference), a.Verdict, d.SHA256))
		}
	}
	return rows
}
