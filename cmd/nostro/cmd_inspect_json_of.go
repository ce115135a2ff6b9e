package main

import (
	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/formats/inspect"
	"nostro/money"
)

func documentOf(d *formats.Document, t *inspect.Tally) documentJSON {
	out := documentJSON{Number: d.Number, Kind: d.Kind, Message: d.Message, ID: d.MsgID, Created: d.CreatedAt, From: d.FromBIC, To: d.ToBIC,
		BusinessService: d.Header.BizSvc, Statements: t.Statements, Entries: t.Entries, Items: t.Items, Sums: []amountJSON{}, Codes: t.Codes}
	if d.Header.Present {
		out.HeaderID = ptr(d.Header.ID)
	}
	for _, sum := range t.Sums {
		out.Sums = append(out.Sums, amountJSON{sum.Currency().Code(), sum.Decimal()})
	}
	return out
}

func statementOf(s *inspect.Statement) statementJSON {
	h, v := s.Head, s.Verdict()
	out := statementJSON{Document: s.Document, ID: h.ID, Sequence: number(h.Sequence), LegalNumber: number(h.LegalSequence),
		Page: number(h.Page), LastPage: h.LastPage, Copy: textOrNull(h.Copy), From: h.From, To: h.To, Account: h.Account.String(),
		Owner: h.AccountOwner.DisplayName(), Currency: s.Currency().Code(), Balances: []bankBalanceJSON{},
		Entries: s.Entries, Details: s.Details, Credits: s.Credits.Decimal(), Debits: s.Debits.Decimal(), Booked: s.Booked,
		BookedCredits: s.BookedCredits.Decimal(), BookedDebits: s.BookedDebits.Decimal(), Others: []foreignJSON{},
		AddsUp: yesNo(v.AddsUp), Difference: textOrNull(v.Difference), Why: v.Why}
	out.Opening, out.OpeningType, out.OpeningDate = balanceEnds(s.Opening())
	out.Closing, out.ClosingType, out.ClosingDate = balanceEnds(s.Closing())
	for _, b := range h.Balances {
		out.Balances = append(out.Balances, bankBalanceJSON{b.Code, inspect.Meaning(codeset.Balances, b.Code, false), b.Amount.Currency().Code(),
			decimalOrNull(b.Amount), b.Date.String()})
	}
	for _, f := range s.Others {
		out.Others = append(out.Others, foreignJSON{f.Credits.Currency().Code(), f.Credits.Decimal(), f.Debits.Decimal()})
	}
	out.notes(s)
	return out
}

// notes fills in what is worth telling of single entries.
func (out *statementJSON) notes(s *inspect.Statement) {
	out.BatchCount, out.SingleBatches, out.Batches = s.Batches.Count+s.SingleBatches, s.SingleBatches, []batchJSON{}
	for _, b := range s.Batches.Kept {
		out.Batches = append(out.Batches, batchJSON{b.Entry, b.Amount.Currency().Code(), decimalOrNull(b.Amount), decimalOrNull(b.Total),
			number(b.Count), b.Details, b.MsgID, b.PmtInfID})
	}
	out.ReturnCount, out.Returns = s.Returns.Count, []returnedJSON{}
	for _, r := range s.Returns.Kept {
		out.Returns = append(out.Returns, returnedJSON{r.Entry, r.Detail, r.Amount.Currency().Code(), decimalOrNull(r.Amount), r.EndToEndID, r.UETR,
			returnReasonOf(r.Reason)})
	}
	out.ExchangeCount, out.Exchanges = s.Exchanges.Count, []exchangeJSON{}
	for i := range s.Exchanges.Kept {
		out.Exchanges = append(out.Exchanges, *exchangeOf(&s.Exchanges.Kept[i]))
	}
}

func balanceEnds(b formats.Balance) (amount, code, date *string) {
	if !b.Present {
		return nil, nil, nil
	}
	return decimalOrNull(b.Amount), ptr(b.Code), textOrNull(b.Date.String())
}

