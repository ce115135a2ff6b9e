package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"

	"nostro/lifecycle"
)

// Collect fetches what the correspondents offer, keeps the bytes, and reads them or puts them into
// quarantine. The same bytes again are a no-op; the same name with other bytes is kept and told. Only when
// a file is committed is the remote side acted on.
func (s *Stages) Collect(ctx context.Context) (Result, error) {
	return s.record(ctx, "collect", "", func() (Result, error) {
		tally := &collectTally{}
		if err := s.collectAll(ctx, tally); err != nil {
			return Result{}, err
		}
		if err := s.readFetched(ctx, tally); err != nil {
			return Result{}, err
		}
		if err := s.keepExpected(ctx, tally); err != nil {
			return Result{}, err
		}
		return tally.result(), nil
	})
}

// collectAll fetches from all correspondents; what is told comes in their order.
func (s *Stages) collectAll(ctx context.Context, tally *collectTally) error {
	tallies := make([]collectTally, len(s.Settings.Correspondents))
	var works []func() error
	for n, c := range s.Settings.Correspondents {
		works = append(works, func() error { return s.collectFrom(ctx, c, &tallies[n]) })
	}
	err := s.inLanes(works)
	for _, one := range tallies {
		tally.join(one)
	}
	return err
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

// join adds what another tally counts.
func (t *collectTally) join(o collectTally) {
	t.fetched, t.again, t.read, t.quarantined = t.fetched+o.fetched, t.again+o.again, t.read+o.read, t.quarantined+o.quarantined
	t.notes, t.trouble = append(t.notes, o.notes...), t.trouble || o.trouble
}

// waits notes a file that is not whole yet. That alone needs no person: the next run looks again.
func (t *collectTally) waits(c Correspondent, remote RemoteFile) {
	t.notes = append(t.notes, fmt.Sprintf("%s: %s waits: %s: the next run looks again", c.ID, remote.Name, remote.NotYet))
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
	session, err := s.open(ctx, c.ID)
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
		if remote.NotYet != "" {
			tally.waits(c, remote)
			continue
		}
		if err := s.collectFile(ctx, session, c, remote, tally); err != nil {
			return err
		}
	}
	return nil
}

// collectFile fetches one file, commits it, and only then acts on the remote side.
func (s *Stages) collectFile(ctx context.Context, session CourierSession, c Correspondent, remote RemoteFile, tally *collectTally) error {
	came, try, err := s.fetchFile(ctx, session, c, remote)
	if errors.Is(err, errSpool) {
		return err
	}
	if err != nil {
		tally.note("%s: %s was not fetched: %v: it is left there for the next run", c.ID, remote.Name, err)
		try.Detail = err.Error()
		return s.Store.Update(ctx, func(tx Tx) error { return tx.AddFetchAttempt(try) })
	}
	if err := s.keepReceived(ctx, c, try, came, tally); err != nil {
		return err
	}
	s.pass(PointFetchCommitted)
	if err := session.Acknowledge(ctx, remote.Name); err != nil {
		tally.note("%s: %s is kept here, but still lies there: %v", c.ID, remote.Name, err)
	}
	return nil
}

// fetchFile fetches one file, several times where that may help.
func (s *Stages) fetchFile(ctx context.Context, session CourierSession, c Correspondent, remote RemoteFile) (fetched, FetchAttempt, error) {
	try := FetchAttempt{Correspondent: c.ID, Name: remote.Name, StartedAt: s.instant()}
	for p := s.patient(c.ID, remote.Name); ; {
		came, err := s.receive(c, func(w io.Writer) error { return session.Fetch(ctx, remote.Name, w) })
		try.EndedAt, try.Replies = s.instant(), append(try.Replies, session.Replies()...)
		if err == nil || !mayMend(err) || !p.again(ctx) {
			return came, try, err
		}
	}
}

// errSpool marks that what was fetched could not be kept here: no other file could be either.
var errSpool = errors.New("the spool did not take it")

// receive lets the file run into the spool as it comes, under its hash, in memory that does not grow with it. What is to be
// decrypted or verified is read into memory instead: only its clear text is a file in.
func (s *Stages) receive(c Correspondent, fetch func(io.Writer) error) (fetched, error) {
	if s.Envelopes != nil && s.Envelopes.Opens(c.ID) {
		var data bytes.Buffer
		err := fetch(&data)
		return inClear(data.Bytes()), err
	}
	var failed error // of the fetching, apart from that of the spool
	var disk watchedWriter
	hash, size, err := s.Spool.KeepFile(archiveFolder(c.ID), archiveSuffix, func(w io.Writer) error {
		disk.to = w
		failed = fetch(&disk)
		return failed
	})
	switch {
	case disk.err != nil:
		return fetched{}, fmt.Errorf("%w: %w", errSpool, disk.err)
	case failed != nil:
		return fetched{}, failed
	case err != nil:
		return fetched{}, fmt.Errorf("%w: %w", errSpool, err)
	}
	return inSpool(hash, size), nil
}

// watchedWriter keeps an error of the spool apart from those of what is fetched.
type watchedWriter struct {
	to  io.Writer
	err error
}

