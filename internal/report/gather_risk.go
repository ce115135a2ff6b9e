package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"nostro/fx"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

// RevaluationOf turns the result of a revaluation into what is shown of it.
func RevaluationOf(r jobs.RevalueResult, base money.Currency) Revaluation {
	return Revaluation{Outcome: string(r.Outcome), Summary: r.Summary, Notes: append([]string{}, r.Notes...), Base: base.Code(),
		Days: mapped(r.Days, explainedDay), Origins: mapped(r.Origins, originRow)}
}

func explainedDay(d jobs.ValuedDay) ExplainedDay {
	source, date := d.Fixing()
	day := ExplainedDay{Date: d.Date.String(), Source: source, FixingDate: date.String(), Positions: mapped(d.Rows, revaluedRow),
		Realised: Amount{d.Realised}, Unrealised: Amount{d.Unrealised}, Explained: explained(d.Explained)}
	return day
}

func revaluedRow(r fx.Revalued) RevaluedRow {
	return RevaluedRow{Currency: r.Position.Currency().Code(), Position: Amount{r.Position}, Rate: r.Rate, Value: Amount{r.Value},
		BookValue: Amount{r.Cost}, Unrealised: Amount{r.Unrealised}, Realised: Amount{r.Realised},
		Derivation: append([]string{}, r.Words...), RawSHA256: r.SHA256}
}

func explained(e fx.Explained) Explained {
	return Explained{Amount{e.Opening}, Amount{e.Spread}, Amount{e.Slippage}, Amount{e.Revaluation}, Amount{e.Residual},
		Amount{e.Closing}}
}

func originRow(o fx.OriginResult) OriginRow { return OriginRow{o.Origin, explained(o.Explained)} }

// RiskOf turns the figures of risk into what is shown of them, with ages until the instant.
func RiskOf(r jobs.Risk, asOf time.Time, zone *time.Location) Risk {
	out := Risk{On: r.On.String(), Base: r.Base.Code(), Source: r.Fixing.Source, FixingDate: r.Fixing.Date.String(),
		NoValues: r.NoValues, Long: Amount{r.Open.Long}, Short: Amount{r.Open.Short}, Total: Amount{r.Open.Total},
		TotalLimit: Amount{r.Limits.Limits.Total}, Against: Amount{r.Against}, BaseRises: Amount{r.BaseRises}, OnBreach: "warn",
		Revalued: r.Revalued.String(), Redo: r.Redo.String(), Due: r.Due.String(),
		Breaches: append([]string{}, r.BreachWords()...), AtRisk: atRisk(r), Settlement: []SettlementRow{},
		Days: mapped(r.Days, explainedDay), Origins: mapped(r.Origins, originRow),
		Positions: mapped(r.Positions, func(p jobs.RiskPosition) RiskRow { return riskRow(r, p) })}
	if r.NoValues != "" { // sums of what can be valued would pass for the whole
		out.Long, out.Short, out.Total, out.Against, out.BaseRises = Amount{}, Amount{}, Amount{}, Amount{}, Amount{}
	}
	if r.Limits.Block {
		out.OnBreach = "block"
	}
	for _, u := range r.Unpaired {
		out.Settlement = append(out.Settlement, settlementRows(u, asOf, zone)...)
	}
	return out
}

// listed returns the figures with lists that are empty, not missing.
func (r Risk) listed() Risk {
	r.Positions, r.Breaches = append([]RiskRow{}, r.Positions...), append([]string{}, r.Breaches...)
	r.Settlement, r.Days = append([]SettlementRow{}, r.Settlement...), append([]ExplainedDay{}, r.Days...)
	r.Origins = append([]OriginRow{}, r.Origins...)
	return r
}

func riskRow(r jobs.Risk, p jobs.RiskPosition) RiskRow {
	row := RiskRow{Currency: p.Position.Currency().Code(), Position: Amount{p.Position}, Limit: Amount{p.Limit}, Rate: p.Rate}
	if p.Known {
		row.Value, row.Move = Amount{p.Value}, Amount{p.Moved}
	}
	for _, b := range r.Breaches {
		row.Breached = row.Breached || b.What == row.Currency
	}
	if p.Position.Currency() == r.Base { // it is worth itself, and moves against nothing
		row.Move = Amount{}
	}
	return row
}

func atRisk(r jobs.Risk) AtRisk {
	days, bp := r.Limits.AtRisk()
	out := AtRisk{Days: days, Confidence: perCent(bp), None: r.NoAtRisk}
	if r.NoAtRisk == "" {
		a := r.AtRisk
		out.Rank, out.Loss, out.Day, out.From, out.To = a.Rank, Amount{a.Loss}, a.Day.String(), a.From.String(), a.To.String()
	}
	return out
}

// perCent writes basis points exactly: 9900 is "99 %", 9750 is "97.5 %".
func perCent(bp int) string {
	text := strconv.Itoa(bp / 100)
	if bp%100 != 0 {
		text += strings.TrimRight(fmt.Sprintf(".%02d", bp%100), "0")
	}
	return text + " %"
}

func settlementRows(u jobs.SettlementRisk, asOf time.Time, zone *time.Location) []SettlementRow {
	var rows []SettlementRow
	for n, l := range append(append([]jobs.RiskLeg{}, u.Settled...), u.Open...) {
		row := SettlementRow{Cycle: u.Cycle, Party: u.Party, Deal: u.Deal, Whose: "theirs", Settled: n < len(u.Settled), Booked: l.Booked, Amount: Amount{l.Amount},
			Correspondent: l.Correspondent, Instruction: l.Instruction, Since: instant(l.Since, zone), Age: ageOf(l.Since, asOf)}
		if u.Ours {
			row.Whose = "ours"
		}
		row.What = legWords(u.Ours, row.Settled, l)
		if n == 0 && u.NoValue == "" {
			row.AtRisk = Amount{u.AtRisk}
		} else if n == 0 {
			row.NoValue = u.NoValue
		}
		rows = append(rows, row)
	}
	return rows
}

// legWords says what a leg is, seen from us.
func legWords(ours, settled bool, l jobs.RiskLeg) string {
	switch {
	case ours && settled && !l.Booked && l.State == lifecycle.InstructionUnknown:
		return "unknown whether it left"
	case ours && settled && !l.Booked:
		return "on its way to them"
	case ours && settled:
		return "paid to them"
	case ours:
		return "not come from them"
	case settled:
		return "come from them"
	}
	return "not paid to them"
}

// ageOf says for people how long ago something was: in minutes, hours or days.
func ageOf(since, asOf time.Time) string {
	age := asOf.Sub(since)
	switch {
	case age < 0:
		return "not due yet"
	case age < time.Hour:
		return counted(int(age/time.Minute), "minute", "minutes")
	case age < 48*time.Hour:
		return counted(int(age/time.Hour), "hour", "hours")
	}
	return counted(int(age/(24*time.Hour)), "day", "days")
}
