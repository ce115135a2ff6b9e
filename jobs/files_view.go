package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"nostro/lifecycle"
)

// FileView is a file that went to a correspondent or came from one, with all that is known of it. Either Out or
// In is there.
type FileView struct {
	ID            string // the name of a file out; "in:7" for a file in
	Correspondent string
	State         string
	Out           *FileOut
	In            *FileIn
	Cycle         string         // of a file out; "" of a file in
	Attempts      []Attempt      // by number
	Resends       []Resend       // by attempt
	Fetches       []FetchAttempt // of a file in, also those that failed under its name
	Sealed        *SealedOut     // what went in its place, where it is encrypted or signed
	Opened        *SealedIn      // what came in its place
	Next          string         // what to do, the command first
}

// FileFilter tells which files are meant; an empty field means all.
type FileFilter struct{ Cycle, State, Correspondent string }

func (w FileFilter) takes(v FileView) bool {
	return (w.Cycle == "" || w.Cycle == v.Cycle) && (w.State == "" || w.State == v.State) &&
		(w.Correspondent == "" || w.Correspondent == v.Correspondent)
}

// fileInPrefix begins the id of a file in.
const fileInPrefix = "in:"

// Files returns the files out by name, then the files in by arrival.
func (s *Stages) Files(ctx context.Context, which FileFilter) ([]FileView, error) {
	return view(ctx, s.Store, func(tx Tx) ([]FileView, error) {
		all, err := s.fileViews(tx)
		var some []FileView
		for _, v := range all {
			if which.takes(v) {
				some = append(some, v)
			}
		}
		return some, err
	})
}

// File returns the file with that id: the name of a file out, "in:7", or the name of a file in, of which the
// last that came counts.
func (s *Stages) File(ctx context.Context, id string) (FileView, error) {
	return view(ctx, s.Store, func(tx Tx) (FileView, error) {
		all, err := s.fileViews(tx)
		var found *FileView
		for _, v := range all {
			if v.ID == id {
				return v, err
			}
			if v.In != nil && v.In.Name == id || v.Sealed != nil && v.Sealed.Name == id {
				found = &v
			}
		}
		if found == nil {
			return FileView{}, errors.Join(err, fmt.Errorf("file %q: %w: nostro files lists them", id, ErrUnknownID))
		}
		return *found, err
	})
}

func (s *Stages) fileViews(tx Tx) ([]FileView, error) {
	out, err := filesOutViews(tx)
	if err != nil {
		return nil, err
	}
	files, err := tx.FilesIn()
	if err != nil {
		return nil, err
	}
	opened, err := tx.SealedIns()
	if err != nil {
		return nil, err
	}
	fetches, err := fetchesByName(tx)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		v := FileView{ID: fileInPrefix + strconv.FormatInt(f.ID, 10), Correspondent: f.Correspondent, State: string(f.State), In: &f,
			Next: nextIn(f)}
		for _, a := range fetches[[2]string{f.Correspondent, f.Name}] {
			if a.File == f.ID || a.File == 0 {
				v.Fetches = append(v.Fetches, a)
			}
		}
		for _, o := range opened {
			if o.FileIn == f.ID {
				v.Opened = &o
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// fetchesByName are the attempts to fetch, by correspondent and name.
func fetchesByName(tx Tx) (map[[2]string][]FetchAttempt, error) {
	all, err := tx.FetchAttempts()
	byName := map[[2]string][]FetchAttempt{}
	for _, a := range all {
		key := [2]string{a.Correspondent, a.Name}
		byName[key] = append(byName[key], a)
	}
	return byName, err
}

func filesOutViews(tx Tx) ([]FileView, error) {
	files, err := tx.FilesOut("")
	if err != nil {
		return nil, err
	}
	states := map[string]lifecycle.Cycle{}
	cycles, err := tx.Cycles()
	for _, c := range cycles {
		states[c.ID] = c.State
	}
	views, place := make([]FileView, len(files)), map[string]*FileView{}
	for n, f := range files {
		views[n] = FileView{ID: f.Name, Correspondent: f.Correspondent, State: string(f.State), Out: &f, Cycle: f.Cycle,
			Next: nextOut(f, states[f.Cycle])}
		place[f.Name] = &views[n]
	}
	return views, errors.Join(err, hangOn(tx, place))
}

// hangOn puts to each file out what is kept beside it.
func hangOn(tx Tx, files map[string]*FileView) error {
	attempts, err := tx.Attempts()
	if err != nil {
		return err
	}
	for _, a := range attempts {
		files[a.File].Attempts = append(files[a.File].Attempts, a)
	}
	resends, err := tx.Resends()
	if err != nil {
		return err
	}
	for _, r := range resends {
		files[r.File].Resends = append(files[r.File].Resends, r)
	}
	sealed, err := tx.SealedOuts()
	for _, one := range sealed {
		files[one.File].Sealed = &one
	}
	return err
}

// nextOut says what to do about a file out of a cycle in that state, the command first.
func nextOut(f FileOut, cycle lifecycle.Cycle) string {
	switch f.State {
	case lifecycle.FileOutWritten:
		if cycle.Reached(lifecycle.CycleApproved) {
			return "nostro send delivers it"
		}
		return "nostro approve " + f.Cycle + " --as NAME, by a second person; then nostro send"
	case lifecycle.FileOutSending:
		return "nostro send looks at the bank and goes on: a run is at work on it, or was cut off"
	case lifecycle.FileOutSent:
		return "nothing: the bank's statement settles what is in it"
	case lifecycle.FileOutFailed:
		return "nostro send tries again: it is certainly not there; nostro ping " + f.Correspondent +
			" tests the endpoint (docs/runbooks/endpoint-down.md)"
	case lifecycle.FileOutUnknown:
		return strings.Join([]string{"nostro send looks again; if it stays unknown, ask", f.Correspondent, "whether it has", f.Name +
			", and say so as a second person: nostro files mark", f.Name, "sent|failed --reason WHAT-THE-BANK-SAID --by NAME",
			"(docs/runbooks/unknown-file.md)"}, " ")
	}
	return ""
}

// nextIn says what to do about a file in, the command first.
func nextIn(f FileIn) string {
	switch {
	case f.State == lifecycle.FileInFetched:
		return "nostro collect reads it"
	case f.State == lifecycle.FileInQuarantined && !f.Dropped:
		return nextQuarantined(Quarantined{FileIn: f})
	case f.Dropped:
		return "nothing: it was dropped from quarantine; nostro quarantine show " + strconv.FormatInt(f.ID, 10) + " says why"
	}
	return "nothing: nostro reconcile has taken it in, or does next"
}
