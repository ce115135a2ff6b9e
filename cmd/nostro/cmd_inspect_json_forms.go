package main

import (
	"nostro/formats/inspect"
)

// The stable forms. docs/inspect.md says what each member means, and a test holds the two together.

// fileJSONHead is the beginning of the object of a file.
type fileJSONHead struct {
	File    string  `json:"file"`
	Bytes   int64   `json:"bytes"`
	Kind    string  `json:"kind"`
	Message string  `json:"message"`
	Refused *string `json:"refused"`
}

// fileJSONTail is its end.
type fileJSONTail struct {
	Chains   []chainJSON  `json:"chains"`
	Warnings []string     `json:"warnings"`
	Unread   []unreadJSON `json:"unread"`
}

// filled has no null where an array belongs.
func (t fileJSONTail) filled() fileJSONTail {
	t.Chains = append([]chainJSON{}, t.Chains...)
	t.Warnings, t.Unread = append([]string{}, t.Warnings...), append([]unreadJSON{}, t.Unread...)
	return t
}

type documentJSON struct {
	Number          int              `json:"number"`
	Kind            string           `json:"kind"`
	Message         string           `json:"message"`
	ID              string           `json:"id"`
	Created         string           `json:"created"`
	From            string           `json:"from"`
	To              string           `json:"to"`
	BusinessService string           `json:"business_service"`
	HeaderID        *string          `json:"header_id"`
	Statements      int64            `json:"statements"`
	Entries         int64            `json:"entries"`
	Items           int64            `json:"items"`
	Sums            []amountJSON     `json:"sums"`
	Codes           map[string]int64 `json:"codes"`
}

type amountJSON struct {
	Currency string `json:"currency"`
	Amount   string `json:"amount"`
}

type statementJSON struct {
	Document    int     `json:"document"`
	ID          string  `json:"id"`
	Sequence    *int64  `json:"sequence"`
	LegalNumber *int64  `json:"legal_sequence"`
	Page        *int64  `json:"page"`
	LastPage    bool    `json:"last_page"`
	Copy        *string `json:"copy"`
	From        string  `json:"from"`
	To          string  `json:"to"`
	Account     string  `json:"account"`
	Owner       string  `json:"owner"`
	Currency    string  `json:"currency"`

	Opening     *string           `json:"opening"`
	OpeningType *string           `json:"opening_type"`
	OpeningDate *string           `json:"opening_date"`
	Closing     *string           `json:"closing"`
	ClosingType *string           `json:"closing_type"`
	ClosingDate *string           `json:"closing_date"`
	Balances    []bankBalanceJSON `json:"balances"`

	Entries       int64         `json:"entries"`
	Details       int64         `json:"details"`
	Credits       string        `json:"credits"`
	Debits        string        `json:"debits"`
	Booked        int64         `json:"booked_entries"`
	BookedCredits string        `json:"booked_credits"`
	BookedDebits  string        `json:"booked_debits"`
	Others        []foreignJSON `json:"other_currencies"`
	AddsUp        *bool         `json:"adds_up"`
	Difference    *string       `json:"difference"`
	Why           string        `json:"why"`

	BatchCount    int64          `json:"batch_count"`
	SingleBatches int64          `json:"single_batches"`
	Batches       []batchJSON    `json:"batches"`
	ReturnCount   int64          `json:"return_count"`
	Returns       []returnedJSON `json:"returns"`
	ExchangeCount int64          `json:"exchange_count"`
	Exchanges     []exchangeJSON `json:"exchanges"`
}

type bankBalanceJSON struct {
	Type     string  `json:"type"`
	Meaning  string  `json:"meaning"`
	Currency string  `json:"currency"`
	Amount   *string `json:"amount"`
	Date     string  `json:"date"`
}

type foreignJSON struct {
	Currency string `json:"currency"`
	Credits  string `json:"credits"`
	Debits   string `json:"debits"`
}

type batchJSON struct {
	Entry        int     `json:"entry"`
	Currency     string  `json:"currency"`
	Amount       *string `json:"amount"`
	Total        *string `json:"total"`
	Payments     *int64  `json:"payments"`
	Shown        int     `json:"shown"`
	MessageID    string  `json:"message_id"`
	PaymentBlock string  `json:"payment_block"`
}

