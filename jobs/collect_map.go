package jobs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nostro/formats"
	"nostro/formats/codeset"
	"nostro/lifecycle"
	"nostro/money"
	"nostro/reconcile"
)

func bankStatus(f FileIn, n int, status formats.Status) BankStatus {
	out := BankStatus{FileIn: f.ID, Correspondent: f.Correspondent, Place: fmt.Sprintf("status %d", n),
		UETR: status.OriginalUETR, MsgID: status.OriginalMsgID, Code: status.Code, Reason: reasonText(codeset.StatusReasons, status.Reasons)}
	if status.Group {
		return out
	}
	out.InstrID = instrIDOf(status.OriginalInstrID, status.OriginalEndToEndID)
	if out.InstrID == "" && out.UETR == "" {
		out.MsgID = "" // about one payment of the message, and nobody knows which: never about all of them
	}
	return out
}

// instrIDOf returns the InstrId that a bank names, or else the EndToEndId, which at us is the same text.
// Some banks give only one of the two.
func instrIDOf(instrID, endToEndID string) string {
	if instrID == "" {
		return endToEndID
	}
	return instrID
}

// reasonText puts reasons into words: the code, what it means in its list, what the bank added.
func reasonText(list codeset.List, reasons []formats.Reason) string {
	var out []string
	for _, r := range reasons {
		text := r.Code
		if meaning := list.Text(r.Code); meaning != "" && !r.Proprietary {
			text += " (" + meaning + ")"
		}
		if r.Text != "" {
			text += ": " + r.Text
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func bankReturn(f FileIn, n int, r formats.Return) BankReturn {
	return BankReturn{FileIn: f.ID, Correspondent: f.Correspondent, Place: fmt.Sprintf("return %d", n),
		InstrID: instrIDOf(r.OriginalInstrID, r.OriginalEndToEndID), UETR: r.OriginalUETR, Returned: r.Returned,
		Charges: chargesOf(r.Returned.Currency(), r.Charges), Reason: reasonText(codeset.ReturnReasons, r.Reasons)}
}

func bankStatement(f FileIn, d formats.Document, in formats.Statement, entries []bankEntry) Statement {
	out := Statement{FileIn: f.ID, Correspondent: f.Correspondent, Account: in.Account.String(), BankID: in.ID,
		Sequence: in.Sequence, Currency: in.Currency, Opening: in.Opening.Amount, Closing: in.Closing.Amount,
		ClosingDate: in.Closing.Date, State: lifecycle.StatementRead, Copy: in.Copy}
	if !in.Opening.Present || !in.Closing.Present {
		out.Detail = "the opening or the closing balance is missing"
	}
	out.Entries = make([]reconcile.Entry, len(entries))
	for n, e := range entries {
		out.Entries[n] = e.Entry
	}
	ofMessage := d.Group.Paged && in.Page == d.Group.Page && in.LastPage == d.Group.LastPage
	if in.Page > 1 || in.Page == 1 && !in.LastPage {
		if !ofMessage || !addsUp(out) { // the pages of a message may each hold statements that are whole
			out.Page, out.LastPage = in.Page, in.LastPage
		}
	}
	return out
}

func statementEntry(from Correspondent, e formats.StatementEntry) reconcile.Entry {
	out := reconcile.Entry{Number: e.Number, Amount: e.Amount, Booked: e.Status == "BOOK", Reversal: e.Reversal,
		BookingDate: e.BookingDate, ValueDate: e.ValueDate, BankRef: e.BankRef, Text: e.Info}
	out.Charges = chargesOf(e.Amount.Currency(), e.Charges)
	for _, d := range e.Details {
		counterparty, _ := d.Counterparty()
		text := strings.TrimSpace(strings.Join([]string{counterparty, d.Remittance.Text(), d.Return.Text, d.Info}, " "))
		out.Details = append(out.Details, reconcile.Detail{Number: d.Number, MsgID: d.MsgID, InstrID: d.InstrID,
			EndToEndID: d.EndToEndID, UETR: d.UETR, BankRef: d.BankRef, Amount: inCurrency(e.Amount.Currency(), d.Amount),
			ReturnReason: d.Return.Code, Charges: chargesOf(e.Amount.Currency(), d.Charges), Text: text,
			Exchange: exchangeOf(e, d.Amounts)})
	}
	if len(e.Details) == 0 {
		out.Details, out.Batch = batchDetails(e), batchOf(e)
	}
	if e.Reversal && from.FlippedReversals {
		return out.Flipped()
	}
	return out
}

// batchOf is what a bank says of an entry that it does not itemise, nil for nothing.
func batchOf(e formats.StatementEntry) *reconcile.Batch {
	b := reconcile.Batch{Ref: e.Ref, Advice: e.AdviceMsgID}
	for _, one := range e.Batches {
		b.Count += one.Count
	}
	if b == (reconcile.Batch{}) {
		return nil
	}
	return &b
}

// bankAdvice is one booking of a notification.
func bankAdvice(f FileIn, d formats.Document, in formats.Statement, e bankEntry) Advice {
	out := Advice{FileIn: f.ID, Correspondent: f.Correspondent, Account: in.Account.String(), MsgID: d.MsgID, BankID: in.ID, Copy: in.Copy,
		Number: e.Number, Booking: e.Entry, State: lifecycle.AdviceWaiting}
	if out.Booking.Batch = e.batch; out.Booking.Batch == nil {
		out.Booking.Batch = &reconcile.Batch{}
	}
	return out
}

// batchDetails stands for the details that a bank leaves out where it books the payments of a message as one: what it says
// of the batch names the message.
func batchDetails(e formats.StatementEntry) (details []reconcile.Detail) {
	for n, b := range e.Batches {
		details = append(details, reconcile.Detail{Number: n + 1, MsgID: cmp.Or(b.MsgID, b.PmtInfID),
			Amount: inCurrency(e.Amount.Currency(), b.Total)})
	}
	return details
}

// exchangeOf returns how the bank converted the amount of a detail, or, where an entry has no more than that one, of the entry;
// nil where it says nothing of it. What was instructed is an amount in another currency than the account.
func exchangeOf(e formats.StatementEntry, ofDetail []formats.AmountIn) *reconcile.Exchange {
	amounts := ofDetail
	if len(e.Details) == 1 {
		amounts = slices.Concat(ofDetail, e.Amounts)
	}
	var x reconcile.Exchange
	found := false
	for _, a := range amounts {
		if a.Kind == "InstdAmt" && a.Amount.Currency() != e.Amount.Currency() && x.Instructed == (money.Amount{}) {
			x.Instructed = a.Amount
		}
		if a.Exchange.Rate != "" && !found {
			found = true
			x.Source, x.Target, x.Unit, x.Rate = a.Exchange.Source, a.Exchange.Target, a.Exchange.Unit, a.Exchange.Rate
		}
	}
	if !found && x.Instructed == (money.Amount{}) {
		return nil
	}
	return &x
}

// inCurrency returns the amount where it is in the currency of the account. Banks put the amount of another
// currency there too; then it says nothing about the account.
func inCurrency(c money.Currency, a money.Amount) money.Amount {
	if a.Currency() != c {
		return money.Amount{}
	}
	return a
}

// chargesOf adds the charges that are in the currency and not booked apart: what the bank kept. Where there
// are none, where it gave some back, or where the sum overflows, they explain nothing: the zero value.
func chargesOf(c money.Currency, charges []formats.Charge) money.Amount {
	total := money.Zero(c)
	for _, charge := range charges {
		if charge.Amount.Currency() != c || charge.Included == "false" {
			continue
		}
		var err error
		if total, err = total.Add(charge.Amount); err != nil {
			return money.Amount{}
		}
	}
	if total.Sign() <= 0 {
		return money.Amount{}
	}
	return total
}
