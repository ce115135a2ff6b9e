package report

// Nostro is what the books say of one correspondent and currency, beside what the bank says.
type Nostro struct {
	Correspondent string `json:"correspondent"`
	Currency      string `json:"currency"`
	Books         Amount `json:"books"`          // balance of the nostro account: + the bank owes us
	Bank          Amount `json:"bank"`           // closing balance of the last proven statement; null where none
	BankDate      string `json:"bank_date"`      // of that closing balance
	Agrees        bool   `json:"agrees"`         // Books = Bank; false where there is no statement
	Transit       Amount `json:"transit"`        // paid out by us and not yet booked: > 0 is on its way
	Suspense      Amount `json:"suspense"`       // booked and not explained: + came in, - went out
	Charges       Amount `json:"charges"`        // taken by the bank
	LastStatement string `json:"last_statement"` // the bank's id of the last proven statement
}

// Balance is the balance of an account in one currency: debit +, credit -.
type Balance struct {
	Account string `json:"account"`
	Balance Amount `json:"balance"`
}

// KindCount sums the journal by kind of entry.
type KindCount struct {
	Kind     string `json:"kind"`
	Entries  int    `json:"entries"`
	Postings int    `json:"postings"`
}

// JournalEntry is one entry of the journal.
type JournalEntry struct {
	Number    int64     `json:"number"`
	Key       string    `json:"key"`
	Kind      string    `json:"kind"`
	ValueDate string    `json:"value_date"`
	Booked    Instant   `json:"booked"`
	SHA256    string    `json:"evidence_sha256"`
	Place     string    `json:"evidence_place"`
	Reverses  string    `json:"reverses"`
	Memo      string    `json:"memo"`
	Postings  []Posting `json:"postings"`
}

// Posting is one leg of an entry: debit +, credit -.
type Posting struct {
	Account string `json:"account"`
	Amount  Amount `json:"amount"`
}
