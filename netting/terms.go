package netting

import (
	"cmp"
	"slices"

	"nostro/calendar"
	"nostro/money"
)

// Agreement says how obligations between any two of its participants are netted.
type Agreement struct {
	Name         string
	Model        Model
	Participants []string
	Currencies   []money.Currency // none: every currency
	From, Until  calendar.Date    // of value dates, both included; zero: without end
}

// Terms are the agreements of a house, and what becomes of an obligation that none of them covers. The zero value
// nets everything multilaterally.
type Terms struct {
	Agreements []Agreement // the first that covers an obligation counts
	Default    Model       // where none covers it
	Refuse     bool        // where none covers it, it is not netted at all; Default says nothing then
}

// IsZero tells whether nothing is decided: everything is netted multilaterally.
func (t Terms) IsZero() bool { return len(t.Agreements) == 0 && t.Default == Multilateral && !t.Refuse }

// Covers tells whether an obligation between the two, in the currency and of the value date, is netted under the
// agreement.
func (a Agreement) Covers(payer, payee string, c money.Currency, valueDate calendar.Date) bool {
	return a.has(payer) && a.has(payee) && a.takes(c, valueDate)
}

func (a Agreement) has(participant string) bool { return slices.Contains(a.Participants, participant) }

// takes tells whether the agreement is about the currency and the value date.
func (a Agreement) takes(c money.Currency, valueDate calendar.Date) bool {
	return (len(a.Currencies) == 0 || slices.Contains(a.Currencies, c)) &&
		(a.From.IsZero() || !valueDate.Before(a.From)) && (a.Until.IsZero() || !valueDate.After(a.Until))
}

// Of returns the agreement and the model by which the obligation is netted; covered is false where no agreement
// covers it and the terms refuse that.
func (t Terms) Of(o Obligation) (agreement string, m Model, covered bool) {
	for _, a := range t.Agreements {
		if a.Covers(o.Payer, o.Payee, o.Amount.Currency(), o.ValueDate) {
			return a.Name, a.Model, true
		}
	}
	return "", t.Default, !t.Refuse
}

// Sets returns the netting set of the obligation on the side of its payer and on that of its payee.
func (t Terms) Sets(o Obligation) (ofPayer, ofPayee Set, covered bool) {
	agreement, model, covered := t.Of(o)
	ofPayer, ofPayee = setsUnder(agreement, model, &o)
	return ofPayer, ofPayee, covered
}

func setsUnder(agreement string, m Model, o *Obligation) (ofPayer, ofPayee Set) {
	ofPayer = Set{Model: m, Agreement: agreement}
	if m == Gross {
		ofPayer.Obligation = o.ID
	}
	ofPayee = ofPayer
	if m != Multilateral {
		ofPayer.Counterparty, ofPayee.Counterparty = o.Payee, o.Payer
	}
	return ofPayer, ofPayee
}

// Compare orders sets: by model, agreement, counterparty and obligation.
func (s Set) Compare(other Set) int {
	return cmp.Or(cmp.Compare(s.Model, other.Model), cmp.Compare(s.Agreement, other.Agreement),
		cmp.Compare(s.Counterparty, other.Counterparty), cmp.Compare(s.Obligation, other.Obligation))
}
