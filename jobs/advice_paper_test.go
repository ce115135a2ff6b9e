package jobs_test

import (
	"fmt"
	"slices"
	"testing"

	"nostro/jobs"
	"nostro/money"
)

// notification is a hand-written camt.054 with one booking: its amount, and the payments in it.
type notification struct {
	id, account, ccy string // "" for ours at hudson in USD
	date             string // "" for 2026-11-24
	amount           string // signed: credit +, debit -
	ref, batch       string // of the bank; message of ours
	count            int    // as the bank says, 0 where it does not
	payments         []booked
	copied, status   string // CpyDplctInd; "" for BOOK
	note             string // makes other bytes of the same
}

func (n notification) xml() string {
	if n.account == "" {
		n.account, n.ccy = "8830042217", "USD"
	}
	if n.date == "" {
		n.date = "2026-11-24"
	}
	if n.status == "" {
		n.status = "BOOK"
	}
	account := tag("IBAN", n.account)
	if n.account[0] >= '0' && n.account[0] <= '9' {
		account = tag("Othr", tag("Id", n.account))
	}
	details := tag("Btch", tag("MsgId", n.batch), counted(n.count))
	for _, p := range n.payments {
		details += tag("TxDtls", tag("Refs", tag("MsgId", p.msg), tag("InstrId", p.instr), tag("EndToEndId", p.endToEnd), tag("UETR", p.uetr)),
			signed(n.ccy, p.amount))
	}
	entry := tag("Ntry", tag("NtryRef", "1"), signed(n.ccy, n.amount), tag("Sts", tag("Cd", n.status)), tag("BookgDt", tag("Dt", n.date)),
		tag("ValDt", tag("Dt", n.date)), tag("AcctSvcrRef", n.ref), tag("NtryDtls", details))
	body := tag("Id", "N-"+n.id) + tag("CreDtTm", n.date+"T19:00:00+01:00") + tag("CpyDplctInd", n.copied) +
		tag("Acct", tag("Id", account), tag("Ccy", n.ccy)) + entry
	return document("camt.054.001.08", "BkToCstmrDbtCdtNtfctn", head(n.note+"M-"+n.id)+tag("Ntfctn", body))
}

// totals is a day of USD at hudson on which the bank books payments as one.
func totals(entries ...booked) statement {
	return statement{account: "8830042217", ccy: "USD", seq: 1, opening: "100.00", entries: entries}
}

// twoInOne has sent one message to hudson with USD 5.00 to alfa and USD 7.00 to brixton.
func twoInOne(t *testing.T) (h *installation, alfa, brixton jobs.Instruction) {
	t.Helper()
	h = newInstallation(t, silentPayIns)
	h.people()
	h.imports("account.csv", "participant,currency,account,agent_bic\nbrixton,USD,0210000001055,CASCUS33XXX\n")
	h.owes("O-1 cascade alfa USD 5.00", "O-2 cascade brixton USD 7.00")
	h.run()
	h.approve()
	h.ends(h.send(), jobs.OutcomeDone)
	return h, h.payment("alfa", "USD"), h.payment("brixton", "USD")
}

// takesFrom takes a file of hudson.
func (h *installation) takesFrom(text string) jobs.Result {
	h.t.Helper()
	h.offer("hudson", fmt.Sprintf("%03d.xml", len(look(h, jobs.Tx.FilesIn))+1), text)
	return h.takes()
}

// advices are what camt.054 told, each as "USD -12.00 taken 1/1" with statement and entry.
func (h *installation) advices() (lines []string) {
	h.t.Helper()
	for _, a := range look(h, jobs.Tx.Advices) {
		lines = append(lines, fmt.Sprintf("%s %s %d/%d", a.Booking.Amount, a.State, a.Statement, a.Entry))
	}
	return lines
}

// kinds are the matches that hold, each as "pay-out-booked USD 5.00 alfa".
func (h *installation) kinds() (lines []string) {
	h.t.Helper()
	undone, names := map[string]bool{}, map[string]string{}
	for _, e := range h.journal() {
		undone[e.Reverses] = true
	}
	for _, i := range h.instructions() {
		names[i.ID] = " " + i.Participant
	}
	for _, m := range look(h, jobs.Tx.Matches) {
		if !undone[m.Journal] {
			lines = append(lines, fmt.Sprintf("%s %s%s", m.Kind, money.FromMinor(m.Amount.Currency(), m.Amount.Minor()), names[m.Instruction]))
		}
	}
	slices.Sort(lines)
	return lines
}
