package store

import (
	"fmt"

	"nostro/calendar"
	"nostro/jobs"
	"nostro/lifecycle"
)

const (
	requestColumns     = "kind, subject, digest, what, content, maker, requested_at, state"
	selectRequest      = "SELECT number, " + requestColumns + " FROM approval_request WHERE number = ?1"
	selectRequests     = "SELECT number, " + requestColumns + " FROM approval_request ORDER BY number"
	selectRequestsOf   = "SELECT number, " + requestColumns + " FROM approval_request WHERE kind = ?1 AND subject = ?2 ORDER BY number"
	selectRequestState = "SELECT state FROM approval_request WHERE number = ?1"
	moveRequest        = "UPDATE approval_request SET state = ?2 WHERE number = ?1"

	needColumns = "request, number, persons, people, roles, why"
	selectNeeds = "SELECT persons, people, roles, why FROM approval_need WHERE request = ?1 ORDER BY number"

	approvalMakerColumns = "request, person, did"
	selectApprovalMakers = "SELECT person, did FROM approval_maker WHERE request = ?1 ORDER BY person"

	votesColumns = "request, number, digest, checker, roles, approved, reason, looked, decided_at, expires_at"
	selectVotes  = "SELECT " + votesColumns + " FROM approval_decision WHERE request = ?1 ORDER BY number"

	approvalStepColumns = "request, number, state, person, reason, at"
	selectApprovalSteps = "SELECT " + approvalStepColumns + " FROM approval_step WHERE request = ?1 ORDER BY number"

	selectApprovals = "SELECT q.subject, d.digest, q.maker, d.checker, d.reason, d.approved, d.decided_at FROM approval_request AS q " +
		"JOIN approval_decision AS d ON d.request = q.number WHERE q.kind = 'release' AND q.subject = ?1 ORDER BY q.number, d.number"
)

var (
	insertRequest      = insertInto("approval_request", requestColumns)
	insertNeed         = insertInto("approval_need", needColumns)
	insertMaker        = insertInto("approval_maker", approvalMakerColumns)
	insertVote         = insertInto("approval_decision", votesColumns)
	insertApprovalStep = insertInto("approval_step", approvalStepColumns)
)

func requestName(number int64) string { return fmt.Sprintf("approval %d", number) }

func (t *tx) AddApprovalRequest(r jobs.ApprovalRequest) (int64, error) {
	what := "approval of " + string(r.Kind) + " " + r.Subject
	number, err := t.add(what, insertRequest, string(r.Kind), r.Subject, r.Digest, r.What, r.Content, r.Maker, instant(r.At),
		string(lifecycle.ApprovalWaiting))
	if err != nil {
		return 0, err
	}
	for n, need := range r.Needs {
		if err := t.exec(what, insertNeed, number, n+1, need.Persons, texts(need.People), texts(need.Roles), need.Why); err != nil {
			return 0, err
		}
	}
	for _, m := range r.Makers {
		if err := t.exec(what, insertMaker, number, m.Person, m.Did); err != nil {
			return 0, err
		}
	}
	return number, t.addStep(jobs.ApprovalStep{Request: number, State: lifecycle.ApprovalWaiting, Person: r.Maker, At: r.At})
}

func intoRequest(r *jobs.ApprovalRequest) []any {
	return []any{&r.Number, &r.Kind, &r.Subject, &r.Digest, &r.What, &r.Content, &r.Maker, instantCell(&r.At),
		state(lifecycle.Approvals, &r.State)}
}

func (t *tx) ApprovalRequest(number int64) (jobs.ApprovalRequest, bool, error) {
	all, err := t.requests(selectRequest, number)
	if err != nil || len(all) == 0 {
		return jobs.ApprovalRequest{}, false, err
	}
	return all[0], true, nil
}

func (t *tx) ApprovalRequests() ([]jobs.ApprovalRequest, error) { return t.requests(selectRequests) }

func (t *tx) ApprovalRequestsOf(kind jobs.ApprovalKind, subject string) ([]jobs.ApprovalRequest, error) {
	return t.requests(selectRequestsOf, string(kind), subject)
}

