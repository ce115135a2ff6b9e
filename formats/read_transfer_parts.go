package formats

// transferPart reads one element of a transfer, of what is repeated of one, or of a batch of them.
func (r *reader) transferPart(t *TransferIn) {
	switch string(r.event.Name) {
	case "PmtId":
		r.paymentID(t)
	case "PmtTpInf":
		r.paymentType(&t.Payment)
	case "IntrBkSttlmAmt":
		r.amount(&t.Amount)
	case "IntrBkSttlmDt":
		r.date(&t.ValueDate, nil)
	case "InstdAmt":
		r.amount(&t.Instructed)
	case "Amt":
		r.orderedAmount(t)
	case "ReqdExctnDt":
		r.date(&t.RequestedOn, &t.RequestedAt)
	case "XchgRate":
		r.rate(&t.Rate)
	case "XchgRateInf", "AgrdRate":
		r.exchange(&t.Exchange)
	case "ChrgBr":
		r.text(&t.ChargeBearer)
	case "ChrgsInf":
		r.agentCharge(&t.Charges)
	case "RmtInf":
		r.remittance(&t.Remittance)
	case "Purp":
		r.code(&t.Purpose)
	default:
		r.rareTransferPart(t)
	}
}

func (r *reader) rareTransferPart(t *TransferIn) {
	switch name := string(r.event.Name); name {
	case "PmtMtd":
		r.text(&t.PaymentMethod)
	case "SttlmInf":
		r.settlement(&t.Settlement, &t.Parties)
	case "SttlmPrty":
		r.text(&t.Payment.SettlementPriority)
	case "SttlmTmIndctn", "SttlmTmReq", "AddtlDtTm":
		r.times(&t.Dates)
	case "ReqdColltnDt", "AccptncDtTm", "PoolgAdjstmntDt", "XpryDtTm":
		r.text(&add(r, &t.Dates, DateIn{Kind: name}).Text)
	case "InstrForCdtrAgt", "InstrForNxtAgt", "InstrForDbtrAgt":
		r.order(add(r, &t.Orders, Order{For: name}))
	case "RltdRmtInf":
		r.advice(&t.Advices)
	case "UndrlygCstmrCdtTrf":
		r.repeated(&t.Underlying)
	default:
		if !r.actor(&t.Parties) {
			r.further(&t.Further)
		}
	}
}

func (r *reader) paymentID(t *TransferIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "InstrId":
			r.text(&t.InstrID)
		case "EndToEndId":
			r.text(&t.EndToEndID)
		case "TxId":
			r.text(&t.TxID)
		case "UETR":
			r.uetr(&t.UETR)
		case "ClrSysRef":
			r.text(&t.ClearingRef)
		default:
			r.unread()
		}
	}
}

// orderedAmount reads Amt of a pain.001: in the currency to transfer, or what it is worth in another one.
func (r *reader) orderedAmount(t *TransferIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "InstdAmt":
			r.amount(&t.Instructed)
		case "EqvtAmt":
			for r.child() {
				switch string(r.event.Name) {
				case "Amt":
					r.amount(&t.Equivalent)
				case "CcyOfTrf":
					r.text(&t.TransferCurrency)
				default:
					r.unread()
				}
			}
		default:
			r.unread()
		}
	}
}

// times reads a group of dates and times, keeping each as it is written.
func (r *reader) times(list *[]DateIn) {
	for r.child() {
		switch name := string(r.event.Name); name {
		case "DbtDtTm", "CdtDtTm", "CLSTm", "TillTm", "FrTm", "RjctTm", "AccptncDtTm", "PoolgAdjstmntDt", "XpryDtTm":
			r.text(&add(r, list, DateIn{Kind: name}).Text)
		default:
			r.unread()
		}
	}
}

// order reads an instruction to an agent: a text in older messages, elements in newer ones.
func (r *reader) order(o *Order) {
	bare, ok := r.choice()
	r.bareText(&o.Text, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Cd":
			r.text(&o.Code)
		case "InstrInf":
			r.text(&o.Text)
		default:
			r.unread()
		}
	}
}

// endTransfers warns where a message carries no transfer, or another number of them than it says.
func (r *reader) endTransfers(d *Document) {
	if d.Group.Count != 0 && d.Group.Count != int64(r.items) {
		r.warn("%d transfers are announced, %d are there", d.Group.Count, r.items)
		return
	}
	r.endItems(d)
}