func (w *watchedWriter) Write(data []byte) (int, error) {
	n, err := w.to.Write(data)
	w.err = err
	return n, err
}

// keepReceived commits a file that came.
func (s *Stages) keepReceived(ctx context.Context, c Correspondent, try FetchAttempt, came fetched, tally *collectTally) error {
	if came.hash != "" {
		return s.keepOpened(ctx, c, try, came, tally)
	}
	return s.keepFetched(ctx, c, try, came.clear, tally)
}

// keepFetched commits the bytes of a fetched file, and the attempt that brought them where it brought something new.
// What came encrypted or signed is opened first; where it does not open, it lies in quarantine as it came.
func (s *Stages) keepFetched(ctx context.Context, c Correspondent, try FetchAttempt, data []byte, tally *collectTally) error {
	came, err := s.openFetched(ctx, c, try, data)
	if err != nil {
		return err
	}
	if came.seen {
		tally.again++
		return nil
	}
	if came, err = s.archive(c, came); err != nil {
		return err
	}
	return s.keepOpened(ctx, c, try, came, tally)
}

// archive puts what is in memory and in the clear into the spool.
func (s *Stages) archive(c Correspondent, came fetched) (fetched, error) {
	came.hash, came.bytes = hashOf(came.clear), int64(len(came.clear))
	return came, s.Spool.Write(archiveName(c.ID, came.hash), came.clear)
}

// keepOpened commits what is in the clear, and in the spool.
func (s *Stages) keepOpened(ctx context.Context, c Correspondent, try FetchAttempt, came fetched, tally *collectTally) error {
	hash := came.hash
	s.pass(PointArchived)
	var known FileIn
	err := s.Store.Update(ctx, func(tx Tx) (err error) {
		found := false
		if known, found, err = tx.FileInByHash(c.ID, hash); err != nil {
			return err
		}
		if found {
			tally.again++
			if err := came.keep(tx, known.ID); err != nil {
				return err
			}
			if known.Name == try.Name { // the endpoint keeps its files: the same one lies there still
				return nil
			}
			if came.sealed != nil && known.State == lifecycle.FileInQuarantined {
				return s.keepAfterAll(tx, known, try, tally)
			}
			return s.keepTwin(tx, known, try, tally)
		}
		if _, used, err := tx.FileInByName(c.ID, try.Name); err != nil || used {
			if err != nil {
				return err
			}
			try.Detail = "it came again with other bytes: ask the bank which one counts; both are kept"
			tally.note("%s: %s: %s", c.ID, try.Name, try.Detail)
		}
		tally.fetched++
		try.File, err = tx.AddFileIn(FileIn{Correspondent: c.ID, Name: try.Name, SHA256: hash, Bytes: came.bytes,
			FetchedAt: s.instant(), State: came.state, Detail: came.why, Sightings: 1})
		if err != nil {
			return err
		}
		if came.why != "" {
			tally.quarantined++
			tally.note("%s: %s lies in quarantine: %s: nostro quarantine show %d", c.ID, try.Name, came.why, try.File)
		}
		if err := came.keep(tx, try.File); err != nil {
			return err
		}
		return tx.AddFetchAttempt(try)
	})
	if err == nil && came.sealed != nil && known.State == lifecycle.FileInQuarantined && !known.Dropped {
		// It came in the clear before, and now as it must.
		if known, err = view(ctx, s.Store, func(tx Tx) (FileIn, error) { return fileIn(tx, known.ID) }); err == nil {
			_, err = s.readAgain(ctx, known, tally)
		}
	}
	return err
}

// tryNow is an attempt to fetch that began and ended now.
func (s *Stages) tryNow(c Correspondent, name string, replies []Reply) FetchAttempt {
	return FetchAttempt{Correspondent: c.ID, Name: name, StartedAt: s.instant(), EndedAt: s.instant(), Replies: replies}
}

// keepTwin notes that the bytes of a known file came under another name.
func (s *Stages) keepTwin(tx Tx, known FileIn, try FetchAttempt, tally *collectTally) error {
	try.File, try.Detail = known.ID, fmt.Sprintf("it has the bytes of %s, read before: nothing is booked again", known.Name)
	tally.notes = append(tally.notes, fmt.Sprintf("%s: %s has the bytes of %s, read before: nothing is booked again",
		known.Correspondent, try.Name, known.Name))
	known.Sightings++
	if err := tx.SaveFileIn(known); err != nil {
		return err
	}
	return tx.AddFetchAttempt(try)
}

// archiveName is where the bytes of a fetched file are kept: by hash, so that nothing is ever replaced.
func archiveName(correspondent, hash string) string {
	return path.Join(archiveFolder(correspondent), hash+archiveSuffix)
}

// archiveSuffix ends the name of a fetched file in the spool, whatever is in it.
const archiveSuffix = ".xml"

func archiveFolder(correspondent string) string { return path.Join("in", correspondent) }

// ArchiveName returns the spool's name for the bytes of a file in.
func (f FileIn) ArchiveName() string { return archiveName(f.Correspondent, f.SHA256) }
