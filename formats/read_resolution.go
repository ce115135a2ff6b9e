package formats

import "cmp"

// resolutionPart reads what a camt.029 carries: the answer to the case, then to messages, batches and
// payments.
func (r *reader) resolutionPart(d *Document) {
	switch string(r.event.Name) {
	case "Sts":
		r.confirmation(d)
	case "CxlDtls":
		for r.child() {
			r.cancellationDetail(d)
		}
	case "ModDtls":
		r.modification(d)
	default:
		r.unread()
	}
}

func (r *reader) newResolution(d *Document, level Level) *Resolution {
	at := r.here()
	return &Resolution{Line: at.line, Offset: at.offset, Level: level, Case: d.Group.Case}
}

// confirmation reads Sts, the answer to the case as a whole.
func (r *reader) confirmation(d *Document) {
	room := r.room
	a := r.newResolution(d, LevelMessage)
	for r.child() {
		switch string(r.event.Name) {
		case "Conf":
			r.text(&a.Confirmation)
		case "RjctdMod":
			r.codeList(&a.Unmodified)
		case "AssgnmtCxlConf":
			r.text(&a.Withdrawn)
		case "DplctOf":
			r.caseOf(&a.Duplicate)
		default:
			r.unread()
		}
	}
	r.emitResolution(d, a)
	r.release(room)
}

// modification reads ModDtls, the answer to a request to modify a payment.
func (r *reader) modification(d *Document) {
	room := r.room
	a := r.newResolution(d, LevelPayment)
	a.Modification = true
	for r.child() {
		r.resolutionDetail(a)
	}
	r.emitResolution(d, a)
	r.release(room)
}

// cancellationDetail reads one element of CxlDtls.
func (r *reader) cancellationDetail(d *Document) {
	switch string(r.event.Name) {
	case "OrgnlGrpInfAndSts":
		r.resolution(d, LevelMessage, Originals{})
	case "OrgnlPmtInfAndSts":
		r.resolution(d, LevelBatch, d.onlyAnswer())
	case "TxInfAndSts":
		r.resolution(d, LevelPayment, d.onlyAnswer())
	default:
		r.unread()
	}
}

// resolution reads the answer to one request. The payments of a batch follow it.
func (r *reader) resolution(d *Document, level Level, group Originals) {
	room := r.room
	a := r.newResolution(d, level)
	told := false
	tell := func() {
		if !told {
			a.belongTo(group)
			a.OriginalPmtInfID = cmp.Or(a.OriginalPmtInfID, group.OriginalPmtInfID)
			r.emitResolution(d, a)
		}
		told = true
	}
	for r.child() {
		switch {
		case level == LevelBatch && string(r.event.Name) == "TxInfAndSts":
			tell()
			r.resolution(d, LevelPayment, a.Originals)
		case told:
			r.unread()
		default:
			r.resolutionDetail(a)
		}
	}
	tell()
	r.release(room)
	if level == LevelMessage {
		add(r, &d.Answers, a.Originals)
	}
}

func (r *reader) resolutionDetail(a *Resolution) {
	switch string(r.event.Name) {
	case "TxCxlSts", "GrpCxlSts", "PmtInfCxlSts":
		r.text(&a.Code)
	case "CxlStsId", "OrgnlGrpCxlId", "OrgnlPmtInfCxlId", "ModStsId":
		r.text(&a.ID)
	case "RslvdCase":
		a.Case = Case{}
		r.caseOf(&a.Case)
	case "CxlStsRsnInf", "ModStsRsnInf":
		r.reason(&a.Reasons)
	case "NbOfTxsPerCxlSts":
		r.statusCount(&a.Counts)
	case "UETR":
		r.uetr(&a.OriginalUETR)
	case "RsltnRltdInf":
		r.settled(add(r, &a.Related, Settled{}))
	case "OrgnlTxRef":
		r.repeated(&a.Payment)
	default:
		if !r.originalPart(&a.Originals) && !r.actor(&a.Parties) {
			r.unread()
		}
	}
}

// settled reads RsltnRltdInf.
func (r *reader) settled(s *Settled) {
	for r.child() {
		switch string(r.event.Name) {
		case "EndToEndId":
			r.text(&s.EndToEndID)
		case "TxId":
			r.text(&s.TxID)
		case "UETR":
			r.uetr(&s.UETR)
		case "IntrBkSttlmAmt":
			r.amount(&s.Amount)
		case "IntrBkSttlmDt":
			r.date(&s.ValueDate, nil)
		case "ClrChanl":
			r.text(&s.ClearingChannel)
		case "Chrgs":
			r.agentCharge(&s.Charges)
		case "Compstn":
			r.compensation(s)
		default:
			r.unread()
		}
	}
}

func (r *reader) compensation(s *Settled) {
	for r.child() {
		switch string(r.event.Name) {
		case "Amt":
			r.amount(&s.Compensation)
		case "Rsn":
			r.code(&s.Reason)
		default:
			if !r.actor(&s.Parties) {
				r.unread()
			}
		}
	}
}

func (r *reader) emitResolution(d *Document, a *Resolution) {
	r.items++
	a.Number = r.items
	if r.err == nil && r.visit.Resolution != nil {
		r.err = r.visit.Resolution(d, a)
	}
}

func (r *reader) endResolution(d *Document) { r.endItems(d) }
