package lifecycle

// Statement is the state of a bank statement.
type Statement string

// The states of a statement. Only a proven one moves money.
const (
	StatementRead     Statement = "read"
	StatementProven   Statement = "proven"
	StatementDisputed Statement = "disputed"
)

// Statements is the table of moves of a statement.
var Statements = newMachine("statement",
	[]Statement{StatementRead, StatementProven, StatementDisputed},
	map[Statement][]Statement{
		StatementRead:     {StatementProven, StatementDisputed},
		StatementDisputed: {StatementProven},
	})

// Break is the state of a break.
type Break string

// The states of a break.
const (
	BreakOpen     Break = "open"
	BreakResolved Break = "resolved"
)

// Breaks is the table of moves of a break. What ended one can be undone.
var Breaks = newMachine("break",
	[]Break{BreakOpen, BreakResolved},
	map[Break][]Break{BreakOpen: {BreakResolved}, BreakResolved: {BreakOpen}})

// Advice is the state of a booking that a bank told apart from its statement (camt.054).
type Advice string

// The states of an advice. It never books: the statement does.
const (
	AdviceWaiting     Advice = "waiting" // no booking is known to be the one that it is about
	AdviceTaken       Advice = "taken"
	AdviceContradicts Advice = "contradicts" // it says something else than the statement
)

// Advices is the table of moves of an advice.
var Advices = newMachine("advice",
	[]Advice{AdviceWaiting, AdviceTaken, AdviceContradicts},
	map[Advice][]Advice{AdviceWaiting: {AdviceTaken, AdviceContradicts}, AdviceContradicts: {AdviceTaken}})
