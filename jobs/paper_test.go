package jobs_test

import (
	"cmp"
	"fmt"
	"strings"

	"nostro/jobs"
	"nostro/money"
)

// document puts a body into a message of ISO 20022.
func document(message, root, body string) string {
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+
		`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:%s">%s</Document>`,
		message, tag(root, body))
}

// tag is one element, and nothing where it would be empty.
func tag(name string, content ...string) string {
	if text := strings.Join(content, ""); text != "" {
		return "<" + name + ">" + text + "</" + name + ">"
	}
	return ""
}

func head(id string) string {
	return tag("GrpHdr", tag("MsgId", id), tag("CreDtTm", "2026-11-24T17:00:00+01:00"))
}

// answer is what a pacs.002 says of one payment, or, where it names none, of the message.
type answer struct {
	id                       string // of the pacs.002
	instr, endToEnd, uetr    string
	msg, groupCode           string
	code, reason, reasonText string
}

// status writes a pacs.002.
func status(a answer) string {
	why := tag("StsRsnInf", tag("Rsn", tag("Cd", a.reason)), tag("AddtlInf", a.reasonText))
	body := head(a.id)
	if a.groupCode != "" {
		body += tag("OrgnlGrpInfAndSts", tag("OrgnlMsgId", a.msg), tag("OrgnlMsgNmId", "pacs.008.001.08"), tag("GrpSts",
			a.groupCode), why)
	}
	if a.code != "" {
		original := ""
		if a.msg != "" {
			original = tag("OrgnlGrpInf", tag("OrgnlMsgId", a.msg), tag("OrgnlMsgNmId", "pacs.008.001.08"))
		}
		body += tag("TxInfAndSts", original, tag("OrgnlInstrId", a.instr), tag("OrgnlEndToEndId", a.endToEnd),
			tag("OrgnlUETR", a.uetr), tag("TxSts", a.code), why)
	}
	return document("pacs.002.001.10", "FIToFIPmtStsRpt", body)
}

// about is the status of one instruction by its two references.
func about(i jobs.Instruction, code, reason string) answer {
	return answer{id: "S-" + code + reason + i.ID, instr: i.ID, endToEnd: i.ID, uetr: i.UETR, code: code, reason: reason}
}

// comesBack writes a pacs.004 about an instruction: what comes back, and what the bank kept.
func comesBack(i jobs.Instruction, returned, charges string) string {
	ccy := i.Amount.Currency().Code()
	fee := ""
	if charges != "" {
		fee = tag("ChrgsInf", money004("Amt", ccy, charges), tag("Agt", tag("FinInstnId", tag("BICFI", "RHBKDEDKXXX"))))
	}
	body := tag("GrpHdr", tag("MsgId", "R-"+i.ID), tag("CreDtTm", "2026-11-25T09:00:00+01:00"), tag("NbOfTxs", "1"),
		tag("SttlmInf", tag("SttlmMtd", "INDA")))
	body += tag("TxInf", tag("RtrId", "R1"), tag("OrgnlInstrId", i.ID), tag("OrgnlUETR", i.UETR),
		money004("RtrdIntrBkSttlmAmt", ccy, returned), tag("IntrBkSttlmDt", "2026-11-25"), fee,
		tag("RtrRsnInf", tag("Rsn", tag("Cd", "AC04"))))
	return document("pacs.004.001.09", "PmtRtr", body)
}

func money004(name, ccy, text string) string {
	return fmt.Sprintf(`<%s Ccy="%s">%s</%s>`, name, ccy, text, name)
}

// booked is one entry of a hand-written statement.
type booked struct {
	amount                     string // signed: credit +, debit -
	instr, uetr, endToEnd, msg string
	charges                    string // in the amount, as the bank states them
	returned                   string // reason of a return
	ref                        string // of the bank
	back                       bool   // the bank undoes a booking
	text, batch                string // remittance information; the message of a batch that has no details
	pmtInf, payments           string // of such a batch: its PmtInfId, and how many payments it has
	exchange                   string // of the amount, such as "GBP 100.00 at 1.17"; the amount may be left out
	detail                     string // its amount, such as "USD 5.00"; "" for that of the entry
	pending                    bool
}

// byName is the booking of an instruction, named by its references.
func byName(i jobs.Instruction, amount string) booked {
	return booked{amount: amount, instr: i.ID, uetr: i.UETR, endToEnd: i.ID}
}

// statement is a hand-written camt.053.
type statement struct {
	account          string // "" for ours at rhein in EUR
	ccy              string // "" for EUR
	seq              int
	date             string // "" for 2026-11-24
	opening, closing string // "none": the balance is missing; closing "" is what adds up
	entries          []booked
	note             string // makes other bytes of the same statement
	page             int    // of a statement in several messages; 0: it is whole
	last             bool   // the page is the last one
	ofMessage        bool   // the message says which page it is, not the statement
	copied           string // CpyDplctInd
	code             string // of the opening balance, "" for OPBD
}

