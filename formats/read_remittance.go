package formats

// remittance reads RmtInf.
func (r *reader) remittance(m *Remittance) {
	for r.child() {
		switch string(r.event.Name) {
		case "Ustrd":
			r.textList(&m.Unstructured)
		case "Strd":
			r.structured(add(r, &m.Structured, StructuredRemittance{}))
		default:
			r.unread()
		}
	}
}

func (r *reader) structured(s *StructuredRemittance) {
	for r.child() {
		switch string(r.event.Name) {
		case "CdtrRefInf":
			r.creditorReference(s)
		case "RfrdDocInf":
			r.document(add(r, &s.Documents, ReferredDocument{}))
		case "RfrdDocAmt":
			r.documentAmounts(&s.Amounts)
		case "RfrdDocRltdDt":
			r.oldDocumentDate(s)
		case "AddtlRmtInf":
			r.textList(&s.Info)
		case "Invcr", "Invcee":
			r.actor(&s.Parties)
		default:
			r.further(&s.Further)
		}
	}
}

// oldDocumentDate reads the date of the documents in version .02, where it stands beside them.
func (r *reader) oldDocumentDate(s *StructuredRemittance) {
	if len(s.Documents) == 0 {
		add(r, &s.Documents, ReferredDocument{})
	}
	r.text(&s.Documents[len(s.Documents)-1].Date)
}

func (r *reader) creditorReference(s *StructuredRemittance) {
	for r.child() {
		switch string(r.event.Name) {
		case "Ref", "CdtrRef":
			r.text(&s.Reference)
		case "Tp", "CdtrRefTp":
			r.typeAndIssuer(&s.ReferenceType, &s.ReferenceIssuer)
		default:
			r.unread()
		}
	}
}

// typeAndIssuer reads Tp, where a code stands in CdOrPrtry or bare, beside its issuer.
func (r *reader) typeAndIssuer(code, issuer *string) {
	for r.child() {
		switch string(r.event.Name) {
		case "CdOrPrtry":
			r.code(code)
		case "Cd":
			r.text(code)
		case "Prtry":
			r.ownText(code)
		case "Issr":
			r.text(issuer)
		default:
			r.unread()
		}
	}
}

// ownText reads a code of the bank's own.
func (r *reader) ownText(into *string) {
	if *into != "" {
		r.unread()
		return
	}
	if text := r.keep(r.value()); text != "" {
		*into = "own:" + text
	}
}

func (r *reader) document(d *ReferredDocument) {
	for r.child() {
		switch string(r.event.Name) {
		case "Tp", "RfrdDocTp":
			r.typeAndIssuer(&d.Type, &d.Issuer)
		case "Nb", "RfrdDocNb":
			r.text(&d.Number)
		case "RltdDt":
			r.dateText(&d.Date)
		case "LineDtls":
			r.documentLine(&d.Lines)
		default:
			r.unread()
		}
	}
}

// dateText keeps a date as it is written; since the newest versions it has a type.
func (r *reader) dateText(into *string) {
	bare, ok := r.choice()
	r.bareText(into, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Dt", "DtTm":
			r.text(into)
		default:
			r.unread()
		}
	}
}

func (r *reader) documentLine(list *[]DocumentLine) {
	line := add(r, list, DocumentLine{})
	for r.child() {
		switch string(r.event.Name) {
		case "Id":
			r.document(add(r, &line.IDs, ReferredDocument{}))
		case "Desc":
			r.text(&line.Description)
		case "Amt":
			r.documentAmounts(&line.Amounts)
		default:
			r.unread()
		}
	}
}

// documentAmounts reads what is owed, deducted and paid.
func (r *reader) documentAmounts(list *[]AmountIn) {
	for r.child() {
		switch name := string(r.event.Name); name {
		case "DuePyblAmt", "CdtNoteAmt", "RmtdAmt":
			r.amount(&add(r, list, AmountIn{Kind: name}).Amount)
		case "DscntApldAmt", "TaxAmt", "AdjstmntAmtAndRsn", "RmtAmtAndTp", "CdtNoteAmtAndTp":
			r.typedAmount(add(r, list, AmountIn{Kind: name}))
		default:
			r.unread()
		}
	}
}

// typedAmount reads an amount that stands bare in older versions and beside its type in newer ones. Where
// it is bare, its Ccy is an attribute of the element itself.
func (r *reader) typedAmount(a *AmountIn) {
	currency, err := r.currencyOf()
	bare, ok := r.choice()
	if len(bare) > 0 {
		if err == nil {
			a.Amount, err = parseAmount(currency, bare)
		}
		if err != nil {
			r.warn("amount left out: %v", err)
		}
	}
	var direction side
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Amt":
			r.amount(&a.Amount)
		case "Tp":
			r.code(&a.Type)
		case "Rsn":
			r.text(&a.Type)
		case "AddtlInf":
			r.text(&a.Info)
		case "CdtDbtInd":
			direction.take(r)
		default:
			r.unread()
		}
	}
	a.Amount = direction.sign(a.Amount, false)
}
