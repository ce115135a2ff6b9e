package jobs

import (
	"nostro/calendar"
	"nostro/lifecycle"
	"nostro/money"
)

// CycleFilter tells which cycles are meant; a zero field means all.
type CycleFilter struct {
	States    []lifecycle.Cycle
	ValueDate calendar.Date
	Most      int // the latest so many, 0: all
}

// CycleCounts is how much a cycle has, without what it is.
type CycleCounts struct {
	Obligations int            // that it took, or gave back when it was aborted
	Payments    map[string]int // pay-outs and expected pay-ins by state
	Files       map[string]int // by state
	BreaksOpen  int
}

// CycleObligations are those of a cycle in one currency, and the net positions that they became.
type CycleObligations struct {
	Gross     money.Amount // > 0
	Count     int
	Positions int          // 0 until netted
	Net       money.Amount // what net receivers get before conversion; zero until netted
}

// CyclePayments are the payments of a cycle that go one way in one currency and are in one state.
type CyclePayments struct {
	Direction   Direction
	State       lifecycle.Instruction
	Count       int
	Sum, Booked money.Amount // >= 0; by the bank so far
}

// CycleFiles are the files of a release to one correspondent that are in one state.
type CycleFiles struct {
	Release             int
	Correspondent       string
	State               lifecycle.FileOut
	Count, Transactions int
}

// CycleViewTx reads cycles in sums, each from an index of what is of the cycle: nothing else is read.
type CycleViewTx interface {
	// CyclesOf returns those that fit the filter, the latest value date first, and of one date the last opened first.
	CyclesOf(f CycleFilter) ([]Cycle, error)
	// CycleCounts counts what a cycle has.
	CycleCounts(cycle string) (CycleCounts, error)
	// CycleObligations returns the sums of a cycle by currency; of one that was aborted, of what it gave back.
	CycleObligations(cycle string) ([]CycleObligations, error)
	// CyclePayments returns the sums of a cycle by direction, currency and state.
	CyclePayments(cycle string) ([]CyclePayments, error)
	// CycleFiles returns the sums of a cycle by release, correspondent and state.
	CycleFiles(cycle string) ([]CycleFiles, error)
	// StoppedPayments returns at most so many payments of a cycle that do not go on by themselves, by id: held, refused,
	// unknown, planned with a note that says why, and rejected or returned and not paid anew.
	StoppedPayments(cycle string, most int) ([]Instruction, error)
	// CountTakeable counts the accepted obligations that no cycle has and whose value date is not after the given one.
	CountTakeable(valueDate calendar.Date) (int, error)
}
