package jobs

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"nostro/risk"
	"nostro/risk/screening"
)

// lists returns what must be screened against: those of nostro.yaml, and the one that its countries and BICs make.
func (s ScreeningSettings) lists() []ScreeningList {
	all := slices.Clone(s.Lists)
	if len(s.Countries)+len(s.BICs) > 0 {
		all = append(all, ScreeningList{Name: HouseList, Format: screening.FormatCSV})
	}
	return all
}

// houseFile writes the countries and BICs of nostro.yaml as a list of our own format.
func (s ScreeningSettings) houseFile() []byte {
	var b bytes.Buffer
	b.WriteString("id,kind,name,countries,bics\n")
	for _, c := range slices.Sorted(slices.Values(s.Countries)) {
		fmt.Fprintf(&b, "country %s,country,,%s,\n", c, c)
	}
	for _, bic := range slices.Sorted(slices.Values(s.BICs)) {
		fmt.Fprintf(&b, "bic %s,bank,,,%s\n", bic, bic)
	}
	return b.Bytes()
}

// takeHouseList takes the list that nostro.yaml makes, where it changed.
func (s *Stages) takeHouseList(ctx context.Context) error {
	if len(s.Settings.Screening.Countries)+len(s.Settings.Screening.BICs) == 0 {
		return nil
	}
	file := NamedFile{Name: HouseList, Data: s.Settings.Screening.houseFile()}
	_, err := s.takeList(ctx, ScreeningList{Name: HouseList, Format: screening.FormatCSV}, []NamedFile{file}, nil)
	return err
}

// takenList is what came of the files of a list.
type takenList struct {
	version ScreeningVersion
	known   bool // its bytes are those of the last version
}

// takeList reads a list from its files, in the order of the format, and keeps a version of it where the bytes are not
// those of the last one. The bytes are in the spool before the version is in the books. more is kept with it.
func (s *Stages) takeList(ctx context.Context, l ScreeningList, files []NamedFile, more func(Tx, takenList) error) (takenList, error) {
	sheet, err := parseList(l.Name, l.Format, files)
	if err != nil {
		return takenList{}, err
	}
	v := ScreeningVersion{List: l.Name, Format: l.Format, Entries: len(sheet.Entries), Names: sheet.Names(), Ignored: sheet.Ignored,
		TakenAt: s.instant(), TakenBy: s.User}
	var hashes []risk.FileHash
	for n, f := range files {
		hash := hashOf(f.Data)
		if err := s.Spool.Write("raw/"+hash, f.Data); err != nil {
			return takenList{}, err
		}
		v.Files = append(v.Files, ScreeningFile{n, f.Name, hash})
		hashes = append(hashes, risk.FileHash{Name: fmt.Sprint(n), SHA256: hash, Bytes: int64(len(f.Data))})
	}
	v.Digest = risk.Digest(hashes)
	var out takenList
	err = s.Store.Update(ctx, func(tx Tx) (err error) {
		if out, err = s.keepVersion(tx, v, files); err != nil || more == nil {
			return err
		}
		return more(tx, out)
	})
	return out, err
}

func parseList(list string, format screening.Format, files []NamedFile) (screening.Sheet, error) {
	var parts []io.Reader
	for _, f := range files {
		parts = append(parts, bytes.NewReader(f.Data))
	}
	return screening.Parse(list, format, parts...)
}

func (s *Stages) keepVersion(tx Tx, v ScreeningVersion, files []NamedFile) (takenList, error) {
	all, err := tx.ScreeningVersions()
	if err != nil {
		return takenList{}, err
	}
	last, counts := ScreeningVersion{}, ScreeningVersion{}
	accepted, err := acceptances(tx)
	if err != nil {
		return takenList{}, err
	}
	for _, old := range all {
		if old.List != v.List {
			continue
		}
		if last = old; old.Waits == "" || accepted[versionKey(old)].Key != "" {
			counts = old
		}
	}
	if last.Digest == v.Digest && last.Format == v.Format {
		return takenList{last, true}, nil
	}
	if v.List != HouseList {
		v.Waits = shrunk(counts, v, s.Settings.Screening.ShrinkPercent)
	}
	for n, f := range files {
		file := InputFile{SHA256: v.Files[n].SHA256, Name: f.Name, Kind: "screening", Bytes: int64(len(f.Data)), TakenAt: v.TakenAt}
		if err := tx.AddInputFile(file); err != nil {
			return takenList{}, err
		}
	}
	v.Number, err = tx.AddScreeningVersion(v)
	return takenList{version: v}, err
}