func (s statement) xml() string {
	if s.account == "" {
		s.account, s.ccy = "DE41370400440053201300", "EUR"
	}
	if s.date == "" {
		s.date = "2026-11-24"
	}
	if s.closing == "" {
		s.closing = s.reached()
	}
	account := tag("IBAN", s.account)
	if s.account[0] >= '0' && s.account[0] <= '9' {
		account = tag("Othr", tag("Id", s.account))
	}
	body := tag("Id", fmt.Sprintf("%s-%s-%d", s.ccy, s.date, s.seq))
	paged, group := "", ""
	if s.page > 0 {
		paged = tag("PgNb", fmt.Sprint(s.page)) + tag("LastPgInd", fmt.Sprint(s.last))
	}
	if s.ofMessage {
		group, paged = tag("MsgPgntn", paged), ""
	}
	body += tag("StmtPgntn", paged)
	if s.seq > 0 {
		body += tag("ElctrncSeqNb", fmt.Sprint(s.seq))
	}
	body += tag("CreDtTm", s.date+"T19:00:00+01:00") + tag("CpyDplctInd", s.copied) + tag("Acct", tag("Id", account), tag("Ccy", s.ccy)) +
		s.balance(cmp.Or(s.code, "OPBD"), s.opening) + s.balance("CLBD", s.closing)
	for n, e := range s.entries {
		body += e.xml(n+1, s)
	}
	return document("camt.053.001.08", "BkToCstmrStmt", strings.Replace(head(s.note+fmt.Sprintf("C-%s-%d-%d", s.ccy, s.seq, s.page)), "</GrpHdr>", group+"</GrpHdr>", 1)+tag("Stmt",
		body))
}

// reached is opening and entries added up.
func (s statement) reached() string {
	c := money.MustCurrency(s.ccy)
	if s.opening == "none" {
		return "0.00"
	}
	total := amount(c, s.opening)
	for _, e := range s.entries {
		if !e.pending {
			total = money.FromMinor(c, total.Minor()+amount(c, e.amount).Minor())
		}
	}
	return total.Decimal()
}

func (s statement) balance(code, text string) string {
	if text == "none" {
		return ""
	}
	return tag("Bal", tag("Tp", tag("CdOrPrtry", tag("Cd", code))), signed(s.ccy, text), tag("Dt", tag("Dt", s.date)))
}

// signed is an amount and its direction.
func signed(ccy, text string) string {
	direction := "CRDT"
	if strings.HasPrefix(text, "-") {
		direction = "DBIT"
	}
	return money004("Amt", ccy, strings.TrimPrefix(text, "-")) + tag("CdtDbtInd", direction)
}

func (b booked) xml(number int, s statement) string {
	state, charges, detail := "BOOK", "", ""
	if b.pending {
		state = "PDNG"
	}
	if b.charges != "" {
		charges = tag("Chrgs", tag("Rcrd", money004("Amt", s.ccy, b.charges), tag("CdtDbtInd", "DBIT"), tag("ChrgInclInd",
			"true")))
	}
	if ccy, text, other := strings.Cut(b.detail, " "); other {
		detail = signed(ccy, text)
	}
	if instructed, rate, some := strings.Cut(b.exchange, " at "); some {
		if ccy, text, said := strings.Cut(instructed, " "); said {
			instructed = tag("InstdAmt", money004("Amt", ccy, text))
		}
		detail += tag("AmtDtls", instructed, tag("TxAmt", money004("Amt", s.ccy, strings.TrimPrefix(b.amount, "-")), tag("CcyXchg",
			tag("SrcCcy", s.ccy), tag("XchgRate", rate))))
	}
	details, back := "", ""
	if b.back {
		back = tag("RvslInd", "true")
	}
	refs := tag("Refs", tag("MsgId", b.msg), tag("InstrId", b.instr), tag("EndToEndId", b.endToEnd), tag("UETR", b.uetr))
	details = tag("TxDtls", refs, detail, tag("RmtInf", tag("Ustrd", b.text)), tag("RtrInf", tag("Rsn", tag("Cd", b.returned))))
	if b.batch != "" || b.pmtInf != "" {
		details = tag("Btch", tag("MsgId", b.batch), tag("PmtInfId", b.pmtInf), tag("NbOfTxs", b.payments))
	}
	return tag("Ntry", tag("NtryRef", fmt.Sprint(number)), signed(s.ccy, b.amount), back, tag("Sts", tag("Cd", state)),
		tag("BookgDt", tag("Dt", s.date)), tag("ValDt", tag("Dt", s.date)), tag("AcctSvcrRef", b.ref), charges,
		tag("NtryDtls", details))
}

// counted is how many payments a batch has.
func counted(n int) string {
	if n == 0 {
		return ""
	}
	return tag("NbOfTxs", fmt.Sprint(n))
}
