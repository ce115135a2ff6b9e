package jobs

import (
	"bytes"
	"context"
	"fmt"
	"path"

	"nostro/lifecycle"
)

// Collect fetches what the correspondents offer, keeps the bytes, and reads them or puts them into
// quarantine. The same bytes again are a no-op; the same name with other bytes is kept and told. Only when
// a file is committed is the remote side acted on.
func (s *Stages) Collect(ctx context.Context) (Result, error) {
	return s.record(ctx, "collect", "", func() (Result, error) {
		tally := &collectTally{}
		for _, c := range s.Settings.Correspondents {
			if err := s.collectFrom(ctx, c, tally); err != nil {
				return Result{}, err
			}
		}
		if err := s.readFetched(ctx, tally); err != nil {
			return Result{}, err
		}
		return tally.result(), nil
	})
}

// collectTally counts what a collection did.
type collectTally struct {
	fetched, again, read, quarantined int
	notes                             []string
	trouble                           bool
}

func (t *collectTally) note(format string, args ...any) {
	t.trouble = true
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

func (t *collectTally) result() Result {
	out := Result{Outcome: OutcomeDone, Notes: t.notes,
		Summary: fmt.Sprintf("%s fetched, %d read, %d in quarantine, %d seen before", count(t.fetched, "file"), t.read,
			t.quarantined, t.again)}
	switch {
	case t.trouble:
		out.Outcome = OutcomeNeedsPerson
	case t.fetched+t.read+t.again == 0:
		out.Outcome = OutcomeNothing
	}
	return out
}

// collectFrom fetches from one correspondent. What goes wrong at its endpoint is noted and does not stop
// the others; only the store and the spool can stop the stage.
func (s *Stages) collectFrom(ctx context.Context, c Correspondent, tally *collectTally) error {
	session, err := s.Courier.Open(ctx, c.ID)
	if err != nil {
		tally.note("%s: nothing was fetched: %v: run collect again when it is up", c.ID, err)
		return nil
	}
	defer session.Close()
	offered, err := session.List(ctx)
	if err != nil {
		tally.note("%s: its folder cannot be listed: %v", c.ID, err)
	}
	for _, remote := range offered {
		var data bytes.Buffer
		if err := session.Fetch(ctx, remote.Name, &data); err != nil {
			tally.note("%s: %s was not fetched: %v: it is left there for the next run", c.ID, remote.Name, err)
			continue
		}
		if err := s.keepFetched(ctx, c, remote.Name, data.Bytes(), tally); err != nil {
			return err
		}
		if err := session.Acknowledge(ctx, remote.Name); err != nil {
			tally.note("%s: %s is kept here, but still lies there: %v", c.ID, remote.Name, err)
		}
	}
	return nil
}

// keepFetched commits the bytes of a fetched file.
func (s *Stages) keepFetched(ctx context.Context, c Correspondent, name string, data []byte,
	tally *collectTally) error {
	hash := hashOf(data)
	if err := s.Spool.Write(archiveName(c.ID, hash), data); err != nil {
		return err
	}
	return s.Store.Update(ctx, func(tx Tx) error {
		known, found, err := tx.FileInByHash(c.ID, hash)
		if err != nil {
			return err
		}
		if found {
			tally.again++
			if known.Name == name { // the endpoint keeps its files: the same one lies there still
				return nil
			}
			tally.notes = append(tally.notes, fmt.Sprintf("%s: %s has the bytes of %s, read before: nothing is booked again",
				c.ID, name, known.Name))
			known.Sightings++
			return tx.SaveFileIn(known)
		}
		if _, used, err := tx.FileInByName(c.ID, name); err != nil || used {
			if err != nil {
				return err
			}
			tally.note("%s: %s came again with other bytes: ask the bank which one counts; both are kept", c.ID, name)
		}
		tally.fetched++
		_, err = tx.AddFileIn(FileIn{Correspondent: c.ID, Name: name, SHA256: hash, Bytes: int64(len(data)),
			FetchedAt: s.instant(), State: lifecycle.FileInFetched, Sightings: 1})
		return err
	})
}

// archiveName is where the bytes of a fetched file are kept: by hash, so that nothing is ever replaced.
func archiveName(correspondent, hash string) string {
	return path.Join("in", correspondent, hash+".xml")
}

// ArchiveName returns the spool's name for the bytes of a file in.
func (f FileIn) ArchiveName() string { return archiveName(f.Correspondent, f.SHA256) }
