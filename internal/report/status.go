package report

import (
	"io"
	"strconv"
)

// StatusConsole writes what is due, stuck and broken, each with the next command to run. It wants a picture
// of the whole house. It errs where the writer does.
func StatusConsole(w io.Writer, p Picture, opt ConsoleOptions) error {
	out := newPrinter(w, opt)
	out.wrapped(0, bold, clean(p.House)+", as of "+p.AsOf.Minute())
	out.screened(p.Screening)
	due := out.due(p)
	stuck := out.stuck(p)
	broken := out.broken(p)
	out.ratesDecided(p.RateDecisions)
	if !due && !stuck && !broken {
		out.line(0, "")
		out.wrapped(0, good, "Nothing is due, nothing is stuck, nothing is broken.")
	}
	return out.err
}

// due lists the obligations that wait and the cycles that are not settled.
func (p *printer) due(pic Picture) bool {
	open := keep(append([]CycleRow{}, pic.Cycles...), func(c CycleRow) bool { return c.Next != "" })
	days := pic.Risk.due()
	if safeguarding := pic.Safeguarding.due(); safeguarding != "" {
		days = append(days, safeguarding)
	}
	for _, e := range pic.CalendarsEnd {
		days = append(days, e.due())
	}
	if len(open)+len(pic.Waiting)+len(days) == 0 {
		return false
	}
	p.heading("Due")
	for _, words := range days {
		p.wrapped(2, plain, words)
	}
	for _, c := range open {
		p.parts(2, plain, "cycle "+c.ID+" is "+c.State)
		p.parts(4, bold, "next: "+c.Next)
		p.wrapped(4, dim, c.Why)
	}
	if len(pic.Waiting) == 0 {
		return true
	}
	var all []Amount
	for _, w := range pic.Waiting {
		all = append(all, w.Gross)
	}
	p.parts(2, plain, "obligations that no cycle has taken yet")
	g := newGrid(column{}, column{right: true}, column{right: true}, column{style: dim})
	for _, w := range pic.Waiting {
		g.row(w.Currency, strconv.Itoa(w.Count), aligned(w.Gross, widest(all...)), "value date "+w.ValueDate)
	}
	g.write(p, 4)
	if len(open) == 0 {
		p.parts(4, bold, "next: nostro cycle run")
	}
	return true
}

// trouble is one thing that waits for a person, and what to do.
type trouble struct{ what, why, next string }

func (p *printer) list(title, note string, troubles []trouble) bool {
	if len(troubles) == 0 {
		return false
	}
	p.heading(title + ": " + strconv.Itoa(len(troubles)))
	if note != "" {
		p.wrapped(2, dim, note)
	}
	for _, t := range troubles {
		p.wrapped(2, bad, t.what)
		if t.why != "" {
			p.wrapped(4, plain, t.why)
		}
		p.wrapped(4, bold, "next: "+t.next)
	}
	return true
}

// stuck lists files and instructions that do not move by themselves.
func (p *printer) stuck(pic Picture) bool {
	var list []trouble
	if pic.Headline.Restored != "" {
		list = append(list, trouble{"nothing is sent", pic.Headline.Restored, "nostro catch-up"})
	}
	list = append(list, rateTroubles(pic)...)
	list = append(list, screeningTroubles(pic)...)
	list = append(list, lateTroubles(pic)...)
	list = append(list, recallTroubles(pic)...)
	list = append(list, heldTroubles(pic)...)
	list = append(list, reserveTroubles(pic)...)
	list = append(list, safeguardingTroubles(pic)...)
	list = append(list, waitTroubles(pic)...)
	for _, f := range pic.FilesOut {
		switch f.State {
		case "unknown":
			list = append(list, trouble{"file " + f.Name + " to " + f.Correspondent + ": unknown whether it arrived", f.Detail,
				"nostro send looks again; nostro files show NAME has all attempts; or ask the bank, and say it with nostro files " +
					"mark NAME sent|failed --reason WHY (docs/runbooks/unknown-file.md)"})
		case "failed":
			list = append(list, trouble{"file " + f.Name + " to " + f.Correspondent + ": certainly not there", f.Detail,
				"nostro send; nostro ping " + f.Correspondent + " tests the endpoint (docs/runbooks/endpoint-down.md)"})
		}
	}
	for _, i := range pic.Orders {
		list = append(list, stoppedTroubles(pic, i)...)
		if i.Note != "" && i.State == "planned" {
			list = append(list, trouble{"instruction " + i.ID + " to " + i.Participant + ", " + people(i.Amount), i.Note,
				"nostro trace " + i.ID})
		}
		if i.OwedAgain() {
			what := ": its money is owed again"
			if i.OwedStill != nil && i.OwedStill.Amount != i.Amount.Amount {
				what = ": " + people(*i.OwedStill) + " of it came back and is owed again"
			}
			list = append(list, trouble{"pay-out " + i.ID + " to " + i.Participant + ", " + people(i.Amount) + ", is " + i.State + what, i.Note,
				againNext(pic, i)})
		}
	}
	return p.list("Stuck", "", list)
}

// againNext is what to do about money that is owed again. What the bank booked all the same is with its payee, perhaps.
func againNext(pic Picture, i Instruction) string {
	if i.Direction == "in" {
		return "nostro trace " + i.ID
	}
	if b, both := bookedEither(pic, i.ID); both {
		return "the bank booked it all the same: do not pay it anew before it says which holds; nostro breaks show " + strconv.FormatInt(b.ID, 10)
	}
	return "nostro reissue " + i.ID + " --reason WHY pays it anew; nostro participants amend changes the account first"
}

// broken lists open breaks, unreadable files, statements that do not count, and invariants that do not hold.
func (p *printer) broken(pic Picture) bool {
	var list []trouble
	for _, b := range pic.Breaks {
		if b.Open() {
			list = append(list, trouble{"break " + strconv.FormatInt(b.ID, 10) + ", " + b.Reason + ", " + people(b.Amount) +
				", " + age(b.Days), b.Text, "nostro breaks show " + strconv.FormatInt(b.ID, 10)})
		}
	}
	for _, f := range pic.FilesIn {
		if f.State == "quarantined" {
			list = append(list, trouble{"file " + f.Name + " from " + f.Correspondent + " lies in quarantine since " + f.Fetched.Minute() +
				", " + age(f.Days), f.Detail, "nostro quarantine show " + strconv.FormatInt(f.ID, 10) + " (docs/runbooks/quarantined-file.md)"})
		}
	}
	for _, b := range pic.Risk.Breaches {
		list = append(list, trouble{"limit: " + b, "", "nostro risk shows the open position; cover it"})
	}
	for _, c := range pic.Checks {
		if !c.Holds {
			list = append(list, trouble{"check does not hold: " + c.Name, c.Detail, "nostro check"})
		}
	}
	return p.list("Broken", "nostro breaks lists the breaks", list)
}
