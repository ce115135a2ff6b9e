package config

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"nostro/identifiers"
	"nostro/jobs"
	"nostro/risk/screening"
)

// Limits of what may be said about screening, and what holds where nothing is said.
const (
	listsMax            = 50
	thresholdMin        = 5000 // below half, nearly every name hits
	thresholdMax        = 10_000
	thresholdDefault    = 8500
	weakDefault         = 9500
	listAgeMax          = 365
	listAgeDefault      = 2
	shrinkPercentUsual  = 10
	shrinkPercentAtMost = 90
)

var listNameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,34}$`)

// screeningOf reads what may be left out: the lists that creditors and participants are screened against.
func (r *reader) screeningOf(s *section) jobs.ScreeningSettings {
	if s == nil {
		return jobs.ScreeningSettings{}
	}
	out := jobs.ScreeningSettings{ShrinkPercent: shrinkPercentUsual}
	lists := s.optionalSections("lists")
	if len(lists) > listsMax {
		s.bad("has %d lists: at most %d are taken", len(lists), listsMax)
	}
	for _, l := range lists {
		out.Lists = append(out.Lists, r.list(l, out.Lists))
	}
	for _, v := range s.texts("countries", false) {
		out.Countries = append(out.Countries, v.check(checkCountry).text)
	}
	for _, v := range s.texts("bics", false) {
		out.BICs = append(out.BICs, v.check(checkBank).text)
	}
	for _, v := range s.texts("may_decide", false) {
		out.MayDecide = append(out.MayDecide, v.text)
	}
	s.setNumber("shrink_percent", "per cent", 1, shrinkPercentAtMost, &out.ShrinkPercent)
	if !s.absent && !out.On() && len(lists) == 0 {
		s.bad("screens against nothing: write lists, countries or bics, or leave the section out")
	}
	s.end()
	return out
}

func (r *reader) list(s *section, before []jobs.ScreeningList) jobs.ScreeningList {
	name := s.text("name").check(func(text string) error {
		if !listNameForm.MatchString(text) {
			return fmt.Errorf("%q: a list is named by at most 35 letters, digits, hyphens and underscores", text)
		}
		return nil
	})
	for _, other := range before {
		if name.good && other.Name == name.text {
			name.bad("%q is there twice: give each list a name of its own", name.text)
		}
	}
	l := jobs.ScreeningList{Name: name.text, AgeDaysMax: listAgeDefault, Threshold: screening.Threshold{Strong: thresholdDefault, Weak: weakDefault}}
	var words []string
	for _, f := range screening.Formats() {
		words = append(words, string(f))
	}
	l.Format = screening.Format(s.text("format").oneOf(words...).text)
	if from := s.text("from").check(checkListPlace); from.good {
		l.Places = r.listPlaces(l.Format, from.text)
	}
	s.setNumber("threshold_bp", "basis points", thresholdMin, thresholdMax, &l.Threshold.Strong)
	s.setNumber("weak_threshold_bp", "basis points", thresholdMin, thresholdMax, &l.Threshold.Weak)
	s.setNumber("age_days_max", "days", 1, listAgeMax, &l.AgeDaysMax)
	s.end()
	return l
}

// listPlaces names the files of a list. Several are beside each other in the folder that is named.
func (r *reader) listPlaces(format screening.Format, from string) []string {
	files := screening.FilesOf(format)
	isURL := strings.Contains(from, "://")
	if !isURL {
		from = r.path(from)
	}
	if len(files) == 1 {
		return []string{from}
	}
	var places []string
	for _, f := range files {
		places = append(places, strings.TrimSuffix(from, "/")+"/"+f)
	}
	return places
}

// checkListPlace takes a URL of http or https without a password, or the name of a file or a folder.
func checkListPlace(text string) error {
	if err := checkPlace(text); err != nil {
		return err
	}
	if u, err := url.Parse(text); err == nil && u.Scheme == "ftp" {
		return fmt.Errorf("lists are fetched from http, https, a file or a folder: put the file there")
	}
	return nil
}

// checkBank takes a BIC of eight or eleven characters.
func checkBank(text string) error {
	if len(text) == 8 {
		return identifiers.CheckBIC(text + "XXX")
	}
	return identifiers.CheckBIC(text)
}
