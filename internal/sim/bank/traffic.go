package bank

import (
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// origin is the message that brought a payment.
type origin struct {
	file    string // hex SHA-256 of its bytes: two messages may have the same MsgId
	message string // "pacs.008.001.08"
	id      string // MsgId
}

// party is who is paid by a pay-out, or who pays a pay-in.
type party struct {
	name, bic, account string
}

// is tells whether a script means the party by the text.
func (p party) is(text string) bool {
	return p.name != "" && strings.EqualFold(p.name, text) ||
		p.bic != "" && sameBIC(p.bic, text) ||
		p.account != "" && p.account == strings.ReplaceAll(text, " ", "")
}

// sameBIC compares two BICs: without a branch means the head office, XXX (ISO 9362).
func sameBIC(a, b string) bool {
	full := func(bic string) string {
		if len(bic) == 8 {
			return bic + "XXX"
		}
		return bic
	}
	return full(a) == full(b)
}

// payOut is one transaction of a pacs.008 or pacs.009.
type payOut struct {
	origin                    origin
	number                    int // in the message, from 1
	instrID, endToEndID, uetr string
	amount                    money.Amount
	valueDate                 calendar.Date
	debtor, creditor          party
	settlementAccount         string // as the message names it; "" where it does not
	refusal                   reason // why it is not booked; the zero value where it may be
	told                      bool   // a positive status went out
}

// payIn is one item of a camt.057: a credit that was announced to the bank.
type payIn struct {
	origin           origin
	number           int
	id               string // Itm/Id
	endToEndID, uetr string
	amount           money.Amount
	valueDate        calendar.Date
	debtor           party
}

// sentBack is a pay-out that was booked and returns.
type sentBack struct {
	payOut payOut
	rule   Rule
}

// reason is a code of ISO 20022 and what it means here.
type reason struct {
	code, text string
}

// Codes with which the bank itself rejects (ISO 20022 ExternalStatusReason1Code).
const (
	codeDuplicate        = "AM05" // duplication
	codeDuplicateMessage = "DU01" // message identification is not unique
	codeNoAccount        = "AC02" // debtor account number invalid or missing
	codeNoCurrency       = "AM03" // currency outside of existing agreement
)