type returnedJSON struct {
	Entry      int        `json:"entry"`
	Detail     int        `json:"detail"`
	Currency   string     `json:"currency"`
	Amount     *string    `json:"amount"`
	EndToEndID string     `json:"end_to_end_id"`
	UETR       string     `json:"uetr"`
	Reason     reasonJSON `json:"reason"`
}

type exchangeJSON struct {
	Entry        int     `json:"entry"`
	Detail       int     `json:"detail"`
	Source       string  `json:"source"`
	Target       string  `json:"target"`
	Unit         string  `json:"unit"`
	Rate         string  `json:"rate"`
	FromCurrency string  `json:"from_currency"`
	FromAmount   *string `json:"from_amount"`
	ToCurrency   string  `json:"to_currency"`
	ToAmount     *string `json:"to_amount"`
	ImpliedRate  *string `json:"implied_rate"`
	Agrees       *bool   `json:"agrees"`
	Way          string  `json:"way"`
}

type reasonJSON struct {
	Code        string `json:"code"`
	Proprietary bool   `json:"proprietary"`
	Meaning     string `json:"meaning"`
	Text        string `json:"text"`
}

type itemJSON struct {
	Document     int           `json:"document"`
	Number       int           `json:"number"`
	Type         string        `json:"type"`
	Level        string        `json:"level"`
	ID           string        `json:"id"`
	MessageID    string        `json:"message_id"`
	InstrID      string        `json:"instr_id"`
	EndToEndID   string        `json:"end_to_end_id"`
	TxID         string        `json:"tx_id"`
	UETR         string        `json:"uetr"`
	Code         string        `json:"code"`
	Meaning      string        `json:"meaning"`
	Advice       string        `json:"advice"`
	Reasons      []reasonJSON  `json:"reasons"`
	Currency     string        `json:"currency"`
	Amount       *string       `json:"amount"`
	Original     *amountJSON   `json:"original"`
	Instructed   *amountJSON   `json:"instructed"`
	ValueDate    string        `json:"value_date"`
	From         string        `json:"from"`
	To           string        `json:"to"`
	Account      string        `json:"account"`
	ChargeBearer string        `json:"charge_bearer"`
	Purpose      string        `json:"purpose"`
	Remittance   string        `json:"remittance"`
	Exchange     *exchangeJSON `json:"exchange"`
}

// entryJSON is followed by its details.
type entryJSON struct {
	Statement   int     `json:"statement"`
	Number      int     `json:"number"`
	Line        int     `json:"line"`
	Currency    string  `json:"currency"`
	Amount      *string `json:"amount"`
	Status      string  `json:"status"`
	Reversal    bool    `json:"reversal"`
	BookingDate string  `json:"booking_date"`
	ValueDate   string  `json:"value_date"`
	BankCode    string  `json:"bank_code"`
	Meaning     string  `json:"meaning"`
	Reference   string  `json:"reference"`
	Info        string  `json:"info"`
}

type detailJSON struct {
	Number       int         `json:"number"`
	Currency     string      `json:"currency"`
	Amount       *string     `json:"amount"`
	InstrID      string      `json:"instr_id"`
	EndToEndID   string      `json:"end_to_end_id"`
	UETR         string      `json:"uetr"`
	Counterparty string      `json:"counterparty"`
	Account      string      `json:"account"`
	Remittance   string      `json:"remittance"`
	Return       *reasonJSON `json:"return"`
}

type chainJSON struct {
	Account    string   `json:"account"`
	Currency   string   `json:"currency"`
	Statements int      `json:"statements"`
	Repeated   int      `json:"repeated"`
	First      string   `json:"first"`
	Last       string   `json:"last"`
	Holds      *bool    `json:"holds"`
	Gaps       []string `json:"gaps"`
}

type unreadJSON struct {
	Path  string `json:"path"`
	Count int64  `json:"count"`
	Line  int    `json:"line"`
}

// yesNo is true, false or null.
func yesNo(a inspect.Answer) *bool {
	switch a {
	case inspect.Yes:
		return ptr(true)
	case inspect.No:
		return ptr(false)
	}
	return nil
}
