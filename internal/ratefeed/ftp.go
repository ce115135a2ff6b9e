package ratefeed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path"
	"strings"

	"nostro/jobs"
)

// fromFTP fetches the file that the place names, or, where it ends with a slash, every file of the folder.
// Nothing at the server is changed.
func (f *Fetcher) fromFTP(ctx context.Context, feed jobs.RateFeed, _ jobs.RateFetch) (jobs.FetchedRates, error) {
	place, err := url.Parse(feed.Place)
	if err != nil || f.options.FTP == nil {
		return jobs.FetchedRates{}, permanent("no FTP endpoint is known for it: mend nostro.yaml")
	}
	session, err := f.options.FTP.Open(ctx, feed.Name)
	if err != nil {
		return jobs.FetchedRates{}, err
	}
	got, err := f.collect(ctx, session, place.Path)
	if closing := session.Close(); err == nil && closing != nil {
		return got, nil // what was fetched is whole, however the server says goodbye
	}
	return got, err
}

func (f *Fetcher) collect(ctx context.Context, session jobs.CourierSession, place string) (jobs.FetchedRates, error) {
	files, err := session.List(ctx)
	if err != nil {
		return jobs.FetchedRates{}, err
	}
	var got jobs.FetchedRates
	for _, file := range files {
		if !strings.HasSuffix(place, "/") && file.Name != path.Base(place) {
			continue
		}
		if len(got.Files) == FilesMax {
			return got, permanent("the folder has more than %d files", FilesMax)
		}
		to := &bounded{most: f.options.BytesMax}
		if err := session.Fetch(ctx, file.Name, to); err != nil {
			if errors.Is(err, errTooLong) {
				err = permanent("%s has more than the limit of %d bytes", file.Name, f.options.BytesMax)
			}
			return got, err
		}
		got.Files = append(got.Files, jobs.NamedFile{Name: file.Name, Data: to.Bytes()})
	}
	if len(got.Files) == 0 && !strings.HasSuffix(place, "/") {
		return got, fmt.Errorf("%s is not there", path.Base(place))
	}
	return got, nil
}

var errTooLong = errors.New("too long")

// bounded takes at most so many bytes.
type bounded struct {
	bytes.Buffer
	most int64
}

func (b *bounded) Write(data []byte) (int, error) {
	if int64(b.Len()+len(data)) > b.most {
		return 0, errTooLong
	}
	return b.Buffer.Write(data)
}
