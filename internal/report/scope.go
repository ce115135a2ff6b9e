package report

import (
	"slices"
	"strings"
	"time"

	"nostro/intake"
	"nostro/jobs"
	"nostro/ledger"
	"nostro/lifecycle"
)

// narrow leaves only what belongs to the one cycle that was asked for. Banks and books know no cycles, so
// what belongs is told by what it touches:
//   - a statement that closes on the value date, or on which the cycle's instructions were found;
//   - a break of the cycle, or one of no cycle that is open or lies on such a statement;
//   - the files of such statements and of answers about the cycle's instructions, and all in quarantine;
//   - an entry of the journal whose key names the cycle or one of its instructions, or which such a statement
//     made or opened, and what reverses it.
func (r *records) narrow() {
	cycle := r.cycles[0]
	ours := map[string]bool{cycle.ID: true}
	for _, i := range r.instructions {
		ours[i.ID] = true
	}
	statements := r.touched(cycle, ours)
	r.recalls = keep(r.recalls, func(c jobs.Recall) bool { return ours[c.Instruction] })
	r.breaks = keep(r.breaks, func(b jobs.Break) bool {
		return b.Cycle == cycle.ID || b.Cycle == "" && (b.State == lifecycle.BreakOpen || statements[b.Statement])
	})
	for _, b := range r.breaks {
		statements[b.Statement] = true
	}
	r.statements = keep(r.statements, func(s jobs.Statement) bool { return statements[s.ID] })
	r.matches = keep(r.matches, func(m jobs.Match) bool { return statements[m.Statement] })
	r.narrowFiles(ours)
	r.narrowJournal(ours)
	r.narrowInputs(cycle)
	r.narrowRuns(cycle)
}

// withoutAborted leaves out of a report of the house what cycles came to that were aborted: the cycles after them net the
// same obligations.
func (r *records) withoutAborted() {
	aborted := map[string]bool{}
	for _, c := range r.all {
		aborted[c.ID] = c.State == lifecycle.CycleAborted
	}
	r.positions = keep(r.positions, func(p jobs.Position) bool { return !aborted[p.Cycle] })
	r.conversions = keep(r.conversions, func(c jobs.Conversion) bool { return !aborted[c.Cycle] })
}

func keep[T any](list []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(list, func(item T) bool { return !wanted(item) })
}

func (r *records) touched(cycle jobs.Cycle, ours map[string]bool) map[int64]bool {
	statements := map[int64]bool{}
	for _, s := range r.statements {
		if s.ClosingDate == cycle.ValueDate {
			statements[s.ID] = true
		}
	}
	for _, m := range r.matches {
		if ours[m.Instruction] {
			statements[m.Statement] = true
		}
	}
	return statements
}

func (r *records) narrowFiles(ours map[string]bool) {
	r.statuses = keep(r.statuses, func(s jobs.BankStatus) bool { return ours[s.Instruction] })
	r.returns = keep(r.returns, func(b jobs.BankReturn) bool { return ours[b.Instruction] })
	files := map[int64]bool{}
	for _, a := range r.recallAnswers {
		if slices.ContainsFunc(r.recalls, func(c jobs.Recall) bool { return c.ID == a.Recall }) {
			files[a.FileIn] = true
		}
	}
	for _, s := range r.statements {
		files[s.FileIn] = true
	}
	for _, s := range r.statuses {
		files[s.FileIn] = true
	}
	for _, b := range r.returns {
		files[b.FileIn] = true
	}
	r.filesIn = keep(r.filesIn, func(f jobs.FileIn) bool {
		return files[f.ID] || f.State != lifecycle.FileInRead
	})
	sent := map[string]bool{}
	for _, f := range r.filesOut {
		sent[f.Name] = true
	}
	r.attempts = keep(r.attempts, func(a jobs.Attempt) bool { return sent[a.File] })
}

func (r *records) narrowJournal(ours map[string]bool) {
	opened := map[string]bool{}
	for _, s := range r.statements {
		opened[ledger.OpeningKey(s.Correspondent, s.Currency)] = true
	}
	taken := map[string]bool{}
	for _, m := range r.matches {
		taken[m.Journal] = m.Journal != ""
	}
	r.journal = keep(r.journal, func(p posted) bool {
		e := p.entry
		taken[e.Key] = taken[e.Key] || taken[e.Reverses] || opened[e.Key] || names(e.Key, ours)
		return taken[e.Key]
	})
}

// names tells whether a part of the key of a journal entry is one of the ids.
func names(key string, ids map[string]bool) bool {
	return slices.ContainsFunc(strings.Split(key, ":"), func(part string) bool { return ids[part] })
}

// narrowInputs keeps the files that gave the cycle its obligations and rates, those of its window, and the
// standing data that is no obligation and no rate; of the refusals, those of the kept files.
func (r *records) narrowInputs(cycle jobs.Cycle) {
	used := map[string]bool{}
	for _, o := range r.obligations {
		used[o.Source.SHA256] = true
	}
	for _, c := range r.conversions {
		used[c.RawSHA256] = true
	}
	all := slices.Clone(r.inputs)
	r.inputs = keep(r.inputs, func(f jobs.InputFile) bool {
		standing := f.Kind != "obligations" && f.Kind != "rates"
		window := !f.TakenAt.Before(cycle.OpenedAt) && (cycle.ClosedAt.IsZero() || !f.TakenAt.After(cycle.ClosedAt))
		return used[f.SHA256] || standing || window
	})
	dropped := map[string]bool{}
	for _, f := range all {
		dropped[f.Name] = true
	}
	for _, f := range r.inputs {
		delete(dropped, f.Name)
	}
	// A refusal knows its file by name only; where in doubt it is shown.
	r.refusals = keep(r.refusals, func(f intake.Refusal) bool { return !dropped[f.File] })
}

// narrowRuns keeps the runs for the cycle, and those for all cycles until the last thing that happened to
// this one.
func (r *records) narrowRuns(cycle jobs.Cycle) {
	var last time.Time
	for _, f := range r.filesIn {
		last = later(last, f.FetchedAt)
	}
	for _, s := range r.statements {
		last = later(last, s.ProvenAt)
	}
	for _, f := range r.filesOut {
		last = later(last, f.SentAt)
	}
	r.runs = keep(r.runs, func(run jobs.Run) bool {
		during := !run.StartedAt.Before(cycle.OpenedAt) && !run.StartedAt.After(last)
		return run.Cycle == cycle.ID || run.Cycle == "" && during
	})
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
