package formats

// agent writes an agent under the given tag with its BICFI alone, as CBPR+ prefers, and nothing for no BIC.
func (w *xmlWriter) agent(tag, bic string) {
	if bic == "" {
		return
	}
	w.open(tag)
	w.open("<FinInstnId>")
	w.raw("<BICFI>", bic)
	w.close("<FinInstnId>")
	w.close(tag)
}

// account writes an account under the given tag, and nothing for no number.
func (w *xmlWriter) account(tag string, a AccountID) {
	if a.IsZero() {
		return
	}
	w.open(tag)
	w.open("<Id>")
	w.raw("<IBAN>", a.IBAN)
	if a.Other != "" {
		w.open("<Othr>")
		w.raw("<Id>", a.Other)
		w.close("<Othr>")
	}
	w.close("<Id>")
	w.close(tag)
}

// intermediaries writes the intermediary agents.
func (w *xmlWriter) intermediaries(t *Transfer) {
	for n, bic := range t.IntermediaryBICs {
		w.agent([intermediariesMax]string{"<IntrmyAgt1>", "<IntrmyAgt2>", "<IntrmyAgt3>"}[n], bic)
	}
}

// customer writes a PartyIdentification135 under the given tag.
func (w *xmlWriter) customer(tag string, p *Party) {
	w.open(tag)
	w.text("<Nm>", p.Name)
	if !p.Address.IsZero() {
		w.address(&p.Address)
	}
	if p.BIC != "" && !(w.profile.OnePartyForm && p.Name != "") {
		w.anyBIC(p.BIC)
	}
	w.close(tag)
}

func (w *xmlWriter) anyBIC(bic string) {
	w.open("<Id>")
	w.open("<OrgId>")
	w.raw("<AnyBIC>", bic)
	w.close("<OrgId>")
	w.close("<Id>")
}

func (w *xmlWriter) address(a *Address) {
	w.open("<PstlAdr>")
	w.text("<StrtNm>", a.Street)
	w.text("<BldgNb>", a.Building)
	w.text("<PstBx>", a.PostBox)
	w.text("<PstCd>", a.PostCode)
	w.text("<TwnNm>", a.Town)
	w.text("<CtrySubDvsn>", a.Subdivision)
	w.raw("<Ctry>", a.Country)
	for i := range a.Lines {
		w.text("<AdrLine>", a.Lines[i])
	}
	w.close("<PstlAdr>")
}
