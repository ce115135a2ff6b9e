package formats

// partiesMost is how many parties most details name at most.
const partiesMost = 4

// detailParties reads RltdPties or RltdAgts of a detail.
func (r *reader) detailParties(d *EntryDetail) {
	if d.Parties == nil {
		d.Parties = r.pools.parties.list(partiesMost)
	}
	r.pools.open = true
	r.related(&d.Parties)
	r.pools.open = false
}

// related reads RltdPties or RltdAgts, or the chain of a return.
func (r *reader) related(list *[]PartyIn) {
	for r.child() {
		switch {
		case string(r.event.Name) == "Prtry":
			r.labelled(add(r, list, PartyIn{Role: RoleProprietary}))
		case !r.actor(list):
			r.unread()
		}
	}
}

// labelled reads somebody whose role the bank names.
func (r *reader) labelled(p *PartyIn) {
	for r.child() {
		switch string(r.event.Name) {
		case "Tp":
			r.text(&p.Label)
		case "Pty", "Agt":
			r.party(p)
		default:
			r.unread()
		}
	}
}

// dates reads RltdDts, keeping each date as it is written.
func (r *reader) dates(list *[]DateIn) {
	for r.child() {
		switch name := string(r.event.Name); name {
		case "AccptncDtTm", "TradActvtyCtrctlSttlmDt", "TradDt", "IntrBkSttlmDt", "StartDt", "EndDt", "TxDtTm":
			r.text(&add(r, list, DateIn{Kind: name}).Text)
		case "Prtry":
			d := add(r, list, DateIn{})
			for r.child() {
				switch string(r.event.Name) {
				case "Tp":
					r.ownText(&d.Kind)
				case "Dt":
					r.dateText(&d.Text)
				default:
					r.unread()
				}
			}
		default:
			r.unread()
		}
	}
}

// returnInfo reads RtrInf: why a payment came back.
func (r *reader) returnInfo(i *ReturnInfo) {
	for r.child() {
		if string(r.event.Name) == "OrgnlBkTxCd" {
			r.bankCode(&i.OriginalCode)
			continue
		}
		r.reasonPart(&i.Reason)
	}
}

// reason reads StsRsnInf, RtrRsnInf or CxlRsnInf; one without anything in it is a warning.
func (r *reader) reason(list *[]Reason) {
	reason := Reason{}
	for r.child() {
		r.reasonPart(&reason)
	}
	if reason.IsZero() {
		r.warn("there is no reason in it")
		return
	}
	add(r, list, reason)
}

// reasonPart reads one element of a reason.
func (r *reader) reasonPart(reason *Reason) {
	switch string(r.event.Name) {
	case "Rsn", "StsRsn", "RtrRsn", "CxlRsn", "CxlStsRsn":
		if reason.Code != "" {
			r.unread()
			return
		}
		reason.Code, reason.Proprietary = r.codeOrOwn(nil)
	case "AddtlInf", "AddtlStsRsnInf", "AddtlRtrRsnInf":
		r.joinText(&reason.Text)
	case "Orgtr", "StsOrgtr", "RtrOrgtr", "CxlOrgtr":
		r.partyOnce(&reason.Originator)
	default:
		r.unread()
	}
}

// joinText appends the text of the element behind a blank.
func (r *reader) joinText(into *string) {
	text := r.value()
	if len(text) == 0 {
		return
	}
	if *into != "" {
		r.spend(len(*into) + len(text))
		*into += " " + string(text)
		return
	}
	*into = r.keep(text)
}
