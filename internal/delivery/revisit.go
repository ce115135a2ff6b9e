package delivery

import (
	"context"
	"io"
	"strings"

	"nostro/jobs"
)

// ListFolder lists a folder as List does. It returns jobs.ErrNotKept for the folder of what was fetched where
// the endpoint has none: it deletes what was fetched, or leaves it among what waits.
func (s *session) ListFolder(ctx context.Context, f jobs.RemoteFolder) ([]jobs.RemoteFile, error) {
	folder, err := s.folder(f)
	if err != nil {
		return nil, err
	}
	return s.list(ctx, folder)
}

// FetchFrom copies a file of a folder to w, as Fetch does.
func (s *session) FetchFrom(ctx context.Context, f jobs.RemoteFolder, name string, w io.Writer) error {
	folder, err := s.folder(f)
	if err != nil {
		return err
	}
	return s.fetch(ctx, folder, name, w)
}

func (s *session) folder(f jobs.RemoteFolder) (string, error) {
	moved, moves := strings.CutPrefix(s.endpoint.AfterFetch, AfterMove)
	switch {
	case f == jobs.FolderOut:
		return s.endpoint.OutFolder, nil
	case f == jobs.FolderFetched && moves:
		return moved, nil
	case f == jobs.FolderFetched:
		return "", jobs.ErrNotKept
	}
	return "", s.fault("list", Permanent, "%q is no folder of an endpoint", f)
}

// KeepsFetched tells whether a file that we have fetched is still to be had from the endpoint.
func (s *session) KeepsFetched() bool { return s.endpoint.AfterFetch != AfterDelete }
