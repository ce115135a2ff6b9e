package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"nostro/lifecycle"
	"nostro/risk"
)

// headBytesMax is how many of the first bytes of a file in quarantine are shown.
const headBytesMax = 96

// Quarantined is a file that could not be read, with what a person needs to decide about it.
type Quarantined struct {
	FileIn
	Age   time.Duration    // since it was fetched
	Head  string           // its first bytes, in ASCII and quoted: nothing in it can act on a terminal
	Looks []QuarantineLook // each time that it was read again
	Drop  *QuarantineDrop  // nil unless it was given up
	Next  string           // what to do, the command first
}

// Quarantine returns every file that could not be read, in order of arrival; those that were dropped only
// where all are asked for.
func (s *Stages) Quarantine(ctx context.Context, all bool) ([]Quarantined, error) {
	return view(ctx, s.Store, func(tx Tx) ([]Quarantined, error) {
		files, err := tx.FilesIn()
		if err != nil {
			return nil, err
		}
		var out []Quarantined
		for _, f := range files {
			if f.State != lifecycle.FileInQuarantined || f.Dropped && !all {
				continue
			}
			q, err := s.quarantined(tx, f)
			if err != nil {
				return nil, err
			}
			out = append(out, q)
		}
		return out, nil
	})
}

// QuarantinedFile returns the file with that id, which lies or lay in quarantine.
func (s *Stages) QuarantinedFile(ctx context.Context, id int64) (Quarantined, error) {
	return view(ctx, s.Store, func(tx Tx) (Quarantined, error) {
		f, err := fileIn(tx, id)
		if err != nil {
			return Quarantined{}, err
		}
		q, err := s.quarantined(tx, f)
		if err == nil && f.State != lifecycle.FileInQuarantined && len(q.Looks) == 0 {
			err = fmt.Errorf("file in %d (%s of %s) is %s and was never in quarantine: nostro files show in:%d shows it", id, f.Name,
				f.Correspondent, f.State, id)
		}
		return q, err
	})
}

func fileIn(tx Tx, id int64) (FileIn, error) {
	files, err := tx.FilesIn()
	for _, f := range files {
		if f.ID == id {
			return f, err
		}
	}
	return FileIn{}, errors.Join(err, fmt.Errorf("file in %d: %w: nostro quarantine lists them", id, ErrUnknownID))
}

func (s *Stages) quarantined(tx Tx, f FileIn) (Quarantined, error) {
	q := Quarantined{FileIn: f, Age: s.Now().Sub(f.FetchedAt)}
	data, err := s.headOf(f)
	if err != nil {
		q.Head = "its bytes cannot be had: " + err.Error()
	} else {
		q.Head = head(data)
	}
	looks, err := tx.QuarantineLooks()
	if err != nil {
		return q, err
	}
	for _, l := range looks {
		if l.FileIn == f.ID {
			q.Looks = append(q.Looks, l)
		}
	}
	drops, err := tx.QuarantineDrops()
	for _, d := range drops {
		if d.FileIn == f.ID {
			q.Drop = &d
		}
	}
	q.Next = nextQuarantined(q)
	return q, err
}

// headOf reads the first bytes of a file, one more than are shown.
func (s *Stages) headOf(f FileIn) ([]byte, error) {
	from, err := s.Spool.Open(f.ArchiveName())
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(from, headBytesMax+1))
	return data, errors.Join(err, from.Close())
}

// head shows the first bytes so that no terminal acts on them: quoted, in ASCII.
func head(data []byte) string {
	rest := ""
	if len(data) > headBytesMax {
		data, rest = data[:headBytesMax], "..."
	}
	return strconv.QuoteToASCII(string(data)) + rest
}

func nextQuarantined(q Quarantined) string {
	switch {
	case q.State == lifecycle.FileInRead:
		return "nothing: it was read after all"
	case q.Drop != nil:
		return "nothing: it was dropped; its bytes stay in the spool as " + q.ArchiveName()
	}
	return fmt.Sprintf("nostro quarantine retry %d reads it again, after an update of the program or a change of nostro.yaml; if it is "+
		"none of ours: nostro quarantine drop %[1]d --reason WHY --by NAME; else ask %s for a good file (docs/runbooks/quarantined-file.md)",
		q.ID, q.Correspondent)
}

