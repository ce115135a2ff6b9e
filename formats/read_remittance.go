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
			r.unread()
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
		case "DscntApldAmt", "TaxAmt", "AdjstmntAmtAndRsn", "RmtdAmtAndTp", "CdtNoteAmtAndTp":
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
		case "Rsn", "AddtlInf":
			r.text(&a.Type)
		case "CdtDbtInd":
			direction.take(r)
		default:
			r.unread()
		}
	}
	a.Amount = direction.sign(a.Amount, false)
}

// advice reads RltdRmtInf.
func (r *reader) advice(list *[]Advice) {
	a := add(r, list, Advice{})
	for r.child() {
		switch string(r.event.Name) {
		case "RmtId":
			r.text(&a.ID)
		case "RmtLctnDtls":
			for r.child() {
				r.advicePart(a)
			}
		default:
			r.advicePart(a)
		}
	}
}

func (r *reader) advicePart(a *Advice) {
	switch string(r.event.Name) {
	case "Mtd", "RmtLctnMtd":
		r.text(&a.Method)
	case "ElctrncAdr", "RmtLctnElctrncAdr":
		r.text(&a.Address)
	case "PstlAdr", "RmtLctnPstlAdr":
		r.postal(a)
	default:
		r.unread()
	}
}

func (r *reader) postal(a *Advice) {
	if a.Postal != nil {
		r.unread()
		return
	}
	a.Postal = &AddressIn{}
	for r.child() {
		switch string(r.event.Name) {
		case "Nm":
			r.text(&a.Postal.CareOf)
		case "Adr":
			for r.child() {
				r.addressPart(a.Postal)
			}
		default:
			r.unread()
		}
	}
}

// paymentType reads PmtTpInf.
func (r *reader) paymentType(t *PaymentType) {
	for r.child() {
		switch string(r.event.Name) {
		case "InstrPrty":
			r.text(&t.Priority)
		case "ClrChanl":
			r.text(&t.ClearingChannel)
		case "SvcLvl":
			r.codeList(&t.ServiceLevels)
		case "LclInstrm":
			r.code(&t.LocalInstrument)
		case "SeqTp":
			r.text(&t.Sequence)
		case "CtgyPurp":
			r.code(&t.CategoryPurpose)
		default:
			r.unread()
		}
	}
}
