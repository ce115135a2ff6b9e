package ratefeed

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"nostro/jobs"
)

// fromDisk reads a file, or every file of a folder whose name does not begin with a point, by name.
func (f *Fetcher) fromDisk(ctx context.Context, feed jobs.RateFeed, _ jobs.RateFetch) (jobs.FetchedRates, error) {
	info, err := os.Stat(feed.Place)
	if errors.Is(err, os.ErrNotExist) {
		return jobs.FetchedRates{}, permanent("it is not there: make the folder, or mend nostro.yaml")
	}
	if err != nil {
		return jobs.FetchedRates{}, permanent("%w", err)
	}
	names := []string{feed.Place}
	if info.IsDir() {
		if names, err = filesIn(feed.Place); err != nil {
			return jobs.FetchedRates{}, err
		}
	}
	var got jobs.FetchedRates
	for _, name := range names {
		if err := ctx.Err(); err != nil {
			return jobs.FetchedRates{}, err
		}
		data, err := f.readFile(name)
		if err != nil {
			return jobs.FetchedRates{}, err
		}
		got.Files = append(got.Files, jobs.NamedFile{Name: filepath.Base(name), Data: data})
	}
	return got, nil
}

func filesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder) // sorted by name
	if err != nil {
		return nil, permanent("%w", err)
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			names = append(names, filepath.Join(folder, e.Name()))
		}
	}
	if len(names) > FilesMax {
		return nil, permanent("the folder has %d files, at most %d are read: move old ones away", len(names), FilesMax)
	}
	return names, nil
}

func (f *Fetcher) readFile(name string) ([]byte, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, permanent("%w", err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, f.options.BytesMax+1))
	if err == nil && int64(len(data)) > f.options.BytesMax {
		err = permanent("%s has more than the limit of %d bytes", name, f.options.BytesMax)
	}
	return data, err
}
