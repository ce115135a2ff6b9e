package config

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"nostro/calendar"
	"nostro/jobs"
)

// expects reads which files a correspondent gives on every business day, and by when; it may be left out.
func expects(list []*section) (out []jobs.Expectation) {
	names := map[string]bool{}
	for _, s := range list {
		name := s.text("name").check(checkID)
		if name.good && names[name.text] {
			name.bad("%q is there twice: give each its own name", name.text)
		}
		names[name.text] = true
		e := jobs.Expectation{Name: name.text}
		kind, pattern := s.optional("kind").check(checkKind), s.optional("pattern").check(checkPattern)
		if kind.said == pattern.said && !s.absent {
			s.bad("give either kind, such as camt.053, or pattern, such as \"STMT*.xml\"")
		}
		e.Kind, e.Pattern = kind.text, pattern.text
		e.By = cutOffOf(s.text("by"), s.text("zone"))
		s.text("calendar").check(func(text string) (err error) {
			e.Calendar, err = calendarByName(text)
			return err
		})
		e.Since = s.text("since").date()
		s.end()
		out = append(out, e)
	}
	return out
}

// cutOffOf reads a time of day in a zone.
func cutOffOf(clock, zone value) calendar.CutOff {
	clock.check(func(text string) error {
		_, err := calendar.ParseCutOff(text, "UTC")
		return err
	})
	zone.check(func(text string) error {
		_, err := calendar.ParseCutOff("00:00", text)
		return err
	})
	c, _ := calendar.ParseCutOff(clock.text, zone.text) // what is wrong with either was told above
	return c
}

// checkKind takes a kind of message that is read here: of another one nobody could ever tell that it came.
func checkKind(kind string) error {
	if !slices.Contains(jobs.ActedOn(), kind) {
		return fmt.Errorf("%q is no kind of message that is read here: use one of %s, or pattern", kind, strings.Join(jobs.ActedOn(), ", "))
	}
	return nil
}

func checkPattern(pattern string) error {
	if _, err := path.Match(pattern, "x"); err != nil || strings.Contains(pattern, "/") {
		return fmt.Errorf("%q is no pattern of a file name: use characters, * for any of them and ? for one", pattern)
	}
	return nil
}
