package main

import (
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/intake"
	"nostro/jobs"
	"nostro/netting"
)

// drySaid is what a dry run says beside its figures.
type drySaid struct {
	under  string // the terms
	people dryPeople
	proofs []string
}

// dryShownMax bounds how many refusals are printed; all are counted.
const dryShownMax = 50

// showDry prints the positions by value date, the totals and what is wrong with rows, or one JSON object.
func (s *session) showDry(r jobs.DryResult, said drySaid) {
	if s.cli.JSON {
		s.json(dryOf(r, said))
		return
	}
	s.line("dry run", fmt.Sprintf("%s of %s became %s; nothing is kept", counted(r.Obligations, "obligation"), counted(r.Rows, "row"),
		counted(len(r.Positions), "position")))
	s.line("terms", said.under)
	s.line("", said.notes(r))
	at := 0
	for n, t := range r.Totals {
		if n == 0 || r.Totals[n-1].ValueDate != t.ValueDate {
			at = s.dryPositions(r.Positions, at, t.ValueDate)
			fmt.Fprintf(s.Stdout, "\n%-14s %12s %20s %20s %9s\n", "total", "obligations", "gross", "net", "saved")
		}
		fmt.Fprintf(s.Stdout, "%-14s %12d %20s %20s %8s%%\n", t.Currency, t.Count, t.Gross.Grouped(), t.Net.Grouped(), percent(t.EfficiencyBP))
	}
	s.dryRefused(r, said.people.refusals)
	for _, name := range said.proofs {
		s.line("proof", name)
	}
}

// dryPositions prints the positions of the value date, which stand from there on, and returns where they end.
func (s *session) dryPositions(all []netting.Position, from int, on calendar.Date) int {
	fmt.Fprintf(s.Stdout, "\nvalue date %s\n%-14s %-3s %19s %19s %19s\n", on, "participant", "", "receives", "pays", "net")
	for ; from < len(all) && all[from].ValueDate == on; from++ {
		p := all[from]
		fmt.Fprintf(s.Stdout, "%-14s %-3s %19s %19s %19s\n", p.Participant, p.Net.Currency(), p.GrossIn.Grouped(), p.GrossOut.Grouped(), p.Net.Grouped())
		if p.Set != (netting.Set{}) {
			fmt.Fprintf(s.Stdout, "  %s\n", p.Set)
		}
	}
	return from
}

func (s *session) dryRefused(r jobs.DryResult, people []intake.Refusal) {
	shown := append(people[:len(people):len(people)], r.Refusals...)
	if len(shown) == 0 {
		return
	}
	count := r.RefusalCount + len(people)
	fmt.Fprintln(s.Stdout)
	s.line("refused", fmt.Sprintf("%s, %s; the figures are without them", counted(r.RowsRefused, "row"),
		counted(count, "reason")))
	for _, refusal := range shown[:min(len(shown), dryShownMax)] {
		s.line("", "- "+refusal.Error())
	}
	if count > dryShownMax {
		s.line("", fmt.Sprintf("and %d more: correct these and run it again", count-dryShownMax))
	}
}

// notes says how far the figures can be trusted.
func (d drySaid) notes(r jobs.DryResult) string {
	people := "participants are not checked: give their file too, and others are refused"
	if d.people.given {
		people = counted(d.people.count, "participant") + " known from the files"
	}
	notes := []string{people, fmt.Sprintf("%s repeated exactly and counted once", counted(r.Known, "row"))}
	if len(r.LargeFiles) > 0 {
		notes = append(notes, fmt.Sprintf("an import takes %d rows a file: split %s before it", intake.RowsMax, strings.Join(r.LargeFiles, ", ")))
	}
	return strings.Join(notes, "; ")
}

func percent(bp int) string { return fmt.Sprintf("%d.%02d", bp/100, bp%100) }

// dryJSON is the stable form of a dry run.
type dryJSON struct {
	Rows                int               `json:"rows"`
	Obligations         int               `json:"obligations"`
	Known               int               `json:"known"`
	RowsRefused         int               `json:"rows_refused"`
	RefusalCount        int               `json:"refusal_count"`
	Terms               string            `json:"terms"`
	ParticipantsChecked bool              `json:"participants_checked"`
	LargeFiles          []string          `json:"files_to_split,omitempty"`
	Proofs              []string          `json:"proofs,omitempty"`
	Totals              []dryTotalJSON    `json:"totals"`
	Positions           []dryPositionJSON `json:"positions"`
	Refusals            []dryRefusalJSON  `json:"refusals,omitempty"`
}

type dryTotalJSON struct {
	ValueDate    string `json:"value_date"`
	Currency     string `json:"currency"`
	Obligations  int    `json:"obligations"`
	Gross        string `json:"gross"`
	Net          string `json:"net"`
	EfficiencyBP int    `json:"efficiency_bp"`
}

type dryPositionJSON struct {
	ValueDate   string `json:"value_date"`
	Participant string `json:"participant"`
	Currency    string `json:"currency"`
	Set         string `json:"set,omitempty"`
	GrossIn     string `json:"gross_in"`
	GrossOut    string `json:"gross_out"`
	Net         string `json:"net"`
	Obligations int    `json:"obligations"`
}

type dryRefusalJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Field  string `json:"field,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

func dryOf(r jobs.DryResult, said drySaid) dryJSON {
	people := said.people.refusals
	out := dryJSON{Rows: r.Rows, Obligations: r.Obligations, Known: r.Known, RowsRefused: r.RowsRefused,
		RefusalCount: r.RefusalCount + len(people), Terms: said.under, ParticipantsChecked: said.people.given, LargeFiles: r.LargeFiles,
		Proofs: said.proofs, Totals: []dryTotalJSON{}, Positions: []dryPositionJSON{}}
	for _, t := range r.Totals {
		out.Totals = append(out.Totals, dryTotalJSON{t.ValueDate.String(), t.Currency.Code(), t.Count, t.Gross.Decimal(), t.Net.Decimal(), t.EfficiencyBP})
	}
	for _, p := range r.Positions {
		out.Positions = append(out.Positions, dryPositionJSON{p.ValueDate.String(), p.Participant, p.Net.Currency().Code(), p.Set.Key(),
			p.GrossIn.Decimal(), p.GrossOut.Decimal(), p.Net.Decimal(), p.Count})
	}
	for _, x := range append(people[:len(people):len(people)], r.Refusals...) {
		out.Refusals = append(out.Refusals, dryRefusalJSON{x.File, x.Line, x.Field, x.Value, x.Reason, x.Remedy})
	}
	return out
}
