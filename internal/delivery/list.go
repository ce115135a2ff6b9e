package delivery

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jlaffaye/ftp"

	"nostro/jobs"
)

// offer is what a listing says of one file.
type offer struct {
	bytes   int64  // -1: the server names no size
	problem string // why it cannot be fetched, empty: it can
}

// List returns the files that wait in the in folder, sorted by name; folders are left out. Nothing that the
// server lists is dropped: a file without a size has Bytes -1, and an entry that cannot be read, or whose
// name is no plain file name, is listed under a text that describes it; to Fetch that is an error. So one
// bad entry is seen and stops no other. An empty file is listed with Bytes 0. An error means that the folder
// could not be listed, or is not there.
func (s *session) List(ctx context.Context) ([]jobs.RemoteFile, error) {
	return s.list(ctx, s.endpoint.InFolder)
}

func (s *session) list(ctx context.Context, folder string) ([]jobs.RemoteFile, error) {
	defer s.guard.bind(ctx)()
	var offers map[string]offer
	err := s.twice(ctx, func() (err error) {
		if err := s.ready(ctx); err != nil {
			return err
		}
		if s.conn.IsTimePreciseInList() { // the library's word for "has MLSD"
			offers, err = s.listMachine(ctx, folder)
		} else {
			offers, err = s.listPlain(ctx, folder)
		}
		if err == nil && len(offers) == 0 {
			err = s.checkFolder(ctx, folder) // a missing folder lists as empty at some servers
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	s.offered[folder] = offers
	files := make([]jobs.RemoteFile, 0, len(offers))
	for _, name := range slices.Sorted(maps.Keys(offers)) {
		files = append(files, jobs.RemoteFile{Name: name, Bytes: offers[name].bytes})
	}
	return files, nil
}

// listMachine lists with MLSD. The library drops lines that it cannot read, so we read them ourselves.
func (s *session) listMachine(ctx context.Context, folder string) (map[string]offer, error) {
	var raw bytes.Buffer
	s.tap, s.dataBudget = &raw, listingBytesMax
	defer func() { s.tap = nil }()
	err := s.do(ctx, "MLSD "+folder, func(c *ftp.ServerConn) error {
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
			s.offer(offers, f.name, f.bytes)
		}
	}
	return offers, nil
}

// listPlain lists with NLST, which names everything; LIST, as far as it can be read, tells folders from files.
func (s *session) listPlain(ctx context.Context, folder string) (map[string]offer, error) {
	names, err := s.names(ctx, folder)
	if code := replyCode(err); code == 450 || code == 550 {
		return nil, nil // how some servers say that a folder is empty
	}
	if err != nil {
		return nil, err
	}
	var entries []*ftp.Entry
	s.dataBudget = listingBytesMax
	err = s.do(ctx, "LIST "+folder, func(c *ftp.ServerConn) (err error) {
		entries, err = c.List(folder)
		return err
	})
	if err != nil && s.conn == nil {
		return nil, err
	}
	kinds := make(map[string]*ftp.Entry)
	for _, e := range entries {
		kinds[e.Name] = e
	}
	offers := make(map[string]offer)
	for _, name := range names {
		name = strings.TrimPrefix(name, join(folder, ""))
		if e := kinds[name]; e != nil && e.Type == ftp.EntryTypeFolder {
			continue
		}
		size, err := s.size(ctx, join(folder, name))
		if err != nil && s.conn == nil {
			return nil, err
		}
		s.offer(offers, name, size)
	}
	return offers, nil
}

func (s *session) offer(offers map[string]offer, name string, bytes int64) {
	if err := checkName(name); err != nil {
		s.refuse(offers, name, err.Error())
		return
	}
	offers[name] = offer{bytes: bytes}
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
	err := s.do(ctx, "PWD", func(c *ftp.ServerConn) (err error) {
		home, err = c.CurrentDir()
		return err
	})
	if err != nil {
		return err
	}
	err = s.do(ctx, "CWD "+folder, func(c *ftp.ServerConn) error { return c.ChangeDir(folder) })
	if err != nil {
		return err
	}
	err = s.do(ctx, "CWD "+home, func(c *ftp.ServerConn) error { return c.ChangeDir(home) })
	if err != nil {
		s.hangUp() // else relative paths would start from the wrong folder
	}
	return err
}
