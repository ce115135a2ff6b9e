package report

import (
	"cmp"
	"slices"
	"time"

	"nostro/jobs"
	"nostro/lifecycle"
)

// ofPayments leaves payments, files and releases as they were.
func (t then) ofPayments() (err error) {
	t.instructions = knew(t.instructions, func(i jobs.Instruction) (jobs.Instruction, bool) {
		was, there, e := t.past.Instruction(i)
		if e != nil && err == nil {
			err = e
		}
		return was, there
	})
	if err != nil {
		return err
	}
	t.releases = nil
	for _, c := range t.cycles {
		all, err := t.tx.Releases(c.ID)
		if err != nil {
			return err
		}
		all = since(t, all, func(r jobs.Release) time.Time { return r.WrittenAt })
		if len(all) > 0 {
			t.releases = append(t.releases, all[len(all)-1])
		}
	}
	t.reissues = knew(t.reissues, t.past.Reissue)
	t.approvals = since(t, t.approvals, func(a jobs.Approval) time.Time { return a.At })
	t.filesOut = knew(t.filesOut, t.past.FileOut)
	t.attempts = knew(t.attempts, t.past.Attempt)
	t.filesIn = knew(t.filesIn, t.past.FileIn)
	t.ofRecalls()
	return nil
}

func (t then) ofRecalls() {
	t.recalls = since(t, t.recalls, func(r jobs.Recall) time.Time { return r.AskedAt })
	for n := range t.recalls {
		t.recalls[n].Steps = since(t, slices.Clone(t.recalls[n].Steps), func(s jobs.RecallStep) time.Time { return s.At })
	}
	for _, requests := range t.recallRequests {
		for n := range requests {
			requests[n].Decisions = since(t, slices.Clone(requests[n].Decisions), func(d jobs.ApprovalDecision) time.Time { return d.At })
		}
	}
	t.recallAnswers = knew(t.recallAnswers, func(a jobs.RecallAnswer) (jobs.RecallAnswer, bool) {
		if !t.past.Taken(a.FileIn) {
			a.Recall = 0
		}
		return a, t.past.Read(a.FileIn)
	})
}

// ofStatements leaves what banks had said, and what was made of it.
func (t then) ofStatements() error {
	t.statuses = knew(t.statuses, func(s jobs.BankStatus) (jobs.BankStatus, bool) {
		if !t.past.Taken(s.FileIn) {
			s.Instruction = ""
		}
		return s, t.past.Read(s.FileIn)
	})
	t.returns = knew(t.returns, func(r jobs.BankReturn) (jobs.BankReturn, bool) {
		if !t.past.Taken(r.FileIn) {
			r.Instruction = ""
		}
		return r, t.past.Read(r.FileIn)
	})
	superseded, err := t.tx.SupersededStatements()
	if err != nil {
		return err
	}
	t.statements = knew(append(t.statements, superseded...), t.past.Statement)
	slices.SortStableFunc(t.statements, func(a, b jobs.Statement) int {
		return cmp.Or(cmp.Compare(a.Correspondent, b.Correspondent), cmp.Compare(a.Currency.Code(), b.Currency.Code()),
			a.ClosingDate.Compare(b.ClosingDate), cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.ID, b.ID))
	})
	counts := map[int64]bool{}
	for _, s := range t.statements {
		counts[s.ID] = s.State == lifecycle.StatementProven // what a correction keeps is matched on it before it counts
	}
	t.proven = lastProven(t.statements)
	if t.matches, err = t.past.Matches(); err != nil {
		return err
	}
	t.matches = keep(t.matches, func(m jobs.Match) bool { return counts[m.Statement] && t.past.Match(m) })
	t.breaks = knew(t.breaks, t.past.Break)
	for id, steps := range t.breakSteps {
		t.breakSteps[id] = since(t, steps, func(s jobs.BreakStep) time.Time { return s.At })
	}
	return nil
}
