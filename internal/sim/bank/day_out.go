package bank

import (
	"fmt"

	"nostro/money"
)

// payOuts answers every pay-out that waits: it is rejected, booked, or still early.
func (d *day) payOuts() error {
	var waiting []payOut
	var sameDay []sentBack
	for _, p := range d.books.payOuts {
		switch {
		case p.refusal != (reason{}):
			d.statuses = append(d.statuses, status{payOut: p, code: statusRejected, reason: p.refusal})
		case p.valueDate.After(d.date):
			if !p.told {
				d.accept(status{payOut: p, code: statusInProcess})
				p.told = true
			}
			waiting = append(waiting, p)
		default:
			if err := d.payOut(p); err != nil {
				return err
			}
			d.note(p, false)
			if rule, ok := firstMatch(d.bank.config.Script.Return, p.creditor, p.amount.Currency()); ok && rule.SameDay {
				sameDay = append(sameDay, sentBack{p, rule})
			} else if ok {
				d.books.sentBacks = append(d.books.sentBacks, sentBack{p, rule})
			}
		}
	}
	d.books.payOuts = waiting
	return d.sendBack(sameDay)
}

// accept reports a good status, where the bank reports good ones at all.
func (d *day) accept(s status) {
	if d.bank.config.Script.Accept {
		d.statuses = append(d.statuses, s)
	}
}

// payOut books a debit of the amount, and of the charges of the script.
func (d *day) payOut(p payOut) error {
	c := p.amount.Currency()
	debit, charges := p.amount, money.Zero(c)
	if rule, ok := firstMatch(d.bank.config.Script.Charge, p.creditor, c); ok {
		charges = rule.Charges
	}
	debit, err := debit.Add(charges)
	if err != nil {
		return fmt.Errorf("bank %s: %s with charges: %w", d.bank.config.ID, p.amount, err)
	}
	if debit, err = debit.Neg(); err != nil {
		return err
	}
	e := entry{
		amount: debit, instructed: p.amount, charges: charges, valueDate: p.valueDate,
		bankRef: d.bank.derive("B", p.origin.place(p.number)), family: "ICDT", subFamily: "XBCT",
		msgID: p.origin.id, instrID: p.instrID, endToEndID: p.endToEndID, uetr: p.uetr,
		debtor: p.debtor, creditor: p.creditor,
	}
	if p.origin.message == institutionTransfer {
		e.subFamily = "FICT"
	}
	d.accept(status{payOut: p, code: statusSettled, bankRef: e.bankRef})
	return d.post(e)
}

// sendBack books credits for what comes back, less charges, and announces them.
func (d *day) sendBack(list []sentBack) error {
	for _, s := range list {
		p, c := s.payOut, s.payOut.amount.Currency()
		r := returned{payOut: p, reason: reason{s.rule.Code, s.rule.Text}, amount: p.amount, charges: money.Zero(c)}
		if s.rule.Charges.Currency() == c && s.rule.Charges.Minor() < p.amount.Minor() {
			r.charges = s.rule.Charges
		}
		var err error
		if r.amount, err = p.amount.Sub(r.charges); err != nil {
			return err
		}
		d.note(p, true)
		if s.rule.Answer != CreditOnRecall {
			d.returns = append(d.returns, r)
		}
		err = d.post(entry{
			amount: r.amount, instructed: p.amount, charges: r.charges, valueDate: d.date, reason: r.reason,
			bankRef: d.bank.derive("V", p.origin.place(p.number)), family: "ICDT", subFamily: "RRTN",
			msgID: d.bank.returnMsgID(p), instrID: p.instrID, endToEndID: p.endToEndID, uetr: p.uetr,
			debtor: p.creditor, creditor: p.debtor,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
