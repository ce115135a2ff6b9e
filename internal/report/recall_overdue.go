package report

import (
	"strconv"

	"nostro/jobs"
)

// OverdueRecall is a recall of which what was due of the bank has not come.
type OverdueRecall struct {
	ID            int64  `json:"id"`
	Correspondent string `json:"correspondent"`
	Participant   string `json:"participant"`
	Amount        Amount `json:"amount"`
	State         string `json:"state"`
	Due           string `json:"due"`
	Next          string `json:"next"`
}

// OverdueRecallsOf shows those of the open ones that are overdue.
func OverdueRecallsOf(overdue []jobs.RecallView) []OverdueRecall {
	var rows []OverdueRecall
	for _, v := range overdue {
		rows = append(rows, OverdueRecall{v.ID, v.Correspondent, v.Payment.Participant, Amount{v.Payment.Amount}, string(v.State()), v.Due.String(),
			v.Next})
	}
	return rows
}

func recallTroubles(pic Picture) (list []trouble) {
	for _, r := range pic.RecallsOverdue {
		list = append(list, trouble{"recall " + strconv.FormatInt(r.ID, 10) + " of " + people(r.Amount) + " to " + r.Participant + " at " + r.Correspondent +
			" is " + r.State + ", and overdue since " + r.Due, "", r.Next + " (docs/runbooks/recall-unanswered.md)"})
	}
	return list
}
