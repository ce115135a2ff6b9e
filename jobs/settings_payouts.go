package jobs

import "nostro/money"

// GatePolicy tells when a pay-out may leave.
type GatePolicy string

// The policies. A pay-in is booked when its instruction is settled: in full, on a proven statement.
const (
	GateImmediate     GatePolicy = "immediate"              // once it is approved
	GateCycle         GatePolicy = "pay-ins-booked"         // when all pay-ins of the cycle are booked
	GateOfParticipant GatePolicy = "pay-ins-of-participant" // when those of the same participant are: payment versus payment
)

// FundingRule tells against what pay-outs are held.
type FundingRule string

// The rules. The balance is that of the nostro in the books, less what is on its way.
const (
	FundingNone    FundingRule = "none"
	FundingBalance FundingRule = "balance"
	FundingPayIns  FundingRule = "balance-and-pay-ins" // pay-ins that are expected until the value date count as there
)

// PayOutSettings is when pay-outs may leave. The zero value lets them leave at once.
type PayOutSettings struct {
	Policy         GatePolicy
	Correspondents map[string]GatePolicy
	Currencies     map[money.Currency]GatePolicy
	Funding        FundingRule
}

// PolicyOf returns the policy for pay-outs in a currency at a correspondent: that of the currency, else that of the
// correspondent, else that of the house.
func (s PayOutSettings) PolicyOf(correspondent string, c money.Currency) GatePolicy {
	if p, own := s.Currencies[c]; own {
		return p
	}
	if p, own := s.Correspondents[correspondent]; own {
		return p
	}
	if s.Policy == "" {
		return GateImmediate
	}
	return s.Policy
}
