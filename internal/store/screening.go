package store

import (
	"encoding/json"
	"fmt"

	"nostro/jobs"
	"nostro/risk/screening"
)

const (
	versionColumns = "list, format, digest, entries, names, ignored, taken_at, taken_by, waits"
	selectVersions = "SELECT number, " + versionColumns + " FROM screening_list ORDER BY number"

	versionFileColumns = "version, part, name, sha256"
	selectVersionFiles = "SELECT part, name, sha256 FROM screening_file WHERE version = ?1 ORDER BY part"

	listVisitColumns    = "list, place, fetched_at, fetched_by, outcome, etag, last_modified, version, sha256, detail"
	selectListVisits    = "SELECT number, " + listVisitColumns + " FROM screening_visit WHERE list = ?1 ORDER BY number"
	selectLastListVisit = "SELECT number, " + listVisitColumns + " FROM screening_visit WHERE place = ?1 AND version IS NOT NULL " +
		"ORDER BY number DESC LIMIT 1"

	acceptanceColumns = "key, what, maker, checker, reason, accepted_at"
	selectAcceptances = "SELECT " + acceptanceColumns + " FROM screening_acceptance ORDER BY key"
)

var (
	insertVersion     = insertInto("screening_list", versionColumns)
	insertVersionFile = insertInto("screening_file", versionFileColumns)
	insertListVisit   = insertInto("screening_visit", listVisitColumns)
	insertAcceptance  = insertInto("screening_acceptance", acceptanceColumns)
)

func (t *tx) AddScreeningVersion(v jobs.ScreeningVersion) (int64, error) {
	what := "version of list " + v.List
	number, err := t.add(what, insertVersion, v.List, string(v.Format), v.Digest, v.Entries, v.Names, ignored(v.Ignored), instant(v.TakenAt),
		v.TakenBy, v.Waits)
	for _, f := range v.Files {
		if err == nil {
			err = t.exec(what, insertVersionFile, number, f.Part, f.Name, f.SHA256)
		}
	}
	return number, err
}

func ignored(all []screening.Ignored) any {
	encoded, err := json.Marshal(append([]screening.Ignored{}, all...))
	if err != nil {
		return err
	}
	return string(encoded)
}

func ignoredCell(all *[]screening.Ignored) cell {
	return textCell(func(text string) error {
		*all = nil
		return json.Unmarshal([]byte(text), all)
	})
}

func (t *tx) ScreeningVersions() ([]jobs.ScreeningVersion, error) {
	all, err := list(t, "versions of lists", func(v *jobs.ScreeningVersion) []any {
		return []any{&v.Number, &v.List, choice(&v.Format, screening.Formats()...), &v.Digest, &v.Entries, &v.Names, ignoredCell(&v.Ignored),
			instantCell(&v.TakenAt), &v.TakenBy, &v.Waits}
	}, selectVersions)
	for n := range all {
		if err == nil {
			all[n].Files, err = list(t, fmt.Sprintf("files of version %d", all[n].Number), func(f *jobs.ScreeningFile) []any {
				return []any{&f.Part, &f.Name, &f.SHA256}
			}, selectVersionFiles, all[n].Number)
		}
	}
	return all, err
}

func (t *tx) AddScreeningVisit(v jobs.ScreeningVisit) error {
	return t.exec("visit for list "+v.List, insertListVisit, v.List, v.Place, instant(v.FetchedAt), v.FetchedBy, string(v.Outcome), v.ETag,
		v.LastModified, idOf(v.Version), ref(v.SHA256), v.Detail)
}

func intoListVisit(v *jobs.ScreeningVisit) []any {
	return []any{&v.Number, &v.List, &v.Place, instantCell(&v.FetchedAt), &v.FetchedBy,
		choice(&v.Outcome, jobs.FetchTaken, jobs.FetchUnchanged, jobs.FetchRefused, jobs.FetchFailed), &v.ETag, &v.LastModified,
		idCell(&v.Version), refCell(&v.SHA256), &v.Detail}
}

func (t *tx) LastScreeningVisit(place string) (jobs.ScreeningVisit, bool, error) {
	return one(t, "last visit to "+place, intoListVisit, selectLastListVisit, place)
}

func (t *tx) ScreeningVisits(of string) ([]jobs.ScreeningVisit, error) {
	return list(t, "visits for list "+of, intoListVisit, selectListVisits, of)
}

func (t *tx) AddScreeningAcceptance(a jobs.ScreeningAcceptance) error {
	return t.exec("acceptance of "+a.Key, insertAcceptance, a.Key, a.What, a.Maker, a.Checker, a.Reason, instant(a.At))
}

func (t *tx) ScreeningAcceptances() ([]jobs.ScreeningAcceptance, error) {
	return list(t, "acceptances of lists", func(a *jobs.ScreeningAcceptance) []any {
		return []any{&a.Key, &a.What, &a.Maker, &a.Checker, &a.Reason, instantCell(&a.At)}
	}, selectAcceptances)
}
