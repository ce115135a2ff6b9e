package intake

// Field is one field of a record, by the name of its column, and what it says.
type Field struct{ Name, Value string }

// Fields returns all but the id, in the order of the file.
func (p Participant) Fields() []Field {
	a := p.Address
	return []Field{{"name", p.Name}, {"kind", string(p.Kind)}, {"bic", p.BIC}, {"street", a.Street}, {"building", a.Building},
		{"postcode", a.PostCode}, {"town", a.Town}, {"country", a.Country}, {"settlement_currency", p.SettlementCurrency.Code()}}
}

// Fields returns all but the participant and the currency, which are its id, in the order of the file.
func (a Account) Fields() []Field {
	return []Field{{"account", a.Number}, {"agent_bic", a.AgentBIC}}
}
