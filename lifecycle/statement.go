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
