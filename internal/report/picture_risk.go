package report

// Revaluation is what a run of nostro revalue has to say.
type Revaluation struct {
	Outcome string         `json:"outcome"`
	Summary string         `json:"summary"`
	Notes   []string       `json:"notes"`
	Base    string         `json:"base"`
	Days    []ExplainedDay `json:"days"`
	Origins []OriginRow    `json:"origins"` // until the end of the last day
}

// ExplainedDay is our position at the end of a business day, and why its value changed since the one before. All
// amounts but the positions are in the base currency, + a gain: Opening + Spread + Slippage + Revaluation + Residual =
// Closing.
type ExplainedDay struct {
	Date       string        `json:"date"`
	Source     string        `json:"source"`      // of the rates; "" where none was needed
	FixingDate string        `json:"fixing_date"` // of them
	Positions  []RevaluedRow `json:"positions"`
	Realised   Amount        `json:"realised"`   // so far, by reductions of positions
	Unrealised Amount        `json:"unrealised"` // at the end of the day
	Explained
}

// Explained are the lines that add up.
type Explained struct {
	Opening     Amount `json:"opening"`
	Spread      Amount `json:"spread"`
	Slippage    Amount `json:"slippage"`
	Revaluation Amount `json:"revaluation"`
	Residual    Amount `json:"residual"`
	Closing     Amount `json:"closing"`
}

// RevaluedRow is the position in one currency, + long, and its value and its book value in the base currency.
type RevaluedRow struct {
	Currency   string   `json:"currency"`
	Position   Amount   `json:"position"`
	Rate       string   `json:"rate"` // units of the base currency for one, rounded for people
	Value      Amount   `json:"value"`
	BookValue  Amount   `json:"book_value"`
	Unrealised Amount   `json:"unrealised"`
	Realised   Amount   `json:"realised"`
	Derivation []string `json:"derivation"`
	RawSHA256  string   `json:"raw_sha256"`
}

// OriginRow is what a cycle, or a cover trade, has brought until now.
type OriginRow struct {
	Origin string `json:"origin"`
	Explained
}

// Risk is what we are exposed to at the end of a day. On is "" where nobody asked.
type Risk struct {
	On         string          `json:"on"`
	Base       string          `json:"base"`
	Source     string          `json:"source"`
	FixingDate string          `json:"fixing_date"`
	Positions  []RiskRow       `json:"positions"`
	NoValues   string          `json:"no_values"` // why some positions have no value
	Long       Amount          `json:"long"`
	Short      Amount          `json:"short"`
	Total      Amount          `json:"total"`       // the greater of both; null, as are long and short, while a part has no value
	TotalLimit Amount          `json:"total_limit"` // null where there is none
	Against    Amount          `json:"one_percent_against"`
	BaseRises  Amount          `json:"base_rises_one_percent"`
	OnBreach   string          `json:"on_breach"` // "block" or "warn"
	Breaches   []string        `json:"breaches"`
	AtRisk     AtRisk          `json:"value_at_risk"`
	Revalued   string          `json:"revalued_until"`             // "" where it never was
	Redo       string          `json:"revaluation_redo,omitempty"` // the first day whose revaluation is no longer right
	Due        string          `json:"revaluation_due"`            // the day until which it could be revalued by now; "" where it is
	Settlement []SettlementRow `json:"settlement_risk"`
	Days       []ExplainedDay  `json:"days"`
	Origins    []OriginRow     `json:"origins"`
}

// RiskRow is the open position in one currency. Value and Move are null where it has no value.
type RiskRow struct {
	Currency string `json:"currency"`
	Position Amount `json:"position"`
	Limit    Amount `json:"limit"` // null where there is none
	Breached bool   `json:"breached"`
	Rate     string `json:"rate"`
	Value    Amount `json:"value"`
	Move     Amount `json:"rises_one_percent"` // what it brings if the currency rises by 1 %
}

// AtRisk is the historical value at risk. Loss is null where it cannot be told.
type AtRisk struct {
	Days       int    `json:"days"`
	Confidence string `json:"confidence"` // "99 %"
	Rank       int    `json:"rank"`       // of the loss among those of all days, the largest being 1
	Loss       Amount `json:"loss"`
	Day        string `json:"day"` // whose fixing that scenario ends with
	From       string `json:"from"`
	To         string `json:"to"`
	None       string `json:"none"` // why there is no figure
}

// SettlementRow is one leg of an exchange of which one leg has settled and the other has not.
type SettlementRow struct {
	Cycle         string  `json:"cycle"`
	Party         string  `json:"party"`
	Deal          string  `json:"deal,omitempty"` // the cover deal, where it is one
	Whose         string  `json:"whose"`          // "ours" or "theirs": who has paid and waits
	Settled       bool    `json:"settled"`
	Booked        bool    `json:"booked"` // by a bank; a leg that has left us counts as settled before that
	What          string  `json:"what"`   // paid, on its way, due from them ...
	Amount        Amount  `json:"amount"`
	Correspondent string  `json:"correspondent"`
	Instruction   string  `json:"instruction"`
	Since         Instant `json:"since"`
	Age           string  `json:"age"`
	AtRisk        Amount  `json:"at_risk"` // in the base currency, on the first leg of the exchange; null on the others
	NoValue       string  `json:"no_value"`
}
