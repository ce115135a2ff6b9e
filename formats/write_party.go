package formats

// agent writes an agent under the given name with its BICFI alone, as CBPR+ prefers, and nothing for no BIC.
func (w *xmlWriter) agent(name, bic string) {
	if bic == "" {
		return
	}
	w.open(name)
	w.open("FinInstnId")
	w.leaf("BICFI", bic)
	w.close("FinInstnId")
	w.close(name)
}

// account writes an account under the given name, and nothing for no number.
func (w *xmlWriter) account(name string, a AccountID) {
	if a.IsZero() {
		return
	}
	w.open(name)
	w.open("Id")
	w.leaf("IBAN", a.IBAN)
	if a.Other != "" {
		w.open("Othr")
		w.leaf("Id", a.Other)
		w.close("Othr")
	}
	w.close("Id")
	w.close(name)
}

// intermediaries writes the intermediary agents.
func (w *xmlWriter) intermediaries(t *Transfer) {
	for n, bic := range t.IntermediaryBICs {
		w.agent([intermediariesMax]string{"IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3"}[n], bic)
	}
}

// customer writes a PartyIdentification135 under the given name.
func (w *xmlWriter) customer(name string, p *Party) {
	w.open(name)
	w.text("Nm", p.Name)
	if !p.Address.IsZero() {
		w.address(&p.Address)
	}
	if p.BIC != "" && !(w.profile.OnePartyForm && p.Name != "") {
		w.anyBIC(p.BIC)
	}
	w.close(name)
}

func (w *xmlWriter) anyBIC(bic string) {
	w.open("Id")
	w.open("OrgId")
	w.leaf("AnyBIC", bic)
	w.close("OrgId")
	w.close("Id")
}

func (w *xmlWriter) address(a *Address) {
	w.open("PstlAdr")
	w.text("StrtNm", a.Street)
	w.text("BldgNb", a.Building)
	w.text("PstBx", a.PostBox)
	w.text("PstCd", a.PostCode)
	w.text("TwnNm", a.Town)
	w.text("CtrySubDvsn", a.Subdivision)
	w.leaf("Ctry", a.Country)
	for i := range a.Lines {
		w.text("AdrLine", a.Lines[i])
	}
	w.close("PstlAdr")
}
