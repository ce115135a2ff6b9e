package delivery

import (
	"context"
	"errors"
	"fmt"
	"path"

	"github.com/jlaffaye/ftp"
)

// sight is what a look at one remote name found.
type sight struct {
	found bool
	bytes int64 // -1: the server names no size
}

// probe looks whether a file is there. SIZE alone does not prove that none is: some servers refuse it with
// the same 550. So MLST, or a listing of the folder, must agree.
func (s *session) probe(ctx context.Context, folder, name string) (sight, error) {
	at := join(folder, name)
	size, err := int64(-1), errNotAsked
	if !s.endpoint.DisableSIZE {
		size, err = s.size(ctx, at)
	}
	if err == nil {
		s.sizesAgree = s.sizesAgree || folder == s.endpoint.OutFolder
		return sight{true, size}, nil
	}
	if s.conn == nil && err != errNotAsked {
		return sight{}, err
	}
	sizeSaysNo := absent(err)
	var entry *ftp.Entry
	err = s.do(ctx, "MLST "+at, func(c wire) (err error) {
		entry, err = c.GetEntry(at)
		return err
	})
	switch {
	case err == nil && entry.Type != ftp.EntryTypeFile:
		return sight{}, s.failure("look at "+at, fmt.Errorf("it is a %s: free the name", entry.Type))
	case err == nil && entry.Size == 0:
		return sight{true, -1}, nil // it may as well have named none
	case err == nil:
		return sight{true, int64(entry.Size)}, nil
	case s.conn == nil:
		return sight{}, err
	case absent(err):
		return sight{}, nil
	}
	return s.probeNames(ctx, folder, name, sizeSaysNo)
}

// errNotAsked stands for the answer of a command that the endpoint forbids.
var errNotAsked = errors.New("not asked")

// isFree looks whether a name of the out folder is free, in as few exchanges as that can be told. Where SIZE has
// named the size of another file of the folder over this connection, and the listing of the folder was read over
// it too, SIZE is believed when it says that there is none: final names appear by a rename, so no file is
// half there.
func (s *session) isFree(ctx context.Context, name string) (bool, error) {
	if s.named == nil || s.named[name] || !s.sizesAgree || s.endpoint.DisableSIZE {
		seen, err := s.probe(ctx, s.endpoint.OutFolder, name)
		return !seen.found, err
	}
	_, err := s.size(ctx, join(s.endpoint.OutFolder, name))
	if err == nil || absent(err) {
		return err != nil, nil
	}
	return false, err
}

// learnNames reads the listing of the out folder once, where more than one file is sent or looked for over the
// connection, and asks for the size of one that is there. Servers that cannot list are asked for each name.
func (s *session) learnNames(ctx context.Context) {
	s.visits++
	if s.visits < 2 || s.named != nil || !s.endpoint.renames() || s.endpoint.Protocol == ProtocolSFTP {
		return
	}
	names, err := s.names(ctx, s.endpoint.OutFolder)
	if err != nil {
		s.visits = 0 // try again with the next file but one
		return
	}
	s.named = make(map[string]bool, len(names))
	for _, n := range names {
		s.named[path.Base(n)] = true
	}
	for _, n := range names[:min(len(names), sizeSamples)] {
		if !s.sizesAgree && s.conn != nil && !s.endpoint.DisableSIZE {
			_, err := s.size(ctx, join(s.endpoint.OutFolder, path.Base(n)))
			s.sizesAgree = err == nil
		}
	}
}

// sizeSamples is how many names of a listing are asked for their size, to see whether SIZE works: folders have none.
const sizeSamples = 3

// size asks for a size; -1 with an error where none is to be had.
func (s *session) size(ctx context.Context, at string) (int64, error) {
	size := int64(-1)
	err := s.do(ctx, "SIZE "+at, func(c wire) (err error) {
		size, err = c.FileSize(at)
		return err
	})
	if err != nil {
		return -1, err
	}
	return max(size, -1), nil
}

// probeNames looks for a name in the listing of its folder. Some servers refuse to list an empty one; then
// what SIZE said must do.
func (s *session) probeNames(ctx context.Context, folder, name string, sizeSaysNo bool) (sight, error) {
	names, err := s.names(ctx, folder)
	if err != nil {
		if sizeSaysNo && absentFolder(err) {
			return sight{}, nil
		}
		return sight{}, err
	}
	for _, n := range names {
		if path.Base(n) == name {
			return sight{true, -1}, nil
		}
	}
	return sight{}, nil
}

func (s *session) names(ctx context.Context, folder string) (names []string, err error) {
	s.dataBudget = listingBytesMax
	err = s.do(ctx, "NLST "+folder, func(c wire) (err error) {
		names, err = c.NameList(folder)
		return err
	})
	return names, err
}
