package lifecycle

// Approval is the state of a request for approval.
type Approval string

// The states of a request. Granted means that enough persons have approved and nothing was done with it yet.
const (
	ApprovalWaiting Approval = "waiting"
	ApprovalGranted Approval = "granted"
	ApprovalUsed    Approval = "used"
	ApprovalRefused Approval = "refused"
	ApprovalVoided  Approval = "voided"
	ApprovalExpired Approval = "expired"
)

// Approvals is the table of moves of a request. What was granted may still be refused, be voided by a change
// of what was approved, or expire, until it is used; nothing follows its use.
var Approvals = newMachine("approval",
	[]Approval{ApprovalWaiting, ApprovalGranted, ApprovalUsed, ApprovalRefused, ApprovalVoided, ApprovalExpired},
	map[Approval][]Approval{
		ApprovalWaiting: {ApprovalGranted, ApprovalRefused, ApprovalVoided, ApprovalExpired},
		ApprovalGranted: {ApprovalUsed, ApprovalRefused, ApprovalVoided, ApprovalExpired},
	})

// Open tells whether a request can still be decided.
func (a Approval) Open() bool { return a == ApprovalWaiting || a == ApprovalGranted }
