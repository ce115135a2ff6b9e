package report

import (
	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
	"nostro/lifecycle"
	"nostro/money"
)

func risked(position, value money.Amount, moved string) jobs.RiskPosition {
	return jobs.RiskPosition{Valued: fx.Valued{Position: position, Value: value, Rate: "0.9214891264", Source: "ECB", Date: valueDay},
		Known: true, Moved: parse(eur, moved)}
}

func explainedAs(opening, spread, slippage, revaluation, residual, closing string) fx.Explained {
	return fx.Explained{Opening: parse(eur, opening), Spread: parse(eur, spread), Slippage: parse(eur, slippage),
		Revaluation: parse(eur, revaluation), Residual: parse(eur, residual), Closing: parse(eur, closing)}
}

// sampleRisk has a position beyond its limit, one that has no value, a value at risk, and both kinds of settlement risk.
func sampleRisk() jobs.Risk {
	long := risked(parse(usd, "2500000.00"), parse(eur, "2303722.82"), "23037.23")
	long.Limit = parse(usd, "1000000.00")
	short := risked(parse(jpy, "-4000000"), parse(eur, "-24502.30"), "-245.02")
	unvalued := jobs.RiskPosition{Valued: fx.Valued{Position: parse(kwd, "12.345")}}
	limits := fx.Limits{Currencies: []money.Amount{long.Limit}, Total: parse(eur, "2000000.00")}
	r := jobs.Risk{On: calendar.MustDate("2026-11-27"), Base: eur, Fixing: fx.Fixing{Source: "ECB", Date: calendar.MustDate("2026-11-26")},
		Positions: []jobs.RiskPosition{short, unvalued, long}, NoValues: "quote KWD/EUR: no rate",
		Open:    fx.OpenPosition{Long: long.Value, Short: parse(eur, "24502.30"), Net: parse(eur, "2279220.52"), Total: long.Value},
		Against: parse(eur, "23282.25"), BaseRises: parse(eur, "-22792.21"), Limits: jobs.RiskSettings{Limits: limits, Block: true},
		AtRisk: fx.AtRisk{Days: 250, ConfidenceBP: 9900, Rank: 3, Loss: parse(eur, "31250.07"), Day: calendar.MustDate("2026-03-11"),
			From: calendar.MustDate("2025-12-03"), To: calendar.MustDate("2026-11-26")},
		Days: []jobs.ValuedDay{
			{Date: calendar.MustDate("2026-11-25"), Valuation: fx.Valuation{Realised: parse(eur, "12.00"), Unrealised: parse(eur, "-3.21"),
				Explained: explainedAs("0.00", "120.50", "-4.00", "-20.25", "0.01", "96.26")}},
			{Date: calendar.MustDate("2026-11-26"), Valuation: fx.Valuation{Realised: parse(eur, "12.00"), Unrealised: parse(eur, "7.79"),
				Explained: explainedAs("96.26", "0.00", "0.00", "11.00", "0.00", "107.26")}}},
		Origins:  []fx.OriginResult{{Origin: sampleCycle, Explained: explainedAs("0.00", "120.50", "-4.00", "-9.25", "0.01", "107.26")}},
		Unpaired: sampleUnpaired()}
	r.Breaches = []fx.Breach{{What: "USD", Position: parse(usd, "2500000.00"), Limit: long.Limit, Long: true, Beyond: parse(usd, "1500000.00")},
		{What: "total", Position: long.Value, Limit: limits.Total, Long: true, Beyond: parse(eur, "303722.82")}}
	return r
}

func sampleUnpaired() []jobs.SettlementRisk {
	leg := func(a money.Amount, at string, state lifecycle.Instruction, booked bool, since string) jobs.RiskLeg {
		return jobs.RiskLeg{Instruction: "LEG-" + at, Correspondent: at, Amount: a, State: state, Booked: booked, Since: clock(since)}
	}
	return []jobs.SettlementRisk{
		{Cycle: sampleCycle, Party: "ACME", Ours: true, AtRisk: parse(eur, "41468.85"),
			Settled: []jobs.RiskLeg{leg(parse(eur, "46499.50"), "ALPHA", lifecycle.InstructionSettled, true, "2026-11-24T17:00:01Z"),
				leg(parse(jpy, "100"), "OMEGA", lifecycle.InstructionUnknown, false, "2026-11-26T09:00:00Z")},
			Open: []jobs.RiskLeg{leg(parse(usd, "45000.00"), "HUDSON", lifecycle.InstructionPlanned, false, "2026-11-27T08:00:00Z")}},
		{Cycle: sampleCycle, Party: "BOLT", NoValue: "no rate",
			Settled: []jobs.RiskLeg{leg(parse(eur, "5.00"), "ALPHA", lifecycle.InstructionSettled, true, "2026-11-27T07:00:00Z")},
			Open:    []jobs.RiskLeg{leg(parse(kwd, "1.500"), "GULF", lifecycle.InstructionSent, false, "2026-11-28T00:00:00Z")}}}
}
