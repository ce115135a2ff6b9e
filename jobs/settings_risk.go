package jobs

import (
	"nostro/fx"
	"nostro/risk/limit"
)

// RiskSettings is how large our open position may be, and how the value at risk is told.
type RiskSettings struct {
	Limits       fx.Limits
	Settlement   limit.Limits // what a cycle may settle; the rest is left for a later one
	Block        bool         // whether a breach keeps releases from being approved; else it is told only
	AtRiskDays   int          // scenarios of the value at risk; 0 for the usual 250
	ConfidenceBP int          // basis points; 0 for the usual 9900
}

// The usual value at risk: a year of business days, 99 %.
const (
	AtRiskDaysUsual   = 250
	ConfidenceBPUsual = 9900
)

// AtRisk returns the window and the confidence.
func (r RiskSettings) AtRisk() (days, confidenceBP int) {
	days, confidenceBP = r.AtRiskDays, r.ConfidenceBP
	if days == 0 {
		days = AtRiskDaysUsual
	}
	if confidenceBP == 0 {
		confidenceBP = ConfidenceBPUsual
	}
	return days, confidenceBP
}

// limit returns the limit of a currency, if it has one.
func (r RiskSettings) limited(code string) bool {
	for _, l := range r.Limits.Currencies {
		if l.Currency().Code() == code {
			return true
		}
	}
	return false
}
