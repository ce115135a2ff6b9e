package store

import "nostro/jobs"

const (
	choiceColumns = "cycle, place, sha256, decided_at"
	selectChoice  = "SELECT " + choiceColumns + " FROM limit_choice WHERE cycle = ?1"

	selectWaitingDeferrals = "SELECT deferral.cycle, deferral.obligation, deferral.reason FROM deferral " +
		"JOIN obligation_now AS o ON o.id = deferral.obligation " +
		"WHERE o.cycle IS NULL AND o.state = 'accepted' ORDER BY deferral.obligation, deferral.cycle"
)

var insertChoice = insertInto("limit_choice", choiceColumns)

func (t *tx) AddLimitChoice(c jobs.LimitChoice) error {
	return t.exec("choice of cycle "+c.Cycle, insertChoice, c.Cycle, c.Place, c.SHA256, instant(c.DecidedAt))
}

func (t *tx) LimitChoice(cycle string) (jobs.LimitChoice, bool, error) {
	return one(t, "choice of cycle "+cycle, func(c *jobs.LimitChoice) []any {
		return []any{&c.Cycle, &c.Place, &c.SHA256, instantCell(&c.DecidedAt)}
	}, selectChoice, cycle)
}

func (t *tx) DeferralsOfWaiting() ([]jobs.Deferral, error) {
	return list(t, "deferrals of what waits", func(d *jobs.Deferral) []any {
		return []any{&d.Cycle, &d.Obligation, &d.Reason}
	}, selectWaitingDeferrals)
}
