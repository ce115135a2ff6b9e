package jobs

import (
	"context"
	"fmt"
)

// CheckResult is what one named invariant found.
type CheckResult struct {
	Name    string
	Holds   bool
	Counted int    // how many things were looked at
	Unit    string // what they are
	Detail  string // what does not hold and where; or a note
}

// invariant is one named check: it counts what it looked at and lists what does not hold.
type invariant struct {
	name, unit string
	run        func(Tx, *findings) error
}

// findings collects what a check saw.
type findings struct {
	counted int
	wrong   []string
}

func (f *findings) fail(format string, args ...any) {
	f.wrong = append(f.wrong, fmt.Sprintf(format, args...))
}

// wrongShownMax bounds how many findings of one check are put into words.
const wrongShownMax = 3

func (f *findings) detail() string {
	text := ""
	for n, w := range f.wrong {
		if n == wrongShownMax {
			return text + fmt.Sprintf("; and %d more", len(f.wrong)-n)
		}
		if n > 0 {
			text += "; "
		}
		text += w
	}
	return text
}

// Check runs every invariant on one consistent state, in a fixed order. It never stops at the first that
// does not hold; one that cannot be read, since the books were changed from outside, does not hold either.
func (s *Stages) Check(ctx context.Context) ([]CheckResult, error) {
	var results []CheckResult
	err := s.Store.View(ctx, func(tx Tx) error {
		b, err := walkBooks(tx)
		if err != nil {
			return fmt.Errorf("check the journal: %w", err)
		}
		for _, check := range s.invariants(b) {
			f := &findings{}
			if err := check.run(tx, f); err != nil {
				if ctx.Err() != nil {
					return fmt.Errorf("check %s: %w", check.name, err)
				}
				f.fail("it cannot be checked: %v", err)
			}
			results = append(results, CheckResult{Name: check.name, Holds: len(f.wrong) == 0, Counted: f.counted,
				Unit: check.unit, Detail: f.detail()})
		}
		return nil
	})
	return results, err
}

func (s *Stages) invariants(b *books) []invariant {
	return []invariant{
		{"every entry balances per currency", "entries", b.checkEntries},
		{"nets of each cycle sum to zero", "positions", checkNets},
		{"obligations sum to the netting entries", "obligations", b.checkObligations},
		{"every obligation is in one state", "obligations", checkOneState},
		{"what is settled is within the caps", "caps", s.checkLimits},
		{"every position has its one instruction", "instructions", checkInstructions},
		{"an aborted cycle has no money left anywhere", "aborted cycles", b.checkAborted},
		{"participants are owed what is not on its way", "balances", b.checkParticipants},
		{"nostro equals the last proven statement", "nostro accounts", b.checkNostro},
		{"transit equals the list of what is on its way", "instructions", b.checkTransit},
		{"suspense equals what nobody has explained", "bookings", b.checkSuspense},
		{"the risk reserve is what its movements make it", "movements", b.checkReserve},
		{"fx position equals the conversions", "conversions", b.checkFX},
		{"every change in value is explained", "business days", s.checkExplained},
		{"revaluations follow the fixings, for a day", "revaluations", s.checkRevaluations(b)},
		{"conversions follow from their rates", "conversions", s.checkConversions},
		{"cover deals are as dealt, confirmed and booked", "deals", b.checkDeals},
		{"spread, slippage and residual are the gain", "cycles", b.checkGains(s)},
		{"settled means booked on a proven statement", "instructions", b.checkSettled},
		{"proven statements add up and follow on", "statements", checkStatements},
		{"every booking is matched to the last part", "bookings", b.checkBookings},
		{"breaks were ended by evidence or an entry", "breaks", checkBreaks},
		{"what was given up of breaks was for two to decide", "decisions", checkBreakDecisions},
		{"recalls left by another's word, and ended as they say", "recalls", checkRecalls},
		{"safeguarding records are as kept, and add up", "records", checkSafeguarding},
		{"files out fit their instructions and attempts", "files", checkFilesOut},
		{"pay-outs were screened before they were written", "pay-outs", s.checkScreened},
		{"what left was approved by a second person", "releases", checkReleases},
		{"files left only once their bytes were approved", "files", checkSentApproved},
		{"approvals stand as others decided them", "requests", checkApprovals},
		{"the log covers every entry, unchanged", "entries", b.checkLog},
		{"balances are the sums of their postings", "postings", b.checkBalances},
		{"files sent and received are whole", "files", s.checkFiles},
		{"what was imported is as its files say", "records", s.checkImports},
		{"rates are as their files say", "rates", s.checkRates},
		{"rates of a fixing do not contradict each other", "loops", s.checkCoherent},
		{"what is unusual about rates was decided by two", "decisions", checkRateDecisions},
		{"no record names one that is not there", "kinds of reference", checkOrphans},
	}
}
