package delivery

import (
	"context"
	"strings"
	"time"

	"github.com/jlaffaye/ftp"
)

// listPlain lists with NLST, which names everything; LIST, as far as it can be read, tells folders from files,
// and when a file was changed, in the zone that the endpoint names.
func (s *session) listPlain(ctx context.Context, folder string) (map[string]offer, error) {
	names, err := s.names(ctx, folder)
	if absentFolder(err) {
		return nil, nil // how some servers say that a folder is empty
	}
	if err != nil {
		return nil, err
	}
	kinds, err := s.kinds(ctx, folder)
	if err != nil {
		return nil, err
	}
	offers := make(map[string]offer)
	for _, name := range names {
		name = strings.TrimPrefix(name, join(folder, ""))
		entry := kinds[name]
		if entry != nil && entry.Type == ftp.EntryTypeFolder {
			continue
		}
		size, err := s.sizeOrListed(ctx, join(folder, name), entry)
		if err != nil && s.conn == nil {
			return nil, err
		}
		var modified time.Time
		if entry != nil {
			modified = entry.Time
		}
		s.offer(offers, name, size, modified)
	}
	return offers, nil
}

// kinds is what LIST says by name. Lines that cannot be read are missing: NLST names what they are about.
func (s *session) kinds(ctx context.Context, folder string) (map[string]*ftp.Entry, error) {
	var entries []*ftp.Entry
	s.dataBudget = listingBytesMax
	err := s.do(ctx, "LIST "+folder, func(c wire) (err error) {
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
	return kinds, nil
}

// sizeOrListed asks for a size, or takes it from the listing where SIZE is not to be used.
func (s *session) sizeOrListed(ctx context.Context, at string, entry *ftp.Entry) (int64, error) {
	if !s.endpoint.DisableSIZE {
		return s.size(ctx, at)
	}
	if entry == nil {
		return -1, nil
	}
	return int64(entry.Size), nil
}
