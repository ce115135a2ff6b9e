package formats

import "nostro/money"

// statements reads a camt.053.
func (r *reader) statements(root, group *node) []Statement {
	var found []Statement
	for _, at := range root.all("Stmt") {
		found = append(found, r.statement(at, group))
	}
	if len(found) == 0 {
		r.warn(root, "there is no statement in it")
	}
	return found
}

func (r *reader) statement(at, group *node) Statement {
	s := Statement{
		ID:            at.value("Id"),
		Sequence:      r.wholeNumber(at.child("ElctrncSeqNb")),
		LegalSequence: r.wholeNumber(at.child("LglSeqNb")),
		CreatedAt:     at.value("CreDtTm"),
		From:          at.first([]string{"FrToDt", "FrDtTm"}, []string{"FrToDt", "FrDt"}),
		To:            at.first([]string{"FrToDt", "ToDtTm"}, []string{"FrToDt", "ToDt"}),
		Copy:          at.value("CpyDplctInd"),
		Account:       account(at.find("Acct", "Id")),
		AccountOwner:  at.value("Acct", "Ownr", "Nm"),
	}
	if s.Account.IsZero() {
		r.warn(at, "the account is not named: the statement belongs to nobody")
	}
	s.Page, s.LastPage = r.page(at, group)
	s.Currency = r.statementCurrency(at)
	r.balances(at, &s)
	for i, entry := range at.all("Ntry") {
		s.Entries = append(s.Entries, r.entry(entry, i+1, s.Currency))
	}
	return s
}

// page reads the pagination of the statement, else that of the message (version .02).
func (r *reader) page(at, group *node) (number int64, last bool) {
	pagination := at.child("StmtPgntn")
	if pagination == nil {
		pagination = group.child("MsgPgntn")
	}
	if pagination == nil {
		return 0, true
	}
	return r.wholeNumber(pagination.child("PgNb")), r.yes(pagination.child("LastPgInd"))
}

// statementCurrency returns the account's currency: of Acct, else of the first balance, else of the
// first entry. Without any of them it is zero, with a warning.
func (r *reader) statementCurrency(at *node) money.Currency {
	if ccy := at.find("Acct", "Ccy"); ccy != nil {
		currency, err := money.ParseCurrency(ccy.text)
		if err != nil {
			r.refuse(ccy, err.Error(), askBank)
		}
		return currency
	}
	for _, name := range []string{"Bal", "Ntry"} {
		if amount := at.find(name, "Amt"); amount != nil {
			currency, _ := money.ParseCurrency(amount.attr("Ccy")) // refused where the amount is read
			return currency
		}
	}
	r.warn(at, "the currency of the account is not named")
	return money.Currency{}
}

// balances sorts the balances out: OPBD (else PRCD, the previous closing) opens, CLBD closes, all others
// are kept apart.
func (r *reader) balances(at *node, s *Statement) {
	var previous Balance
	for _, bal := range at.all("Bal") {
		b := r.balance(bal)
		switch b.Code {
		case "OPBD":
			r.place(bal, b, &s.Opening, s)
		case "CLBD":
			r.place(bal, b, &s.Closing, s)
		case "PRCD":
			r.place(bal, b, &previous, s)
		default:
			s.OtherBalances = append(s.OtherBalances, b)
		}
	}
	switch {
	case !s.Opening.Present:
		s.Opening = previous
	case previous.Present:
		s.OtherBalances = append(s.OtherBalances, previous)
	}
}

// place puts a balance where it belongs; a second one that says something else is refused.
func (r *reader) place(at *node, b Balance, into *Balance, s *Statement) {
	switch {
	case b.Amount.Currency() != s.Currency:
		r.refuseCurrency(at, b.Amount, s.Currency)
	case !into.Present:
		*into = b
	case into.Amount == b.Amount:
		s.OtherBalances = append(s.OtherBalances, b)
	default:
		r.refuse(at, "balance "+b.Code+" is there twice, "+into.Amount.String()+" and "+b.Amount.String(), askBank)
	}
}

// refuseCurrency refuses what is in another currency than the account. An amount that could not be read
// has been refused before.
func (r *reader) refuseCurrency(at *node, a money.Amount, currency money.Currency) {
	if !a.Currency().IsZero() && !currency.IsZero() {
		r.refuse(at, "it is in "+a.Currency().Code()+", the account in "+currency.Code(), askBank)
	}
}

func (r *reader) balance(at *node) Balance {
	kind := at.find("Tp", "CdOrPrtry")
	code, own := codeOrOwn(kind)
	if own {
		r.warn(kind, "balance %q is the bank's own: it neither opens nor closes", code)
		code = "own:" + code
	}
	return Balance{Present: true, Amount: r.signedAmount(at), Date: r.date(at.child("Dt")), Code: code}
}
