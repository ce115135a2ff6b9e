package formats

import "nostro/money"

// statementOf reads what an account message carries.
func (r *reader) statementOf(d *Document) {
	switch string(r.event.Name) {
	case "Stmt", "Rpt", "Ntfctn":
		r.statement(d)
	default:
		r.unread()
	}
}

func (r *reader) endStatements(*Document) {
	if r.statements == 0 {
		r.warn("there is no statement in it")
	}
}

// statement reads Stmt, Rpt or Ntfctn of an account. What is behind the first entry still counts: it is
// known at the end of the statement.
func (r *reader) statement(d *Document) {
	room := r.room
	r.statements++
	r.numbered(r.statements)
	at := r.here()
	s := &Statement{Number: r.statements, Line: at.line, Offset: at.offset, Page: d.Group.Page,
		LastPage: d.Group.LastPage || !d.Group.Paged}
	begun := false
	for r.childOf(s, begun) {
		switch string(r.event.Name) {
		case "Ntry":
			if !begun {
				r.beginStatement(d, s)
				begun = true
			}
			r.entry(s)
		case "Acct":
			r.statementAccount(s)
		case "Bal":
			r.balance(s)
		case "TxsSummry":
			r.summary(s)
		default:
			r.statementPart(s)
		}
	}
	if !begun {
		r.beginStatement(d, s)
	}
	r.endStatement(d, s)
	r.release(room)
}

// childOf is child for a statement. Where its entries have begun and nothing else is to be known, others may
// read some of them: see splitter.
func (r *reader) childOf(s *Statement, begun bool) bool {
	if begun && !s.Currency.IsZero() {
		r.between = s
	}
	ok := r.child()
	r.between = nil
	return ok
}

func (r *reader) statementPart(s *Statement) {
	switch string(r.event.Name) {
	case "Id":
		r.text(&s.ID)
	case "ElctrncSeqNb":
		r.count(&s.Sequence)
	case "LglSeqNb":
		r.count(&s.LegalSequence)
	case "RptgSeq":
		r.reportedSequence(s)
	case "CreDtTm":
		r.text(&s.CreatedAt)
	case "FrToDt":
		r.period(s)
	case "CpyDplctInd":
		r.text(&s.Copy)
	case "RptgSrc":
		r.code(&s.Source)
	case "StmtPgntn", "RptPgntn", "NtfctnPgntn":
		s.Page, s.LastPage = 0, false
		r.page(&s.Page, &s.LastPage)
	case "RltdAcct":
		r.account(&s.RelatedAccount)
	case "AddtlStmtInf", "AddtlRptInf", "AddtlNtfctnInf":
		r.text(&s.Info)
	default:
		r.further(&s.Further)
	}
}

// page reads a pagination.
func (r *reader) page(number *int64, last *bool) {
	for r.child() {
		switch string(r.event.Name) {
		case "PgNb":
			r.count(number)
		case "LastPgInd":
			r.yes(last)
		default:
			r.unread()
		}
	}
}

// period reads FrToDt.
func (r *reader) period(s *Statement) {
	for r.child() {
		switch string(r.event.Name) {
		case "FrDtTm", "FrDt":
			r.text(&s.From)
		case "ToDtTm", "ToDt":
			r.text(&s.To)
		default:
			r.unread()
		}
	}
}

// reportedSequence reads RptgSeq, as "from..to" and single numbers with blanks between.
func (r *reader) reportedSequence(s *Statement) {
	var from, to string
	for r.child() {
		switch string(r.event.Name) {
		case "FrSeq":
			r.text(&from)
		case "ToSeq":
			r.text(&to)
		case "EQSeq":
			r.joinText(&s.ReportedSequence)
		default:
			r.unread()
		}
	}
	if from != "" || to != "" {
		s.ReportedSequence = from + ".." + to
	}
}

// statementAccount reads Acct of a statement.
func (r *reader) statementAccount(s *Statement) {
	for r.child() {
		switch string(r.event.Name) {
		case "Ccy":
			r.statementCurrency(s)
		case "Ownr":
			s.AccountOwner.Role = RoleOwner
			r.party(&s.AccountOwner)
		case "Svcr":
			s.Servicer.Role = RoleServicer
			r.party(&s.Servicer)
		default:
			r.accountPart(&s.Account)
		}
	}
}

// statementCurrency reads the currency of the account.
func (r *reader) statementCurrency(s *Statement) {
	if r.text(&s.Account.Currency); !r.closed {
		return
	}
	currency, err := money.ParseCurrency(s.Account.Currency)
	if err != nil {
		r.problem(&s.Problems, err.Error())
		return
	}
	s.Currency = currency
}

// beginStatement hands out what is known before the first entry.
func (r *reader) beginStatement(d *Document, s *Statement) {
	settleBalances(s)
	if r.err == nil && r.visit.Statement != nil {
		r.err = r.visit.Statement(d, s)
	}
}

// endStatement checks and hands out the whole.
func (r *reader) endStatement(d *Document, s *Statement) {
	settleBalances(s)
	if s.Account.AccountID.IsZero() && s.Account.Proxy == "" {
		r.problem(&s.Problems, "the account is not named: the statement belongs to nobody")
	}
	if s.Currency.IsZero() && s.Account.Currency == "" {
		r.warn("the currency of the account is not named")
	}
	r.checkBalances(s)
	if r.err == nil && r.visit.StatementEnd != nil {
		r.err = r.visit.StatementEnd(d, s)
	}
}
