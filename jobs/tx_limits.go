package jobs

// LimitTx is what the caps of settlement need.
type LimitTx interface {
	// AddLimitChoice notes the choice of a cycle; each cycle has one.
	AddLimitChoice(c LimitChoice) error
	LimitChoice(cycle string) (c LimitChoice, found bool, err error)
	// DeferralsOfWaiting returns the deferrals, of all cycles, of the obligations that no cycle has taken yet, by
	// obligation and cycle.
	DeferralsOfWaiting() ([]Deferral, error)
}
