package delivery

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
)

// offer is what a listing says of one file.
type offer struct {
	bytes    int64     // -1: the server names no size
	modified time.Time // zero: it names no time that counts
	problem  string    // why it cannot be fetched, empty: it can
}

// List returns the files that wait in the in folder, sorted by name; folders are left out. Nothing that the
// server lists is dropped: a file without a size has Bytes -1, and an entry that cannot be read, or whose
// name is no plain file name, is listed under a text that describes it; to Fetch that is an error. So one
// bad entry is seen and stops no other. An empty file is listed with Bytes 0. A file that is not yet whole by
// the endpoint's rule says so in NotYet, and so does a trigger file without its file. An error means that the
// folder could not be listed, or is not there.
func (s *session) List(ctx context.Context) ([]jobs.RemoteFile, error) {
	files, err := s.list(ctx, s.endpoint.InFolder)
	if err != nil {
		return nil, err
	}
	files, err = s.stable(ctx, files)
	if err == nil {
		s.circuit.worked()
		s.pass(jobs.PointListed)
	}
	return files, err
}

func (s *session) list(ctx context.Context, folder string) ([]jobs.RemoteFile, error) {
	defer s.guard.bind(ctx)()
	var offers map[string]offer
	err := s.twice(ctx, func() (err error) {
		offers, err = s.offers(ctx, folder)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.offered[folder] = offers
	files := make([]jobs.RemoteFile, 0, len(offers))
	for _, name := range slices.Sorted(maps.Keys(offers)) {
		o := offers[name]
		files = append(files, jobs.RemoteFile{Name: name, Bytes: o.bytes, Modified: o.modified, Problem: o.problem})
	}
	return files, nil
}

func (s *session) offers(ctx context.Context, folder string) (offers map[string]offer, err error) {
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	switch {
	case s.endpoint.Protocol == ProtocolSFTP:
		return s.listEntries(ctx, folder) // a folder that is not there is an error
	case s.conn.IsTimePreciseInList(): // the library's word for "has MLSD"
		offers, err = s.listMachine(ctx, folder)
	default:
		offers, err = s.listPlain(ctx, folder)
	}
	if err == nil && len(offers) == 0 {
		err = s.checkFolder(ctx, folder) // a missing folder lists as empty at some servers
	}
	return offers, err
}

// listEntries lists where the protocol itself parts names, kinds and sizes.
func (s *session) listEntries(ctx context.Context, folder string) (map[string]offer, error) {
	var entries []*ftp.Entry
	err := s.do(ctx, "list "+folder, func(c wire) (err error) {
		entries, err = c.List(folder)
		return err
	})
	offers := make(map[string]offer)
	for _, e := range entries {
		if e.Type == ftp.EntryTypeFile {
			s.offer(offers, e.Name, int64(e.Size), e.Time)
		}
	}
	return offers, err
}

// listMachine lists with MLSD. The library drops lines that it cannot read, so we read them ourselves.
func (s *session) listMachine(ctx context.Context, folder string) (map[string]offer, error) {
	var raw bytes.Buffer
	s.listing, s.dataBudget = &raw, listingBytesMax
	defer func() { s.listing = nil }()
	err := s.do(ctx, "MLSD "+folder, func(c wire) error {
		raw.Reset()
		_, err := c.List(folder)
		return err
	})
	if err != nil {
		return nil, err
	}
	offers := make(map[string]offer)
	for line := range strings.Lines(raw.String()) {
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			continue
		}
		f, ok := parseFacts(line)
		switch {
		case !ok:
			s.refuse(offers, line, "the server's listing of it cannot be read")
		case !f.folder:
			s.offer(offers, f.name, f.bytes, f.modified)
		}
	}
	return offers, nil
}

func (s *session) offer(offers map[string]offer, name string, bytes int64, modified time.Time) {
	if err := checkName(name); err != nil {
		s.refuse(offers, name, err.Error())
		return
	}
	if _, twice := offers[name]; twice {
		s.refuse(offers, name, "the server lists two files of that name: which one it would give cannot be told")
		offers[name] = offer{bytes: -1, problem: "the server lists two files of that name"}
		return
	}
	offers[name] = offer{bytes: bytes, modified: modified}
}

// refuse lists what cannot be fetched under a text that is harmless as a name and tells it from any other.
func (s *session) refuse(offers map[string]offer, raw, why string) {
	text := strings.NewReplacer("/", "_", `\`, "_").Replace(s.masked(raw))
	name := fmt.Sprintf("unreadable entry %d: %s", len(offers)+1, text)
	offers[name] = offer{bytes: -1, problem: s.masked(why)}
}

// checkFolder goes to the folder and back: that it can is the proof that the folder is there.
func (s *session) checkFolder(ctx context.Context, folder string) error {
	if folder == "" {
		return nil
	}
	home := ""
	err := s.do(ctx, "PWD", func(c wire) (err error) {
		home, err = c.CurrentDir()
		return err
	})
	if err != nil {
		return err
	}
	err = s.do(ctx, "CWD "+folder, func(c wire) error { return c.ChangeDir(folder) })
	if err != nil {
		return err
	}
	err = s.do(ctx, "CWD "+home, func(c wire) error { return c.ChangeDir(home) })
	if err != nil {
		s.hangUp() // else relative paths would start from the wrong folder
	}
	return err
}