// requests completes what a query finds with needs, makers, decisions and steps.
func (t *tx) requests(query string, args ...any) ([]jobs.ApprovalRequest, error) {
	all, err := list(t, "approvals", intoRequest, query, args...)
	if err != nil {
		return nil, err
	}
	for n := range all {
		if err := t.complete(&all[n]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (t *tx) complete(r *jobs.ApprovalRequest) (err error) {
	what := requestName(r.Number)
	if r.Needs, err = list(t, what, func(n *jobs.ApprovalNeed) []any {
		return []any{&n.Persons, listCell(&n.People), listCell(&n.Roles), &n.Why}
	}, selectNeeds, r.Number); err != nil {
		return err
	}
	if r.Makers, err = list(t, what, func(m *jobs.ApprovalMaker) []any { return []any{&m.Person, &m.Did} }, selectApprovalMakers,
		r.Number); err != nil {
		return err
	}
	if r.Decisions, err = list(t, what, func(d *jobs.ApprovalDecision) []any {
		return []any{&d.Request, &d.Number, &d.Digest, &d.Checker, listCell(&d.Roles), &d.Approved, &d.Reason, &d.Looked,
			instantCell(&d.At), instantCell(&d.Expires)}
	}, selectVotes, r.Number); err != nil {
		return err
	}
	r.Steps, err = list(t, what, func(s *jobs.ApprovalStep) []any {
		return []any{&s.Request, &s.Number, state(lifecycle.Approvals, &s.State), &s.Person, &s.Reason, instantCell(&s.At)}
	}, selectApprovalSteps, r.Number)
	return err
}

func (t *tx) AddApprovalDecision(d jobs.ApprovalDecision) error {
	return t.exec("decision on "+requestName(d.Request), insertVote, d.Request, d.Number, d.Digest, d.Checker, texts(d.Roles),
		d.Approved, d.Reason, d.Looked, instant(d.At), instant(d.Expires))
}

func (t *tx) MoveApproval(s jobs.ApprovalStep) error {
	what := requestName(s.Request)
	if err := checkMove(t, lifecycle.Approvals, what, s.State, selectRequestState, s.Request); err != nil {
		return err
	}
	if err := t.execOne(what, moveRequest, s.Request, string(s.State)); err != nil {
		return err
	}
	return t.addStep(s)
}

// addStep adds a step after the last one.
func (t *tx) addStep(s jobs.ApprovalStep) error {
	what := requestName(s.Request)
	steps, err := list(t, what, func(n *int) []any { return []any{n} }, "SELECT number FROM approval_step WHERE request = ?1", s.Request)
	if err != nil {
		return err
	}
	return t.exec(what, insertApprovalStep, s.Request, len(steps)+1, string(s.State), s.Person, s.Reason, instant(s.At))
}

func (t *tx) Approvals(cycle string) ([]jobs.Approval, error) {
	return list(t, "approvals of cycle "+cycle, func(a *jobs.Approval) []any {
		return []any{&a.Cycle, &a.Digest, &a.Maker, &a.Checker, &a.Reason, &a.Approved, instantCell(&a.At)}
	}, selectApprovals, cycle)
}

// selectImporters finds the files of a cycle, of its participants, and of the accounts into which it pays.
const selectImporters = `SELECT DISTINCT f.taken_by, 'imported ' || f.name FROM input_file AS f WHERE f.taken_by <> '' AND f.sha256 IN (
  SELECT o.source_sha256 FROM taking AS t CROSS JOIN obligation AS o ON o.seq BETWEEN t.first_seq AND t.last_seq WHERE t.cycle = ?1
  UNION SELECT a.source_sha256 FROM instruction AS i JOIN participant_account AS a ON a.participant = i.participant AND a.currency = i.currency
         WHERE i.cycle = ?1
  UNION SELECT p.source_sha256 FROM instruction AS i JOIN participant AS p ON p.id = i.participant WHERE i.cycle = ?1)
 ORDER BY 1, 2`

func (t *tx) ImportersOf(cycle string) ([]jobs.ApprovalMaker, error) {
	return list(t, "importers of cycle "+cycle, func(m *jobs.ApprovalMaker) []any { return []any{&m.Person, &m.Did} }, selectImporters, cycle)
}

const (
	// left are the states of an instruction that may have reached its bank.
	left = "('sending', 'unknown', 'sent', 'accepted', 'settled', 'rejected', 'returned')"

	// paidInto is the account into which instruction i pays: the one of today, or the one before the first amendment since
	// the file that i is in was written.
	paidInto = "coalesce((SELECT json_extract(m.was, '$.number') FROM file_out AS f JOIN release AS r ON r.cycle = f.cycle AND r.number = f.release " +
		"JOIN amendment AS m ON m.participant = i.participant AND m.currency = i.currency AND m.amended_at >= r.written_at " +
		"WHERE f.name = i.file ORDER BY m.number LIMIT 1), a.number)"

	selectPaidBefore = "SELECT i.cycle, i.participant, i.currency, i.minor, i.id, " + paidInto + ", i.value_date FROM cycle AS c JOIN instruction AS i " +
		"ON i.cycle = c.id LEFT JOIN participant_account AS a ON a.participant = i.participant AND a.currency = i.currency WHERE c.id <> ?1 AND c.value_date >= ?2 AND i.direction = 'out' AND i.state IN " + left + " ORDER BY i.value_date, i.cycle, i.id"

	selectNeverPaid = "SELECT n.id FROM instruction AS n JOIN participant_account AS b ON b.participant = n.participant AND " +
		"b.currency = n.currency WHERE n.cycle = ?1 AND n.direction = 'out' AND b.number NOT IN (SELECT " + paidInto + " FROM instruction AS i " +
		"JOIN participant_account AS a ON a.participant = i.participant AND a.currency = i.currency WHERE " +
		"i.cycle <> ?1 AND i.direction = 'out' AND i.state IN " + left + ") ORDER BY n.id"
)

func (t *tx) PaidBefore(cycle string, from calendar.Date) ([]jobs.PaidOut, error) {
	return list(t, "what was paid before cycle "+cycle, func(p *jobs.PaidOut) []any {
		return flat(&p.Cycle, &p.Participant, amountCells(&p.Amount), &p.ID, refCell(&p.Account), dateCell(&p.Day))
	}, selectPaidBefore, cycle, from.String())
}

func (t *tx) NeverPaid(cycle string) ([]string, error) {
	return list(t, "accounts never paid before cycle "+cycle, func(id *string) []any { return []any{id} }, selectNeverPaid, cycle)
}
