package formats

import "strings"

// entryReading is an entry while it is read.
type entryReading struct {
	StatementEntry
	booking
}

// entry reads Ntry.
func (r *reader) entry(s *Statement) {
	room := r.room
	s.EntryCount++
	r.numbered(s.EntryCount)
	at := r.here()
	e := &r.entryNow
	r.pools.rewind()
	var details []EntryDetail
	if r.visit.Detail == nil {
		details = r.pools.details.list(1)
	}
	*e = entryReading{StatementEntry: StatementEntry{Number: s.EntryCount, Line: at.line, Offset: at.offset,
		Details: details}}
	for r.child() {
		switch string(r.event.Name) {
		case "Amt":
			e.takeAmount(r, &e.Problems)
		case "CdtDbtInd":
			e.takeDirection(r, &e.Problems)
		case "NtryRef":
			r.text(&e.Ref)
		case "AcctSvcrRef":
			r.text(&e.BankRef)
		case "Sts":
			r.code(&e.Status)
		case "BookgDt":
			r.date(&e.BookingDate, &e.BookedAt)
		case "ValDt":
			r.date(&e.ValueDate, &e.ValueAt)
		case "BkTxCd":
			r.bankCode(&e.Code)
		case "RvslInd":
			r.yes(&e.Reversal)
		case "NtryDtls":
			r.entryDetails(s, e)
		case "AddtlNtryInf":
			r.text(&e.Info)
		default:
			r.rareEntryPart(s, e)
		}
	}
	r.finishEntry(s, e)
	r.release(room)
}

func (r *reader) rareEntryPart(s *Statement, e *entryReading) {
	switch string(r.event.Name) {
	case "AmtDtls":
		r.amountDetails(&e.Amounts)
	case "Chrgs":
		r.charges(&e.Charges)
	case "Avlbty":
		r.availability(add(r, &e.Available, Availability{}))
	case "ComssnWvrInd":
		r.text(&e.Waived)
	case "AddtlInfInd":
		r.entryAdvice(e)
	case "TechInptChanl":
		r.code(&e.InputChannel)
	case "Btch":
		r.batch(e)
	case "TxDtls":
		r.detail(s, e)
	default:
		r.further(&e.Further)
	}
}

// finishEntry settles what needs the whole entry, and hands it out.
func (r *reader) finishEntry(s *Statement, e *entryReading) {
	if len(e.Details) == 0 {
		e.Details = nil
	}
	e.Amount, e.Unsigned = e.signed(r, &e.Problems)
	e.Debit, e.Written = e.debit, e.written
	if own, isOwn := strings.CutPrefix(e.Status, "own:"); isOwn {
		r.warn("status %q is the bank's own: the entry does not count as booked", own)
	}
	if e.Status == "" {
		r.problem(&e.Problems, "Sts is missing: nobody knows whether the entry is booked")
	}
	if s.Currency.IsZero() {
		s.Currency = e.amount.Currency()
	}
	if c := e.amount.Currency(); !c.IsZero() && c != s.Currency {
		r.problem(&e.Problems, "it is in "+c.Code()+", the account in "+s.Currency.Code())
	}
	if r.err == nil && r.visit.Entry != nil {
		r.err = r.visit.Entry(s, &e.StatementEntry)
	}
}

// entryAdvice reads AddtlInfInd: where the details of the entry are.
func (r *reader) entryAdvice(e *entryReading) {
	for r.child() {
		switch string(r.event.Name) {
		case "MsgNmId":
			r.text(&e.AdviceMessage)
		case "MsgId":
			r.text(&e.AdviceMsgID)
		default:
			r.unread()
		}
	}
}

// bankCode reads BkTxCd: domain, family and subfamily with slashes between.
func (r *reader) bankCode(c *BankCode) {
	var domain, family, sub string
	for r.child() {
		switch string(r.event.Name) {
		case "Domn":
			for r.child() {
				switch string(r.event.Name) {
				case "Cd":
					r.text(&domain)
				case "Fmly":
					r.family(&family, &sub)
				default:
					r.unread()
				}
			}
		case "Prtry":
			r.ownBankCode(c)
		default:
			r.unread()
		}
	}
	r.scratch = r.scratch[:0]
	for _, part := range [...]string{domain, family, sub} {
		if part != "" && len(r.scratch) > 0 {
			r.scratch = append(r.scratch, '/')
		}
		r.scratch = append(r.scratch, part...)
	}
	c.ISO = r.keep(r.scratch)
}

func (r *reader) family(family, sub *string) {
	for r.child() {
		switch string(r.event.Name) {
		case "Cd":
			r.text(family)
		case "SubFmlyCd":
			r.text(sub)
		default:
			r.unread()
		}
	}
}

func (r *reader) ownBankCode(c *BankCode) {
	bare, ok := r.choice()
	r.bareText(&c.Proprietary, bare)
	for ; ok; ok = r.child() {
		switch string(r.event.Name) {
		case "Cd":
			r.text(&c.Proprietary)
		case "Issr":
			r.text(&c.Issuer)
		default:
			r.unread()
		}
	}
}

// availability reads Avlbty.
func (r *reader) availability(a *Availability) {
	var direction side
	for r.child() {
		switch string(r.event.Name) {
		case "Amt":
			r.amount(&a.Amount)
		case "CdtDbtInd":
			direction.take(r)
		case "Dt":
			bare, ok := r.choice()
			r.bareText(&a.Days, bare)
			for ; ok; ok = r.child() {
				switch string(r.event.Name) {
				case "NbOfDays":
					r.text(&a.Days)
				case "ActlDt":
					r.date(&a.Date, nil)
				default:
					r.unread()
				}
			}
		default:
			r.unread()
		}
	}
	a.Amount = direction.sign(a.Amount, false)
}
