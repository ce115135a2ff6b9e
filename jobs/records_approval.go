package jobs

import (
	"time"

	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/risk"
)

// ApprovalKind is what an approval is about.
type ApprovalKind string

// The kinds of what needs a second person.
const (
	ApproveRelease   ApprovalKind = "release"   // the files of a cycle; the subject is the cycle
	ApproveMark      ApprovalKind = "mark"      // what became of an unknown file; the subject is its name
	ApproveResend    ApprovalKind = "resend"    // an unknown file goes again; the subject is its name
	ApproveRate      ApprovalKind = "rate"      // what is unusual about a rate; the subject is the key of the question
	ApproveMatch     ApprovalKind = "match"     // a booking is matched by hand; the subject is the break
	ApproveWriteOff  ApprovalKind = "write-off" // a difference is given up; the subject is the break
	ApproveConfig    ApprovalKind = "config"    // limits and rules of nostro.yaml; the subject is the file
	ApproveAnswer    ApprovalKind = "answer"    // a question of catch-up; the subject is its id
	ApproveRecall    ApprovalKind = "recall"    // a payment is asked back; the subject is the recall
	ApproveReview    ApprovalKind = "review"    // what an anomaly held; the subject is what is held
	ApproveReserve   ApprovalKind = "reserve"   // a movement of the risk reserve; the subject is its currency
	ApproveAmendment ApprovalKind = "amendment" // what a participant or an account is changes; the subject names it
)

// ApprovalKinds returns all of them.
func ApprovalKinds() []ApprovalKind {
	return []ApprovalKind{ApproveRelease, ApproveMark, ApproveResend, ApproveRate, ApproveMatch, ApproveWriteOff, ApproveConfig,
		ApproveAnswer, ApproveReview, ApproveReserve, ApproveRecall, ApproveAmendment}
}

// ApprovalRequest is one thing that waits for other persons, with all that was decided about it.
type ApprovalRequest struct {
	Number    int64 // given by the store
	Kind      ApprovalKind
	Subject   string
	Digest    string // lower-case hex SHA-256 of exactly what is asked
	What      string // in words
	Content   string // exactly what is asked, "" where it is files
	Maker     string // who asked
	At        time.Time
	State     lifecycle.Approval
	Needs     []ApprovalNeed
	Makers    []ApprovalMaker    // everyone who counts as one, Maker included; by person
	Decisions []ApprovalDecision // in the order in which they were given
	Steps     []ApprovalStep     // in their order
}

// ApprovalNeed is how many persons must approve, and who counts.
type ApprovalNeed = risk.Need

// ApprovalMaker is one who had a part in making what is asked, and which.
type ApprovalMaker struct{ Person, Did string }

// ApprovalDecision is what one person decided.
type ApprovalDecision struct {
	Request  int64
	Number   int // 1, 2 ... within the request
	Digest   string
	Checker  string
	Roles    []string // which the checker had then
	Approved bool
	Reason   string
	Looked   string // how much of the digest the checker named, "" where none
	At       time.Time
	Expires  time.Time // zero: never
}

// ApprovalStep is one move of a request.
type ApprovalStep struct {
	Request int64
	Number  int // given by the store
	State   lifecycle.Approval
	Person  string
	Reason  string
	At      time.Time
}

// ApprovalTx is what approvals need.
type ApprovalTx interface {
	// AddApprovalRequest adds one that waits, with its needs and makers, and returns its number. At most one about
	// the same kind and subject can be open.
	AddApprovalRequest(r ApprovalRequest) (number int64, err error)
	ApprovalRequest(number int64) (r ApprovalRequest, found bool, err error)
	// ApprovalRequests returns all by number.
	ApprovalRequests() ([]ApprovalRequest, error)
	// ApprovalRequestsOf returns those about one subject by number.
	ApprovalRequestsOf(kind ApprovalKind, subject string) ([]ApprovalRequest, error)
	// AddApprovalDecision adds one to a request that is open; a person approves once, and no maker does.
	AddApprovalDecision(d ApprovalDecision) error
	// MoveApproval moves the request of the step, and keeps the step; the move is checked.
	MoveApproval(s ApprovalStep) error
	// PaidBefore returns the pay-outs of other cycles that left, with a value date from the given one on, by cycle and id.
	PaidBefore(cycle string, from calendar.Date) ([]PaidOut, error)
	// NeverPaid returns the ids of the pay-outs of a cycle into an account that no pay-out of another has gone to, sorted.
	NeverPaid(cycle string) ([]string, error)
	// Approvals returns the decisions on releases of a cycle in the order in which they were given.
	Approvals(cycle string) ([]Approval, error)
}
