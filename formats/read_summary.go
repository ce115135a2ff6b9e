package formats

// summary reads TxsSummry.
func (r *reader) summary(s *Statement) {
	for r.child() {
		switch name := string(r.event.Name); name {
		case "TtlNtries", "TtlCdtNtries", "TtlDbtNtries", "TtlNtriesPerBkTxCd":
			r.summed(add(r, &s.Summaries, Summed{Kind: name}))
		default:
			r.unread()
		}
	}
}

func (r *reader) summed(s *Summed) {
	for r.child() {
		switch string(r.event.Name) {
		case "NbOfNtries":
			r.text(&s.Count)
		case "Sum":
			r.rate(&s.Sum)
		case "TtlNetNtryAmt":
			r.rate(&s.Net)
		case "CdtDbtInd":
			r.text(&s.NetSide)
		case "TtlNetNtry":
			r.net(s)
		case "CdtNtries":
			r.summedSide(&s.CreditCount, &s.CreditSum)
		case "DbtNtries":
			r.summedSide(&s.DebitCount, &s.DebitSum)
		case "FcstInd":
			r.text(&s.Forecast)
		case "BkTxCd":
			r.bankCode(&s.Code)
		case "Avlbty":
			r.availability(add(r, &s.Available, Availability{}))
		case "Dt":
			r.dateText(&s.Date)
		default:
			r.unread()
		}
	}
}

// net reads TtlNetNtry, which holds amount and direction since version .03.
func (r *reader) net(s *Summed) {
	for r.child() {
		switch string(r.event.Name) {
		case "Amt":
			r.rate(&s.Net)
		case "CdtDbtInd":
			r.text(&s.NetSide)
		default:
			r.unread()
		}
	}
}

func (r *reader) summedSide(count, sum *string) {
	for r.child() {
		switch string(r.event.Name) {
		case "NbOfNtries":
			r.text(count)
		case "Sum":
			r.rate(sum)
		default:
			r.unread()
		}
	}
}
