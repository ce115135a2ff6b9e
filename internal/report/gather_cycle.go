package report

import (
	"fmt"
	"strings"

	"nostro/identifiers"
	"nostro/intake"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/netting"
)

func (g *gatherer) cycleRow(c jobs.Cycle) CycleRow {
	command, why := nextStep(c)
	row := CycleRow{ID: c.ID, ValueDate: c.ValueDate.String(), State: string(c.State), CutOff: g.at(c.CutOffAt),
		Opened: g.at(c.OpenedAt), Closed: g.at(c.ClosedAt), Next: command, Why: why}
	if c.State == lifecycle.CycleAborted {
		row.Aborted = "by " + c.AbortedBy + " at " + g.at(c.AbortedAt).Minute() + ", when it was " + string(c.AbortedFrom) + ": " + c.AbortedWhy
	}
	return row
}

func (g *gatherer) inputFile(f jobs.InputFile) InputFile {
	return InputFile{f.Name, f.Kind, f.Bytes, f.SHA256, g.at(f.TakenAt)}
}

// refusal leaves the raw row out and masks account numbers.
func refusal(r intake.Refusal) Refusal {
	value := r.Value
	if r.Field == "account" {
		value = identifiers.MaskAccount(value)
	}
	return Refusal{r.File, r.Line, r.Field, value, r.Reason, r.Remedy}
}

func (g *gatherer) position(p jobs.Position) Position {
	row := Position{Cycle: p.Cycle, Participant: p.Participant, Name: g.names[p.Participant],
		Currency: p.Net.Currency().Code(), Obligations: p.Count, GrossIn: Amount{p.GrossIn},
		GrossOut: Amount{p.GrossOut}, Net: Amount{p.Net}, After: Amount{p.Net}, Set: setRow(p.Set)}
	if c, ok := g.settles[keyOf(p)]; ok {
		row.After, row.Converted = Amount{c.To}, true
	}
	return row
}

// setRow tells what is netted together.
func setRow(s netting.Set) Set {
	return Set{Model: s.Model.String(), Agreement: s.Agreement, Counterparty: s.Counterparty, Obligation: s.Obligation}
}

func conversion(c jobs.Conversion) Conversion {
	return Conversion{Cycle: c.Cycle, Participant: c.Participant, Set: setRow(c.Set), From: Amount{c.From}, To: Amount{c.To},
		Mid: Amount{c.Mid}, Spread: Amount{c.Spread}, Residual: Amount{c.Residual}, SpreadBP: c.SpreadBP,
		MidRate: c.MidRate, ClientRate: c.ClientRate, Derivation: c.Derivation, Source: c.Source,
		FixingDate: c.FixingDate.String(), RawSHA256: c.RawSHA256}
}

func (g *gatherer) instruction(i jobs.Instruction) Instruction {
	left, anew := g.owed.Of(i)
	var by []string
	for _, r := range anew {
		by = append(by, r.Instruction)
	}
	pays := g.paysAnew[i.ID]
	withdrawn := ""
	if !pays.Stands() {
		withdrawn = whyNot(pays)
	}
	var owed *Amount
	if left.Sign() > 0 {
		owed = &Amount{left}
	}
	return Instruction{ID: i.ID, UETR: i.UETR, Cycle: i.Cycle, Participant: i.Participant, Set: setRow(i.Set),
		Name: g.names[i.Participant], Correspondent: i.Correspondent, Direction: string(i.Direction),
		Amount: Amount{i.Amount}, Booked: Amount{i.Booked}, Returned: Amount{i.Returned},
		ValueDate: i.ValueDate.String(), State: string(i.State), MsgID: i.MsgID, File: i.File, Note: i.Note,
		PaidAnewBy: strings.Join(by, ", "), PaysAnew: pays.Replaces, PaidAnewFor: pays.Reason, PaidAnewNot: withdrawn, OwedStill: owed, OverAnew: left.Sign() < 0,
		AnewNot: g.anewNot[i.ID]}
}

// whyNot says who withdrew a reissue, and why.
func whyNot(r jobs.Reissue) string {
	return fmt.Sprintf("withdrawn by %s: %s", r.WithdrawnBy, r.WithdrawnWhy)
}

func (g *gatherer) release(r jobs.Release) Release {
	return Release{r.Cycle, r.Digest, r.Maker, g.at(r.WrittenAt)}
}

func (g *gatherer) approval(a jobs.Approval) Approval {
	return Approval{a.Cycle, a.Digest, a.Maker, a.Checker, a.Approved, a.Reason, g.at(a.At)}
}

func (g *gatherer) run(r jobs.Run) Run {
	return Run{r.Stage, r.Cycle, r.User, g.at(r.StartedAt), r.Outcome, r.Summary}
}
