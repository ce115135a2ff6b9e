package bank

import "slices"

// cancel takes pay-outs that are recalled before they are booked: their status says that they were cancelled. One that would be
// rejected anyway is left to be.
func (d *day) cancel() error {
	var booked []recall
	for _, r := range d.books.recalls {
		i := slices.IndexFunc(d.books.payOuts, func(p payOut) bool { return r.names(p) && p.refusal == reason{} })
		if i < 0 {
			booked = append(booked, r)
			continue
		}
		d.statuses = append(d.statuses, status{payOut: d.books.payOuts[i], code: statusRejected, reason: reason{cancelledUnbooked, "cancelled on request"}})
		d.answers = append(d.answers, resolution{recall: r, date: d.date, confirmation: confirmCancelled, status: recallAccepted})
		d.books.payOuts = slices.Delete(d.books.payOuts, i, i+1)
	}
	d.books.recalls = booked
	return nil
}

// recalls answers every recall that is left, as the script says.
func (d *day) recalls() error {
	var waiting []recall
	for _, r := range d.books.recalls {
		answer, more := d.answerRecall(r)
		if answer.confirmation != "" {
			answer.recall, answer.date = r, d.date
			d.answers = append(d.answers, answer)
		}
		if more {
			r.asked = true
			waiting = append(waiting, r)
		}
	}
	d.books.recalls = waiting
	return nil
}

// answerRecall decides; more tells that the last word comes on a later day.
func (d *day) answerRecall(r recall) (answer resolution, more bool) {
	one, known := d.find(r)
	switch {
	case !known:
		return resolution{confirmation: recallRejected, status: recallRejected, reason: reason{reasonNeverCame, ""}}, false
	case one.back || slices.ContainsFunc(d.books.sentBacks, func(s sentBack) bool { return r.names(s.payOut) }):
		return resolution{confirmation: recallRejected, status: recallRejected, reason: reason{reasonBackAlready, ""}}, false
	}
	rule, _ := firstMatch(d.bank.config.Script.Recall, one.payOut.creditor, one.payOut.amount.Currency())
	switch {
	case rule.Answer == IgnoreRecall:
		return resolution{}, false
	case rule.Answer == RefuseRecall:
		return resolution{confirmation: recallRejected, status: recallRejected, reason: reason{rule.Code, rule.Text}}, false
	case rule.Answer == AskAboutRecall && !r.asked:
		return resolution{confirmation: recallPending, status: recallPending, reason: reason{reasonAsking, ""}}, true
	}
	rule.Code, rule.Text = returnedOnRecall, "following your cancellation request"
	d.books.sentBacks = append(d.books.sentBacks, sentBack{one.payOut, rule})
	return resolution{confirmation: confirmCancelled, status: recallAccepted}, false
}

// find returns the payment that was booked, on this day or before.
func (d *day) find(r recall) (one paid, known bool) {
	for _, key := range []string{"uetr " + r.uetr, "instr " + r.instrID} {
		if one, known = d.paid[key]; !known {
			one, known = d.bank.paid[key]
		}
		if known && r.names(one.payOut) {
			return one, true
		}
	}
	return paid{}, false
}

// note keeps that a payment was booked, or is on its way back.
func (d *day) note(p payOut, back bool) {
	if p.uetr != "" {
		d.paid["uetr "+p.uetr] = paid{p, back}
	}
	if p.instrID != "" {
		d.paid["instr "+p.instrID] = paid{p, back}
	}
}
