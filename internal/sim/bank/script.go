package bank

import (
	"nostro/calendar"
	"nostro/money"
)

// Script is what goes wrong at a bank. The zero value is a bank that books everything, charges nothing and
// reports no status. Of several rules in one list, the first that fits counts.
type Script struct {
	Reject         []Rule           // Code, Text: pacs.002 RJCT, and no booking
	Return         []Rule           // Code, Text, Charges, SameDay: booked, then sent back with a pacs.004
	Charge         []Rule           // Charges: the debit is larger, and says by how much
	Short          []Rule           // By: a pay-in comes with less
	MissingPayIn   []Rule           // a pay-in never comes
	Unexpected     []Credit         // a credit that nobody announced
	StatementTwice []money.Currency // the same bytes come again under a second name, every day
	Recall         []Rule           // Answer, Code, Text, Charges: what a camt.056 is answered; where none fits, the bank agrees
	Accept         bool             // pacs.002 ACSP and ACSC for what is taken on and booked
}

// Rule is one trouble and the payments that it befalls. A payment fits if the party fits, and the currency.
type Rule struct {
	// Party is the name (in any case), BIC or account number of who is paid by a pay-out, or of who pays
	// a pay-in; "" for whoever.
	Party    string
	Currency money.Currency // the zero value for whichever; with an amount it must be given

	Code    string       // ISO 20022 external status or return reason: four capitals or digits, such as "AC04"
	Text    string       // at most 105 characters beside the code; may be ""
	Charges money.Amount // what the bank takes; > 0. A return that they would eat up comes back whole
	SameDay bool         // the return is booked on the statement of the debit, not the next one
	By      money.Amount // what is missing of the pay-in; > 0. A pay-in that it would eat up never comes

	Answer RecallAnswer // to a recall; "" for AgreeToRecall
}

// RecallAnswer is what a bank makes of a camt.056 about a payment that it has booked.
type RecallAnswer string

// The answers. Where it agrees, what comes back is booked on the next statement, less Charges.
const (
	AgreeToRecall  RecallAnswer = "agree"  // camt.029 CNCL, ACCR, then a pacs.004 (FOCR) with the credit
	CreditOnRecall RecallAnswer = "credit" // the same without a pacs.004: the statement alone tells it
	AskAboutRecall RecallAnswer = "ask"    // camt.029 PDCR, and AgreeToRecall on the next day
	RefuseRecall   RecallAnswer = "refuse" // camt.029 RJCR with Code and Text
	IgnoreRecall   RecallAnswer = "ignore" // nothing ever comes
)

// Credit is money that comes though nobody announced it.
type Credit struct {
	Amount money.Amount  // > 0
	From   string        // name of who pays, at most 140 characters
	Text   string        // remittance information, at most 140 characters; may be ""
	On     calendar.Date // the first statement of this day or later has it; the zero value: the first statement
}

// firstMatch returns the first rule that fits a payment of the amount and the party.
func firstMatch(rules []Rule, p party, c money.Currency) (Rule, bool) {
	for _, r := range rules {
		if (r.Currency.IsZero() || r.Currency == c) && (r.Party == "" || p.is(r.Party)) {
			return r, true
		}
	}
	return Rule{}, false
}

// currencies lists every currency that the script names.
func (s Script) currencies() []money.Currency {
	list := append([]money.Currency{}, s.StatementTwice...)
	for _, rules := range [][]Rule{s.Reject, s.Return, s.Charge, s.Short, s.MissingPayIn, s.Recall} {
		for _, r := range rules {
			if !r.Currency.IsZero() {
				list = append(list, r.Currency)
			}
		}
	}
	for _, c := range s.Unexpected {
		list = append(list, c.Amount.Currency())
	}
	return list
}
