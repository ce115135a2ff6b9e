package report

import (
	"strings"

	"nostro/lifecycle"
	"nostro/netting"
)

// NettingRow is gross to net in one currency. Net is the sum of what net receivers receive.
type NettingRow struct {
	Currency     string `json:"currency"`
	Obligations  int    `json:"obligations"`
	Gross        Amount `json:"gross"`
	Net          Amount `json:"net"`
	EfficiencyBP int    `json:"efficiency_bp"` // 1 - net/gross, in basis points
}

// Efficiency returns the efficiency for people: "61.3 %".
func (n NettingRow) Efficiency() string { return percent(n.EfficiencyBP) }

// Set is what is netted together: the model, the agreement if one covers it, the counterparty of a bilateral and a gross
// position, and the obligation of a gross one.
type Set struct {
	Model        string `json:"model"`
	Agreement    string `json:"agreement"`
	Counterparty string `json:"counterparty"`
	Obligation   string `json:"obligation"`
}

// usual tells whether it is multilateral without an agreement, of which nothing need be said.
func (s Set) usual() bool { return s == Set{Model: netting.Multilateral.String()} }

// words tells the set to people: "bilateral with BOLT under core".
func (s Set) words() string {
	model, _ := netting.ParseModel(s.Model)
	return netting.Set{Model: model, Agreement: s.Agreement, Counterparty: s.Counterparty, Obligation: s.Obligation}.String()
}

// Position is what a participant receives (+) or pays (-) in one currency of one cycle. After is that
// position in the currency in which it settles, the same as Net where nothing is converted.
type Position struct {
	Cycle       string `json:"cycle"`
	Participant string `json:"participant"`
	Name        string `json:"name"`
	Currency    string `json:"currency"`
	Obligations int    `json:"obligations"`
	GrossIn     Amount `json:"gross_in"`
	GrossOut    Amount `json:"gross_out"`
	Net         Amount `json:"net"`
	After       Amount `json:"after_conversion"`
	Converted   bool   `json:"converted"`
	Set         Set    `json:"netting"`
}

// Conversion is a position turned into the participant's settlement currency: To = Mid - Spread - Residual.
type Conversion struct {
	Cycle       string `json:"cycle"`
	Participant string `json:"participant"`
	Set         Set    `json:"netting"`
	From        Amount `json:"from"`
	To          Amount `json:"to"`
	Mid         Amount `json:"mid"`
	Spread      Amount `json:"spread"`
	Residual    Amount `json:"residual"`
	SpreadBP    int    `json:"spread_bp"`
	MidRate     string `json:"mid_rate"`
	ClientRate  string `json:"client_rate"`
	Derivation  string `json:"derivation"`
	Source      string `json:"source"`
	FixingDate  string `json:"fixing_date"`
	RawSHA256   string `json:"raw_sha256"`
}

// Exposure is what we are long (+) or short (-) of a currency after the conversions of a cycle.
type Exposure struct {
	Cycle  string `json:"cycle"`
	Amount Amount `json:"amount"`
}

// CoverTrade flattens one exposure at mid.
type CoverTrade struct {
	Cycle string `json:"cycle"`
	Sell  Amount `json:"sell"`
	Buy   Amount `json:"buy"`
	Rate  string `json:"rate"`
}

// Instruction is one pay-out, or one expected pay-in, at one correspondent.
type Instruction struct {
	ID            string `json:"id"`
	UETR          string `json:"uetr"`
	Cycle         string `json:"cycle"`
	Participant   string `json:"participant"`
	Set           Set    `json:"netting"`
	Name          string `json:"name"`
	Correspondent string `json:"correspondent"`
	Direction     string `json:"direction"` // "out" or "in"
	Amount        Amount `json:"amount"`
	Booked        Amount `json:"booked"`
	Returned      Amount `json:"returned"`
	ValueDate     string `json:"value_date"`
	State         string `json:"state"`
	MsgID         string `json:"msg_id"`
	File          string `json:"file"`
	Note          string `json:"note"`

	PaidAnewBy  string   `json:"paid_anew_by,omitempty"`       // what pays it anew, where it was rejected or came back; of several with commas
	PaysAnew    string   `json:"pays_anew,omitempty"`          // the instruction that it pays anew, or was to
	PaidAnewFor string   `json:"paid_anew_for,omitempty"`      // why
	PaidAnewNot string   `json:"paid_anew_not,omitempty"`      // who withdrew that, and why
	OwedStill   *Amount  `json:"owed_again,omitempty"`         // how much of it was rejected or came back, and is not paid anew
	AnewNot     []string `json:"reissues_withdrawn,omitempty"` // what was to pay it anew, in words
	OverAnew    bool     `json:"paid_anew_too_much,omitempty"` // more is paid anew than is owed of it
}

// OwedAgain tells whether a payment was rejected or came back, or a part of it, and not all of that is paid anew.
func (i Instruction) OwedAgain() bool {
	ended := i.State == string(lifecycle.InstructionRejected) || i.State == string(lifecycle.InstructionReturned)
	return i.OwedStill != nil || ended && i.PaidAnewBy == ""
}

// reissued says what a payment pays anew, or what pays it anew; "" for most.
func (i Instruction) reissued() string {
	var says []string
	switch {
	case i.PaidAnewNot != "":
		says = append(says, "was to pay anew "+i.PaysAnew+": "+i.PaidAnewFor+"; "+i.PaidAnewNot)
	case i.PaysAnew != "":
		says = append(says, "pays anew "+i.PaysAnew+": "+i.PaidAnewFor)
	}
	if i.PaidAnewBy != "" {
		says = append(says, "paid anew by "+i.PaidAnewBy)
	}
	return strings.Join(append(says, i.AnewNot...), "; ")
}

// LineageRow leads from an instruction back to its obligations and on to the bank's entries.
type LineageRow struct {
	Instruction string   `json:"instruction"`
	Cycle       string   `json:"cycle"`
	Participant string   `json:"participant"`
	Direction   string   `json:"direction"`
	Amount      Amount   `json:"amount"`
	Obligations int      `json:"obligations"`
	First       []string `json:"first_obligations"` // at most firstObligations of them, by acceptance
	Positions   []string `json:"positions"`         // "ACME EUR"
	MsgID       string   `json:"msg_id"`
	File        string   `json:"file"`
	SHA256      string   `json:"sha256"`
	State       string   `json:"state"`
	Entries     []string `json:"entries"` // "STATEMENT entry 3"
	Journal     []string `json:"journal"` // keys
	Recalls     []int64  `json:"recalls,omitempty"`
}

// Release is the set of files of a cycle that is approved and sent together.
type Release struct {
	Cycle   string  `json:"cycle"`
	Digest  string  `json:"digest"`
	Maker   string  `json:"maker"`
	Written Instant `json:"written"`
}

// Approval is a decision on a release.
type Approval struct {
	Cycle    string  `json:"cycle"`
	Digest   string  `json:"digest"`
	Maker    string  `json:"maker"`
	Checker  string  `json:"checker"`
	Approved bool    `json:"approved"`
	Reason   string  `json:"reason"`
	At       Instant `json:"at"`
}
