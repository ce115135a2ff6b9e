package report

import (
	"fmt"

	"nostro/formats/codeset"
	"nostro/jobs"
	"nostro/lifecycle"
)

// Recall is a payment that was asked back: by whom, who let it go, what the bank said, and how it ended.
type Recall struct {
	ID            int64            `json:"id"`
	Instruction   string           `json:"instruction"`
	Participant   string           `json:"participant"`
	Correspondent string           `json:"correspondent"`
	Amount        Amount           `json:"amount"`
	State         string           `json:"state"`
	Reason        string           `json:"reason"`
	Meaning       string           `json:"meaning"` // of the reason
	Note          string           `json:"note,omitempty"`
	Case          string           `json:"case"`
	MsgID         string           `json:"msg_id"`
	File          string           `json:"file"`
	SHA256        string           `json:"sha256"`
	AskedBy       string           `json:"asked_by"`
	Asked         Instant          `json:"asked"`
	Approvals     []RecallApproval `json:"approvals"` // of other persons, and refusals
	Steps         []RecallStep     `json:"steps"`
	Answers       []RecallAnswer   `json:"answers"` // camt.029
}

// RecallApproval is what another person decided about a recall.
type RecallApproval struct {
	Request  int64   `json:"request"`
	Checker  string  `json:"checker"`
	Approved bool    `json:"approved"`
	Reason   string  `json:"reason"`
	At       Instant `json:"at"`
}

// RecallStep is one step in the history of a recall.
type RecallStep struct {
	State string  `json:"state"`
	At    Instant `json:"at"`
	Why   string  `json:"why"`
}

// RecallAnswer is what the bank answered.
type RecallAnswer struct {
	FileIn  int64  `json:"file_in"`
	File    string `json:"file"`
	Place   string `json:"place"`
	Code    string `json:"code"`
	Meaning string `json:"meaning"`
	Reason  string `json:"reason"`
}

// words say what was answered, and why where the bank says it.
func (a RecallAnswer) words() string {
	if a.Reason == "" {
		return a.Meaning
	}
	return a.Meaning + ": " + a.Reason
}

// Open tells whether the recall still waits for somebody.
func (r Recall) Open() bool { return lifecycle.Recall(r.State).Open() }

func (g *gatherer) recall(r jobs.Recall) Recall {
	row := Recall{ID: r.ID, Instruction: r.Instruction, Correspondent: r.Correspondent, State: string(r.State()), Reason: r.Reason,
		Meaning: codeset.CancellationReasons.Say(r.Reason, false), Note: r.Note, Case: r.CaseID, MsgID: r.MsgID, File: r.File, SHA256: r.SHA256,
		AskedBy: r.AskedBy, Asked: g.at(r.AskedAt), Approvals: []RecallApproval{}, Answers: []RecallAnswer{},
		Steps: mapped(r.Steps, func(s jobs.RecallStep) RecallStep { return RecallStep{string(s.State), g.at(s.At), s.Why} })}
	for _, i := range g.instructions {
		if i.ID == r.Instruction {
			row.Participant, row.Amount = i.Participant, Amount{i.Amount}
		}
	}
	for _, request := range g.recallRequests[r.ID] {
		for _, d := range request.Decisions {
			row.Approvals = append(row.Approvals, RecallApproval{request.Number, d.Checker, d.Approved, d.Reason, g.at(d.At)})
		}
	}
	for _, a := range g.recallAnswers {
		if a.Recall == r.ID {
			row.Answers = append(row.Answers, RecallAnswer{a.FileIn, g.files[a.FileIn].Name, a.Place, a.Code,
				codeset.CancellationStatuses.Say(a.Code, false), a.Reason})
		}
	}
	return row
}

// loadRecalls reads the recalls, who let them go, and what the banks answered.
func (r *records) loadRecalls(tx jobs.Tx) (err error) {
	if r.recalls, err = tx.Recalls(); err != nil {
		return err
	}
	r.recallRequests = map[int64][]jobs.ApprovalRequest{}
	for _, one := range r.recalls {
		if r.recallRequests[one.ID], err = tx.ApprovalRequestsOf(jobs.ApproveRecall, fmt.Sprintf("recall:%d", one.ID)); err != nil {
			return err
		}
	}
	r.recallAnswers, err = tx.RecallAnswers()
	return err
}

// recallsOf are the instructions of the recalls that are wanted.
func (r *records) recallsOf(wanted func(jobs.Recall) bool) map[string]bool {
	ids := map[string]bool{}
	for _, one := range r.recalls {
		if wanted(one) {
			ids[one.Instruction] = true
		}
	}
	return ids
}
