package netting

import (
	"nostro/calendar"
	"nostro/money"
)

// ruleKey is all of an obligation that the terms look at.
type ruleKey struct {
	payer, payee string
	currency     money.Currency
	valueDate    calendar.Date
}

// refusedModel is that of no position: the terms do not net the obligation.
const refusedModel = Model(255)

// rule is what the terms say of it.
type rule struct {
	agreement string
	model     Model
}

// setOf returns the netting set of an obligation for one of its parties, straight from the terms; each answer is
// asked for once.
func (v *verifier) setOf(participant string, o *Obligation) Set {
	if v.terms.IsZero() {
		return Set{}
	}
	key := ruleKey{o.Payer, o.Payee, o.Amount.Currency(), o.ValueDate}
	r, known := v.ruled[key]
	if !known {
		var covered bool
		if r.agreement, r.model, covered = v.terms.Of(*o); !covered {
			r.model = refusedModel
		}
		v.ruled[key] = r
	}
	s := Set{Model: r.model, Agreement: r.agreement}
	if r.model == Multilateral {
		return s
	}
	if s.Counterparty = o.Payee; participant == o.Payee {
		s.Counterparty = o.Payer
	}
	if r.model == Gross {
		s.Obligation = o.ID
	}
	return s
}

// apartKey names positions that must balance among themselves: those of an agreement, of a pair, of an obligation.
type apartKey struct {
	currency money.Currency
	set      Set
	party    string // the first of a pair by name
}

func (v *verifier) netApart(p Position) *currencySums {
	key := apartKey{p.Net.Currency(), p.Set, ""}
	if p.Set.Model != Multilateral {
		key.party = min(p.Participant, p.Set.Counterparty)
		key.set.Counterparty = max(p.Participant, p.Set.Counterparty)
	}
	if v.apart[key] == nil {
		v.apart[key] = &currencySums{}
	}
	return v.apart[key]
}