// Retry reads a file in quarantine again. Where it can be read now, what it says is taken in as if the file had
// come now; where not, it stays, with the new reason. Every look is kept.
func (s *Stages) Retry(ctx context.Context, id int64) (Result, error) {
	return s.record(ctx, "quarantine", "", func() (Result, error) {
		f, err := view(ctx, s.Store, func(tx Tx) (FileIn, error) { return inQuarantine(tx, id) })
		if err != nil {
			return Result{}, err
		}
		if now, done, err := s.retrySealed(ctx, f); err != nil || done {
			if err != nil || now.State != lifecycle.FileInRead {
				return retried(now), err
			}
			tally := &collectTally{}
			if err := s.readFetched(ctx, tally); err != nil {
				return Result{}, err
			}
			out := tally.result()
			out.Summary = now.Name + " opens now: " + out.Summary + "; nostro reconcile takes it in"
			return out, nil
		}
		f, err = s.readAgain(ctx, f, &collectTally{})
		return retried(f), err
	})
}

// retried tells what reading a file in quarantine again has found.
func retried(f FileIn) Result {
	if f.State == lifecycle.FileInRead {
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s of %s is read (%s): nostro reconcile takes it in", f.Name,
			f.Correspondent, f.Message)}
	}
	return Result{Outcome: OutcomeNeedsPerson, Summary: fmt.Sprintf("%s of %s stays in quarantine: %s", f.Name, f.Correspondent, f.Detail),
		Notes: []string{nextQuarantined(Quarantined{FileIn: f})}}
}

// inQuarantine returns the file with that id that waits in quarantine.
func inQuarantine(tx Tx, id int64) (FileIn, error) {
	f, err := fileIn(tx, id)
	switch {
	case err != nil:
		return f, err
	case f.State != lifecycle.FileInQuarantined:
		return f, fmt.Errorf("file in %d (%s of %s) is %s, not in quarantine: nothing is to be done", id, f.Name, f.Correspondent, f.State)
	case f.Dropped:
		return f, fmt.Errorf("file in %d (%s of %s) was dropped: nostro quarantine show %d says why; have the bank send it again",
			id, f.Name, f.Correspondent, id)
	}
	return f, nil
}

// Drop gives a file in quarantine up. Who runs the stage asks for it, and another person who may approve
// releases agrees and says why. The bytes stay.
func (s *Stages) Drop(ctx context.Context, id int64, checker, reason string) (Result, error) {
	return s.record(ctx, "quarantine", "", func() (Result, error) {
		if reason = memo(reason); reason == "" {
			return Result{}, fmt.Errorf("file in %d: say with --reason why nobody needs what is in it", id)
		}
		if err := s.secondPerson(checker); err != nil {
			return Result{}, err
		}
		var f FileIn
		err := s.Store.Update(ctx, func(tx Tx) (err error) {
			if f, err = inQuarantine(tx, id); err != nil {
				return err
			}
			return tx.AddQuarantineDrop(QuarantineDrop{FileIn: id, Maker: s.User, Checker: strings.TrimSpace(checker), Reason: reason, At: s.instant()})
		})
		return Result{Outcome: OutcomeDone, Summary: fmt.Sprintf("%s of %s is dropped by %s and %s: %s", f.Name, f.Correspondent, s.User,
			checker, reason), Notes: []string{"its bytes stay in the spool as " + f.ArchiveName()}}, err
	})
}

// secondPerson returns nil where that person may agree to what the person who runs the stage asks for.
func (s *Stages) secondPerson(checker string) error {
	if err := risk.CheckSecondPerson(s.User, checker, s.Settings.Approvers); err != nil {
		return fmt.Errorf("%w: name the second person with --by: %w", err, ErrNeedsPerson)
	}
	return nil
}
