package bank

import (
	"fmt"
	"strconv"

	"nostro/calendar"
	"nostro/money"
)

const statementName = "camt.053.001.08"

// entry is one booking on an account.
type entry struct {
	amount                           money.Amount // signed: credit +, debit -
	instructed                       money.Amount // > 0: without charges
	charges                          money.Amount // included in the amount; zero for none
	valueDate                        calendar.Date
	bankRef                          string
	family, subFamily                string // of the bank transaction code; the domain is PMNT
	msgID, instrID, endToEndID, uetr string
	debtor, creditor                 party
	reason                           reason // of a return
	text                             string // remittance information
}

// statement writes the camt.053 of one account.
func (d *day) statement(i int) message {
	a := d.books.accounts[i]
	id := d.bank.derive("C", a.Currency.Code(), a.Number, strconv.FormatInt(a.sequence, 10))
	head := el("GrpHdr", leaf("MsgId", id), leaf("CreDtTm", dateTime(d.at)))
	offset := d.at.Format("-07:00")
	parts := []element{
		leaf("Id", fmt.Sprintf("%s-%s-%d", a.Currency, d.date, a.sequence)),
		leaf("ElctrncSeqNb", strconv.FormatInt(a.sequence, 10)),
		leaf("CreDtTm", dateTime(d.at)),
		el("FrToDt", leaf("FrDtTm", d.date.String()+"T00:00:00"+offset), leaf("ToDtTm", d.date.String()+"T23:59:59"+offset)),
		el("Acct",
			accountID(a.Account),
			leaf("Ccy", a.Currency.Code()),
			el("Ownr", el("Id", el("OrgId", leaf("AnyBIC", d.bank.config.CustomerBIC)))),
			el("Svcr", institution(d.bank.config.BIC, d.bank.config.Name)),
		),
		balance("OPBD", d.openings[i], d.date),
		balance("CLBD", a.balance, d.date),
		summary(d.entries[i]),
	}
	for n, e := range d.entries[i] {
		parts = append(parts, d.entry(n+1, e))
	}
	return message{name: statementName, id: id, body: el("BkToCstmrStmt", head, el("Stmt", parts...))}
}

func balance(code string, a money.Amount, on calendar.Date) element {
	return el("Bal",
		el("Tp", el("CdOrPrtry", leaf("Cd", code))),
		sum("Amt", a), direction(a),
		el("Dt", leaf("Dt", on.String())),
	)
}

func direction(a money.Amount) element {
	if a.Sign() < 0 {
		return leaf("CdtDbtInd", "DBIT")
	}
	return leaf("CdtDbtInd", "CRDT")
}

// summary counts the entries. It leaves out the sums: totals of many entries may have more digits than a
// number of ISO 20022 may.
func summary(list []entry) element {
	credits := 0
	for _, e := range list {
		if e.amount.Sign() > 0 {
			credits++
		}
	}
	return el("TxsSummry",
		el("TtlNtries", leaf("NbOfNtries", strconv.Itoa(len(list)))),
		el("TtlCdtNtries", leaf("NbOfNtries", strconv.Itoa(credits))),
		el("TtlDbtNtries", leaf("NbOfNtries", strconv.Itoa(len(list)-credits))),
	)
}

func (d *day) entry(number int, e entry) element {
	return el("Ntry",
		leaf("NtryRef", strconv.Itoa(number)),
		sum("Amt", e.amount), direction(e.amount),
		el("Sts", leaf("Cd", "BOOK")),
		el("BookgDt", leaf("Dt", d.date.String())),
		el("ValDt", leaf("Dt", e.valueDate.String())),
		leaf("AcctSvcrRef", e.bankRef),
		el("BkTxCd", el("Domn", leaf("Cd", "PMNT"), el("Fmly", leaf("Cd", e.family), leaf("SubFmlyCd", e.subFamily)))),
		d.charges(e),
		el("NtryDtls", detail(e)),
	)
}

// charges says what of the amount the bank took for itself.
func (d *day) charges(e entry) element {
	if e.charges.IsZero() {
		return element{}
	}
	return el("Chrgs",
		sum("TtlChrgsAndTaxAmt", e.charges),
		el("Rcrd",
			sum("Amt", e.charges),
			leaf("CdtDbtInd", "DBIT"),
			leaf("ChrgInclInd", "true"),
			agent("Agt", d.bank.config.BIC),
		),
	)
}

// detail has the amount of its entry, and where charges are in it also the amount as it was instructed.
func detail(e entry) element {
	instructed := element{}
	if !e.charges.IsZero() {
		instructed = el("AmtDtls", el("InstdAmt", sum("Amt", e.instructed)))
	}
	return el("TxDtls",
		el("Refs",
			leaf("MsgId", e.msgID),
			leaf("AcctSvcrRef", e.bankRef),
			leaf("InstrId", e.instrID),
			leaf("EndToEndId", e.endToEndID),
			leaf("UETR", e.uetr),
		),
		sum("Amt", e.amount), direction(e.amount),
		instructed,
		el("RltdPties", choice("Dbtr", e.debtor), choice("Cdtr", e.creditor)),
		el("RmtInf", leaf("Ustrd", e.text)),
		why("RtrInf", e.reason),
	)
}
