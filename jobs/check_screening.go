package jobs

import (
	"slices"
	"time"

	"nostro/lifecycle"
)

// checkScreened looks whether every pay-out that was written since the house took its first list was screened before,
// against a version of every list that counted then, and whether no hit stood against it that a second person had not
// cleared; and whether a pay-out that screening refused is in no file.
func (s *Stages) checkScreened(tx Tx, f *findings) error {
	if !s.Settings.Screening.On() {
		return nil
	}
	w := screeningWitness{tx: tx, runs: map[int64]ScreeningRun{}, hits: map[int64][]ScreeningHit{}}
	if err := w.read(); err != nil {
		return err
	}
	cycles, err := tx.Cycles()
	if err != nil {
		return err
	}
	for _, c := range cycles {
		releases, err := tx.Releases(c.ID)
		if err != nil {
			return err
		}
		files, err := tx.FilesOut(c.ID)
		if err != nil {
			return err
		}
		written := map[string]time.Time{}
		for _, file := range files {
			for _, r := range releases {
				if r.Number == file.Release {
					written[file.Name] = r.WrittenAt
				}
			}
		}
		instructions, err := tx.InstructionsOf(c.ID)
		if err != nil {
			return err
		}
		for _, i := range instructions {
			if err := w.check(f, i, written[i.File]); err != nil {
				return err
			}
		}
	}
	return nil
}

// screeningWitness is what was screened, when, and what was said of it.
type screeningWitness struct {
	tx        Tx
	first     time.Time // from when on there was a list
	runs      map[int64]ScreeningRun
	hits      map[int64][]ScreeningHit
	decisions []ScreeningDecision
	versions  []ScreeningVersion
}

func (w *screeningWitness) read() (err error) {
	if w.versions, err = w.tx.ScreeningVersions(); err != nil {
		return err
	}
	if len(w.versions) > 0 {
		w.first = w.versions[0].TakenAt
	}
	runs, err := w.tx.ScreeningRuns()
	if err != nil {
		return err
	}
	for _, r := range runs {
		w.runs[r.Number] = r
	}
	w.decisions, err = w.tx.ScreeningDecisions()
	return err
}

func (w *screeningWitness) check(f *findings, i Instruction, written time.Time) error {
	if i.Direction != PayOut {
		return nil
	}
	if i.State == lifecycle.InstructionRefused || i.State == lifecycle.InstructionHeld {
		f.counted++
		if i.File != "" || i.IntentOpen {
			f.fail("pay-out %s to %s is %s, and is in a file or on its way all the same", i.ID, i.Participant, i.State)
		}
		return nil
	}
	if i.File == "" || len(w.versions) == 0 || written.Before(w.first) {
		return nil
	}
	f.counted++
	run, found, err := w.lastBefore(i, written)
	if err != nil {
		return err
	}
	if !found {
		f.fail("pay-out %s to %s was written at %s, and was not screened before", i.ID, i.Participant, written.UTC().Format("2006-01-02 15:04"))
		return nil
	}
	if len(run.Versions) == 0 {
		f.fail("pay-out %s to %s was screened against no list", i.ID, i.Participant)
	}
	return w.checkCleared(f, i, run, written)
}

// lastBefore returns the last screening of a pay-out that was not after it was written.
func (w *screeningWitness) lastBefore(i Instruction, written time.Time) (last ScreeningRun, found bool, err error) {
	subjects, err := w.tx.ScreeningSubjects(i.ID)
	for _, s := range subjects {
		if run := w.runs[s.Run]; !run.At.After(written) {
			last, found = run, true
		}
	}
	return last, found, err
}

func (w *screeningWitness) checkCleared(f *findings, i Instruction, run ScreeningRun, written time.Time) error {
	hits, known := w.hits[run.Number]
	if !known {
		var err error
		if hits, err = w.tx.ScreeningFound(run.Number); err != nil {
			return err
		}
		w.hits[run.Number] = hits
	}
	for _, h := range hits {
		after := h.FoundAt.Equal(written) // within the second of writing nobody can tell which came first
		if h.Participant == i.Participant && !after && !w.clearedBy(h.ID, written) {
			f.fail("pay-out %s to %s was written while hit %s was not cleared", i.ID, i.Participant, h.ID)
		}
	}
	return nil
}

// clearedBy tells whether the last decision on a hit by an instant cleared it.
func (w *screeningWitness) clearedBy(hit string, at time.Time) bool {
	for _, d := range slices.Backward(w.decisions) {
		if d.Hit == hit && !d.At.After(at) {
			return d.Cleared
		}
	}
	return false
}
