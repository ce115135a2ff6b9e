package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// StatementEntry is one booking on the account. Credit is positive, debit negative, as the direction of
// this booking says; Reversal tells that it takes back an earlier one, and does not change the sign.
type StatementEntry struct {
	Number int   // 1, 2, ... within the statement, in the order of the file
	Line   int   // of the file
	Offset int64 // the byte where it begins

	Ref, BankRef           string
	Amount                 money.Amount // no currency where it could not be read: see Problems
	Unsigned               money.Amount // where only the direction could not be read: the amount without it
	Written                string       // of an amount that cannot be read: currency and text as they stand
	Debit                  bool         // the side, which a zero amount does not tell
	Reversal               bool
	Status                 string // "BOOK", "PDNG", "INFO", "FUTR", "own:..."; "" where absent: see Problems
	BookingDate, ValueDate calendar.Date
	BookedAt, ValueAt      string // date and time as written, where the bank gives a time
	Code                   BankCode
	Waived                 string // ComssnWvrInd
	AdviceMessage          string // of AddtlInfInd: the message that has the details, such as "camt.054.001.08"
	AdviceMsgID            string
	InputChannel           string
	Amounts                []AmountIn
	Available              []Availability
	Charges                []Charge
	Batches                []Batch
	Details                []EntryDetail // gathered, unless the Visitor takes each on its own
	DetailCount            int
	Further                []Further // what nothing here interprets
	Info                   string

	Problems []Problem
}

// Charge is what an agent took (positive) or gave back (negative).
type Charge struct {
	Amount     money.Amount
	Included   string       // "true": inside the entry's amount; "false": booked apart; "": the bank does not say
	Total      money.Amount // what all charges that stand together come to, on the first of them
	Type       string
	TypeIssued Issued
	Rate       string // percent, as written
	Bearer     string
	Agent      *PartyIn
}

// Batch sums up the transactions that were booked as one entry.
type Batch struct {
	MsgID, PmtInfID string
	Count           int64        // 0 where absent
	Total           money.Amount // signed as an entry; no currency where absent
}

// AmountIn is one view of the amount of a payment, unsigned.
type AmountIn struct {
	Kind     string // "InstdAmt", "TxAmt", "CntrValAmt", "AnncdPstngAmt", "PrtryAmt", "EqvtAmt", "DuePyblAmt", ...
	Type     string // of a proprietary amount, a discount, a tax or an adjustment
	Info     string // of an adjustment
	Amount   money.Amount
	Exchange Exchange
}

// Exchange is how an amount was converted. Banks disagree on what is quoted against what: compare with the
// two amounts before use.
type Exchange struct {
	Source, Target, Unit string // currencies
	Rate                 string // a decimal as written, such as "9.2975" or ".34"
	Base                 string // XchgRateBase: how many units the rate is for
	Type                 string
	Contract             string
	QuotedAt             string // as written
}

// IsZero tells whether there was no conversion.
func (x Exchange) IsZero() bool { return x == Exchange{} }

// viewOf returns the first amount of the kind, without a currency where there is none.
func viewOf(amounts []AmountIn, kind string) money.Amount {
	for i := range amounts {
		if amounts[i].Kind == kind {
			return amounts[i].Amount
		}
	}
	return money.Amount{}
}
