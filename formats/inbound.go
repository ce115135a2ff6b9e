package formats

import (
	"nostro/calendar"
	"nostro/money"
)

// Inbound is what one bank file says: its messages in their order, what could not be understood, and how
// much was read. Texts are trimmed and otherwise as the bank wrote them. A code that is not ISO's but the
// bank's own stands as "own:" and the code.
type Inbound struct {
	Documents []Document
	Remarks
}

// Remarks tell what was not taken from a file, or is doubtful in it.
type Remarks struct {
	Warnings []Warning // optional values that could not be read, and other doubts, in the order of the file
	Unread   []Unread  // elements that were not understood, each path once, sorted
}

// Warning is one doubt about a file. It never concerns a value that money is booked by: see Problem.
type Warning struct {
	Path   string // "Document/BkToCstmrStmt/Stmt[1]/Ntry[3]/ValDt"; "" for the file as a whole
	Line   int    // of the file, 1 and up; 0 for the file as a whole
	Offset int64  // the byte where the element begins
	Text   string
}

// Unread is an element, an attribute or a text between elements that nobody understood. What lies within
// such an element is not listed on its own.
type Unread struct {
	Path   string // without positions: "Document/BkToCstmrStmt/Stmt/Ntry/Novelty", ".../@lang", ".../text()"
	Count  int64  // how often it is there
	Line   int    // of the first
	Offset int64  // the byte where the first begins
}

// Problem is why something cannot be booked: a value that money is booked by is missing or cannot be read.
// It is never guessed.
type Problem = Refusal

// Document is one message of a file. Read gathers the lists of what it carries; a Visitor is given each
// on its own, and the lists stay empty.
type Document struct {
	Number int   // 1, 2, ... in the order of the file
	Line   int   // where its root element begins
	Offset int64 // the byte where it begins

	Message string // "camt.053.001.08"; "camt.053" where the file does not tell the version
	Kind    string // "camt.053"; one of Kinds
	Header  Header // of its own business header

	MsgID     string // of the group header, or of the assignment of a case
	CreatedAt string // as written: with an offset, with Z, or with neither
	FromBIC   string // sender of the business header, else the instructing agent or the assigner
	ToBIC     string
	Group     Group
	Answers   []Originals // the messages that it answers as a whole, or whose payments it answers

	Statements    []Statement      // camt.052, camt.053, camt.054
	Statuses      []Status         // pacs.002, pain.002, admi.002
	Returns       []Return         // pacs.004
	Resolutions   []Resolution     // camt.029
	Transfers     []TransferIn     // pacs.008, pacs.009, pain.001
	Cancellations []CancellationIn // camt.056
	Notices       []NoticeIn       // camt.057
}

// Header is a business header (head.001).
type Header struct {
	Present           bool
	ID                string // BizMsgIdr
	Definition        string // MsgDefIdr as written
	BizSvc            string
	MarketPractice    string // registry and identification, with a blank between
	CreatedAt         string // CreDt as written
	ProcessingDate    string // BizPrcgDt as written
	CharSet           string
	Copy              string // CpyDplct: "CODU", "COPY" or "DUPL"
	PossibleDuplicate bool
	Priority          string
	Parties           []PartyIn // RoleFrom and RoleTo
	Related           []Header  // earlier messages that this one belongs to
}

// Group is what a group header says about all that follows. What is absent is zero.
type Group struct {
	Count        int64        // announced transactions
	ControlSum   string       // announced, a decimal without a currency
	Total        money.Amount // announced settlement amount, of a return the returned one
	ValueDate    calendar.Date
	BatchBooking string // "true", "false" or ""
	Whole        bool   // the whole original message: GrpRtr of a return, GrpCxl of a cancellation
	Page         int64  // MsgPgntn
	LastPage     bool
	Paged        bool // MsgPgntn is there
	Payment      PaymentType
	Settlement   Settlement
	Case         Case
	Parties      []PartyIn
	Reasons      []Reason  // of a return, for all that it returns
	Further      []Further // what nothing here interprets
	Info         string
}

// Case is an investigation that messages refer to.
type Case struct {
	ID       string
	Creator  PartyIn
	Reopened string // "true", "false" or ""
}

// Settlement is how banks settle a payment among themselves.
type Settlement struct {
	Method         string // "INDA", "INGA", "COVE", "CLRG"
	Account        AccountIn
	ClearingSystem string
}

// PaymentType is how a payment is to be handled.
type PaymentType struct {
	Priority           string
	ClearingChannel    string
	ServiceLevels      []string
	LocalInstrument    string
	Sequence           string
	CategoryPurpose    string
	SettlementPriority string // SttlmPrty
}

// Bookable returns nil, or all problems of the file as one error of the class ErrUnbookable: the first of
// them with their places, the rest counted.
func (in Inbound) Bookable() error {
	var log problemLog
	for i := range in.Documents {
		in.Documents[i].eachProblem(log.add)
	}
	return log.err()
}

// eachProblem visits the problems in the order of the file.
func (d *Document) eachProblem(visit func([]Problem)) {
	for i := range d.Statements {
		s := &d.Statements[i]
		visit(s.Problems)
		for j := range s.Entries {
			visit(s.Entries[j].Problems)
		}
	}
	for i := range d.Returns {
		visit(d.Returns[i].Problems)
	}
	for i := range d.Transfers {
		visit(d.Transfers[i].Problems)
	}
	for i := range d.Notices {
		visit(d.Notices[i].Problems)
	}
}
