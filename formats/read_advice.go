package formats

// advice reads RltdRmtInf: its locations stand in elements of their own, but for the oldest versions.
func (r *reader) advice(list *[]Advice) {
	a := add(r, list, Advice{})
	flat := AdviceLocation{}
	for r.child() {
		switch string(r.event.Name) {
		case "RmtId":
			r.text(&a.ID)
		case "RmtLctnDtls":
			l := add(r, &a.Locations, AdviceLocation{})
			for r.child() {
				r.location(l)
			}
		default:
			r.location(&flat)
		}
	}
	if flat != (AdviceLocation{}) {
		add(r, &a.Locations, flat)
	}
}

func (r *reader) location(l *AdviceLocation) {
	switch string(r.event.Name) {
	case "Mtd", "RmtLctnMtd":
		r.text(&l.Method)
	case "ElctrncAdr", "RmtLctnElctrncAdr":
		r.text(&l.Address)
	case "PstlAdr", "RmtLctnPstlAdr":
		for r.child() {
			switch string(r.event.Name) {
			case "Nm":
				r.text(&l.Name)
			case "Adr":
				r.addressOnce(&l.Postal)
			default:
				r.unread()
			}
		}
	default:
		r.unread()
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