// shrunk says that a version has so many fewer names or entries than the one that counts that it may be cut off.
func shrunk(old, v ScreeningVersion, percent int) string {
	if old.Number == 0 {
		return ""
	}
	for _, c := range []struct {
		what     string
		was, now int
	}{{"names", old.Names, v.Names}, {"entries", old.Entries, v.Entries}} {
		if c.now*100 < c.was*(100-percent) {
			return fmt.Sprintf("%s has %d %s, the last one had %d: more than %d %% fewer, so it may be cut off", v.List, c.now, c.what, c.was, percent)
		}
	}
	return ""
}

func versionKey(v ScreeningVersion) string { return fmt.Sprintf("list:%s:%d", v.List, v.Number) }

func acceptances(tx Tx) (map[string]ScreeningAcceptance, error) {
	all, err := tx.ScreeningAcceptances()
	out := map[string]ScreeningAcceptance{}
	for _, a := range all {
		out[a.Key] = a
	}
	return out, err
}

// ListStanding is a list of nostro.yaml as it stands.
type ListStanding struct {
	Settings  ScreeningList
	Counts    ScreeningVersion // the version that is used; its number is 0 where there is none
	Waiting   ScreeningVersion // a newer one that a person must accept; its number is 0 where there is none
	Confirmed time.Time        // when the source last brought the version that counts, or said that it is unchanged
	Failed    string           // why the last visit brought nothing; "" where it did
}

// AgeDays is how many whole days ago the list was confirmed.
func (l ListStanding) AgeDays(now time.Time) int { return int(now.Sub(l.Confirmed) / (24 * time.Hour)) }

// standings returns every list as it stands, in the order of the settings.
func (s *Stages) standings(tx Tx) ([]ListStanding, error) {
	versions, err := tx.ScreeningVersions()
	if err != nil {
		return nil, err
	}
	accepted, err := acceptances(tx)
	if err != nil {
		return nil, err
	}
	var all []ListStanding
	for _, l := range s.Settings.Screening.lists() {
		one := ListStanding{Settings: l}
		for _, v := range versions {
			if v.List != l.Name || v.Format != l.Format {
				continue
			}
			if v.Waits == "" || accepted[versionKey(v)].Key != "" {
				one.Counts, one.Waiting = v, ScreeningVersion{}
				continue
			}
			one.Waiting = v
		}
		if err := one.visited(tx); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// visited tells from the visits how old the list is. One of several files is as old as the oldest of them.
func (l *ListStanding) visited(tx Tx) error {
	visits, err := tx.ScreeningVisits(l.Settings.Name)
	if err != nil {
		return err
	}
	l.Confirmed = l.Counts.TakenAt
	confirmed := map[string]time.Time{}
	for _, v := range visits {
		if l.Failed = ""; v.Version == 0 {
			l.Failed = v.Detail
		}
		if v.Version == l.Counts.Number && l.Counts.Number > 0 {
			confirmed[v.Place] = v.FetchedAt
		}
	}
	first := true
	for _, place := range l.Settings.Places {
		if at, seen := confirmed[place]; seen && (first || at.Before(l.Confirmed)) {
			l.Confirmed, first = at, false
		}
	}
	return nil
}

// Words says which version counts, and from when it is.
func (l ListStanding) Words(now time.Time) string {
	if l.Counts.Number == 0 {
		return "was never read: nostro screening refresh"
	}
	text := fmt.Sprintf("%d entries with %d names, of %s", l.Counts.Entries, l.Counts.Names, l.Counts.TakenAt.UTC().Format("2006-01-02 15:04"))
	if l.Settings.Name != HouseList {
		text += fmt.Sprintf(", confirmed %s ago", strings.ReplaceAll(count(l.AgeDays(now), "day"), "0 days", "less than a day"))
	}
	return text
}