func exchangeOf(x *inspect.Exchange) *exchangeJSON {
	if x == nil {
		return nil
	}
	return &exchangeJSON{x.Entry, x.Detail, x.Source, x.Target, x.Unit, x.Rate, x.From.Currency().Code(), decimalOrNull(x.From),
		x.To.Currency().Code(), decimalOrNull(x.To), textOrNull(x.Implied), yesNo(x.Agrees), x.Way}
}

func returnReasonOf(r formats.Reason) reasonJSON {
	return reasonJSON{r.Code, r.Proprietary, inspect.Meaning(codeset.ReturnReasons, r.Code, r.Proprietary), r.Text}
}

func itemOf(i *inspect.Item) itemJSON {
	out := itemJSON{Document: i.Document, Number: i.Number, Type: i.Type, Level: i.Level, ID: i.ID, MessageID: i.MsgID, InstrID: i.InstrID,
		EndToEndID: i.EndToEndID, TxID: i.TxID, UETR: i.UETR, Code: i.Code, Meaning: i.Meaning, Advice: i.Advice, Reasons: []reasonJSON{},
		Currency: i.Amount.Currency().Code(), Amount: decimalOrNull(i.Amount), Original: amountOrNull(i.Original),
		Instructed: amountOrNull(i.Instructed), ValueDate: i.ValueDate.String(), From: i.From, To: i.To, Account: i.Account,
		ChargeBearer: i.ChargeBearer, Purpose: i.Purpose, Remittance: i.Remittance, Exchange: exchangeOf(i.Exchange)}
	for _, r := range i.Reasons {
		out.Reasons = append(out.Reasons, reasonJSON{r.Code, r.Proprietary, r.Meaning, r.Text})
	}
	return out
}

func entryOf(statement int, e *formats.StatementEntry) entryJSON {
	return entryJSON{Statement: statement, Number: e.Number, Line: e.Line, Currency: e.Amount.Currency().Code(), Amount: decimalOrNull(e.Amount),
		Status: e.Status, Reversal: e.Reversal, BookingDate: e.BookingDate.String(), ValueDate: e.ValueDate.String(), BankCode: e.Code.ISO,
		Meaning: codeWords(e.Code), Reference: e.BankRef, Info: e.Info}
}

func detailOf(d *formats.EntryDetail) detailJSON {
	name, account := d.Counterparty()
	out := detailJSON{Number: d.Number, Currency: d.Amount.Currency().Code(), Amount: decimalOrNull(d.Amount), InstrID: d.InstrID,
		EndToEndID: d.EndToEndID, UETR: d.UETR, Counterparty: name, Account: account.String(),
		Remittance: joined(" ", d.Remittance.Text(), d.Remittance.CreditorRefs())}
	if !d.Return.Reason.IsZero() {
		out.Return = ptr(returnReasonOf(d.Return.Reason))
	}
	return out
}

func chainsOf(chains []inspect.Chain) []chainJSON {
	out := []chainJSON{}
	for _, c := range chains {
		out = append(out, chainJSON{c.Account, c.Currency, c.Statements, c.Repeated, c.First, c.Last, yesNo(c.Holds), append([]string{}, c.Gaps...)})
	}
	return out
}

func warningsOf(doubts []inspect.Doubt) []string {
	out := []string{}
	for _, d := range doubts {
		out = append(out, d.String())
	}
	return out
}

func unreadOf(unread []formats.Unread) []unreadJSON {
	out := []unreadJSON{}
	for _, u := range unread {
		out = append(out, unreadJSON{u.Path, u.Count, u.Line})
	}
	return out
}

// number is null for a number that the bank does not give.
func number(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func decimalOrNull(a money.Amount) *string {
	if a.Currency().IsZero() {
		return nil
	}
	return ptr(a.Decimal())
}

func amountOrNull(a money.Amount) *amountJSON {
	if a.Currency().IsZero() {
		return nil
	}
	return &amountJSON{a.Currency().Code(), a.Decimal()}
}
