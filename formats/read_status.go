package formats

// originalPart reads what names the original; false where the element does not.
func (r *reader) originalPart(o *Originals) bool {
	switch string(r.event.Name) {
	case "OrgnlGrpInf":
		for r.child() {
			if !r.originalPart(o) {
				r.unread()
			}
		}
	case "OrgnlMsgId":
		r.text(&o.OriginalMsgID)
	case "OrgnlMsgNmId":
		r.text(&o.OriginalMessage)
	case "OrgnlCreDtTm":
		r.text(&o.OriginalCreatedAt)
	case "OrgnlNbOfTxs":
		r.text(&o.OriginalCount)
	case "OrgnlCtrlSum":
		r.rate(&o.OriginalSum)
	case "OrgnlPmtInfId":
		r.text(&o.OriginalPmtInfID)
	case "OrgnlInstrId":
		r.text(&o.OriginalInstrID)
	case "OrgnlEndToEndId":
		r.text(&o.OriginalEndToEndID)
	case "OrgnlTxId":
		r.text(&o.OriginalTxID)
	case "OrgnlUETR":
		r.uetr(&o.OriginalUETR)
	case "OrgnlClrSysRef":
		r.text(&o.OriginalClearingRef)
	case "OrgnlIntrBkSttlmAmt", "OrgnlInstdAmt":
		r.amount(&o.OriginalAmount)
	case "OrgnlIntrBkSttlmDt", "OrgnlReqdExctnDt", "OrgnlReqdColltnDt":
		r.date(&o.OriginalValueDate, &o.OriginalValueAt)
	default:
		return false
	}
	return true
}

// belongTo names the original message where the item does not, but the group around it does.
func (o *Originals) belongTo(group Originals) {
	if o.OriginalMsgID == "" && o.OriginalMessage == "" {
		o.OriginalMsgID, o.OriginalMessage = group.OriginalMsgID, group.OriginalMessage
		if o.OriginalCreatedAt == "" {
			o.OriginalCreatedAt = group.OriginalCreatedAt
		}
	}
}

// onlyAnswer returns the only message that is answered so far: with several, nobody knows which one is meant.
func (d *Document) onlyAnswer() Originals {
	if len(d.Answers) == 1 {
		return d.Answers[0]
	}
	return Originals{}
}

// statusPart reads what a pacs.002 or a pain.002 says about messages, batches and payments.
func (r *reader) statusPart(d *Document) {
	switch string(r.event.Name) {
	case "OrgnlGrpInfAndSts":
		s := r.newStatus(LevelMessage)
		for r.child() {
			r.groupStatus(&s)
		}
		add(r, &d.Answers, s.Originals)
		r.emitAnswer(d, &s)
	case "OrgnlPmtInfAndSts":
		r.batchStatus(d)
	case "TxInfAndSts":
		r.paymentStatus(d, d.onlyAnswer(), "")
	default:
		r.unread()
	}
}

func (r *reader) newStatus(level Level) Status {
	at := r.here()
	return Status{Line: at.line, Offset: at.offset, Level: level, Group: level == LevelMessage}
}

// groupStatus reads one element of what is said about a message or a batch.
func (r *reader) groupStatus(s *Status) {
	switch string(r.event.Name) {
	case "GrpSts", "PmtInfSts":
		r.text(&s.Code)
	case "StsRsnInf":
		r.reason(&s.Reasons)
	case "NbOfTxsPerSts":
		r.statusCount(&s.Counts)
	default:
		if !r.originalPart(&s.Originals) {
			r.unread()
		}
	}
}

func (r *reader) statusCount(list *[]StatusCount) {
	c := add(r, list, StatusCount{})
	for r.child() {
		switch string(r.event.Name) {
		case "DtldSts":
			r.text(&c.Code)
		case "DtldNbOfTxs":
			r.text(&c.Count)
		case "DtldCtrlSum":
			r.rate(&c.Sum)
		default:
			r.unread()
		}
	}
}

// emitAnswer hands out what is said about a message or a batch, if anything is.
func (r *reader) emitAnswer(d *Document, s *Status) {
	counts := s.Level == LevelBatch && (s.OriginalCount != "" || s.OriginalSum != "")
	if s.Code != "" || len(s.Reasons) > 0 || len(s.Counts) > 0 || counts {
		r.emitStatus(d, s)
	}
}

func (r *reader) emitStatus(d *Document, s *Status) {
	r.items++
	s.Number = r.items
	if r.err == nil && r.visit.Status != nil {
		r.err = r.visit.Status(d, s)
	}
}

// batchStatus reads OrgnlPmtInfAndSts of a pain.002: the batch, then its payments.
func (r *reader) batchStatus(d *Document) {
	room := r.room
	s := r.newStatus(LevelBatch)
	told := false
	for r.child() {
		if string(r.event.Name) == "TxInfAndSts" {
			if !told {
				s.belongTo(d.onlyAnswer())
				r.emitAnswer(d, &s)
				told = true
			}
			r.paymentStatus(d, s.Originals, s.OriginalPmtInfID)
			continue
		}
		if told {
			r.unread()
			continue
		}
		r.groupStatus(&s)
	}
	if !told {
		s.belongTo(d.onlyAnswer())
		if s.Code == "" {
			r.warn("PmtInfSts is missing: the status of this batch is not known")
		}
		r.emitStatus(d, &s)
	}
	r.release(room)
}

// paymentStatus reads TxInfAndSts.
func (r *reader) paymentStatus(d *Document, group Originals, batch string) {
	room := r.room
	r.numbered(r.items + 1)
	s := r.newStatus(LevelPayment)
	for r.child() {
		switch string(r.event.Name) {
		case "TxSts":
			r.text(&s.Code)
		case "StsId":
			r.text(&s.ID)
		case "StsRsnInf":
			r.reason(&s.Reasons)
		case "FctvIntrBkSttlmDt":
			r.date(&s.SettlementDate, &s.SettlementAt)
		case "AccptncDtTm":
			r.text(&s.AcceptedAt)
		case "PrcgDt":
			r.dateText(&s.ProcessedAt)
		case "AcctSvcrRef":
			r.text(&s.BankRef)
		case "ClrSysRef":
			r.text(&s.ClearingRef)
		case "ChrgsInf":
			r.agentCharge(&s.Charges)
		case "OrgnlTxRef":
			r.repeated(&s.Payment)
		default:
			if !r.originalPart(&s.Originals) && !r.actor(&s.Parties) {
				r.further(&s.Further)
			}
		}
	}
	if s.OriginalPmtInfID == "" {
		s.OriginalPmtInfID = batch
	}
	s.belongTo(group)
	s.FromBIC, s.ToBIC = find(s.Parties, RoleInstructingAgent).BIC, find(s.Parties, RoleInstructedAgent).BIC
	if s.Code == "" {
		r.warn("TxSts is missing: the status of this payment is not known")
	}
	r.emitStatus(d, &s)
	r.release(room)
}

// endItems warns where a message carries nothing.
func (r *reader) endItems(*Document) {
	if r.items == 0 {
		r.warn("there is nothing in it")
	}
}
