package jobs

// ScreeningTx is what screening needs.
type ScreeningTx interface {
	// AddScreeningVersion adds a version with its files, and returns its number.
	AddScreeningVersion(v ScreeningVersion) (number int64, err error)
	// ScreeningVersions returns all with their files by number.
	ScreeningVersions() ([]ScreeningVersion, error)
	AddScreeningVisit(v ScreeningVisit) error
	// LastScreeningVisit returns the last visit to a place that brought or confirmed a version.
	LastScreeningVisit(place string) (v ScreeningVisit, found bool, err error)
	// ScreeningVisits returns those to the places of a list by number.
	ScreeningVisits(list string) ([]ScreeningVisit, error)
	// AddScreeningRun adds a run with its versions, subjects and what it found, and returns its number. The hits must be
	// there.
	AddScreeningRun(r ScreeningRun) (number int64, err error)
	// ScreeningRuns returns all by number.
	ScreeningRuns() ([]ScreeningRun, error)
	// ScreeningFound returns the hits that a run found by id.
	ScreeningFound(run int64) ([]ScreeningHit, error)
	// ScreeningSubjects returns when an instruction was screened, by run.
	ScreeningSubjects(instruction string) ([]ScreeningSubject, error)
	// AddScreeningHit adds one; the same id again is a no-op.
	AddScreeningHit(h ScreeningHit) error
	ScreeningHit(id string) (h ScreeningHit, found bool, err error)
	AddScreeningDecision(d ScreeningDecision) error
	// ScreeningDecisions returns all in the order in which they were added.
	ScreeningDecisions() ([]ScreeningDecision, error)
	// AddScreeningAcceptance adds one whose key has none yet.
	AddScreeningAcceptance(a ScreeningAcceptance) error
	// ScreeningAcceptances returns all by key.
	ScreeningAcceptances() ([]ScreeningAcceptance, error)
}
