package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"nostro/formats"
	"nostro/identifiers"
	"nostro/jobs"
)

// reader turns what is written into what is meant, and collects the problems.
type reader struct {
	dir      string
	getenv   func(string) string
	problems Problems
	secrets  []Secret
}

// bad notes a problem at a line and key.
func (r *reader) bad(line int, key, format string, args ...any) {
	r.problems = append(r.problems, Problem{Line: line, Key: key, Text: fmt.Sprintf(format, args...)})
}

func (r *reader) config(root *section) Config {
	c := Config{Endpoints: map[string]Endpoint{}, Feeds: map[string]Endpoint{}}
	c.Settings.House = house(root.section("house"))
	cutOff(root.section("cut_off"), &c.Settings)
	c.Settings.Calendar = businessDays(root.section("calendar"))
	c.Settings.Calendars = currencyCalendars(root.optionalSections("calendars"))
	c.Settings.Tiers = tiers(root.optionalSections("tiers"))
	c.Settings.Rates = r.rates(root.section("rates"), &c)
	c.Settings.Netting = root.netting()
	c.Settings.Risk = risk(root, c.Settings.House.Base)
	waits := root.optionalSection("pay_outs")
	c.Settings.PayOuts = payOuts(waits)
	c.Settings.Screening = r.screeningOf(root.optionalSection("screening"))
	c.Settings.Jobs = jobList(root.optionalSections("jobs"))
	c.Settings.People = people(root)
	c.Settings.Approvers = approvers(root, c.Settings.People)
	c.Settings.IDs = r.deriver(root.text("key_file"))
	c.Archive = archive(root)
	c.Settings.Alarms = alarms(root.optionalSection("alarms"), &c)
	c.Listen = metrics(root.optionalSection("metrics"))
	c.Log = logOf(root.optionalSection("log"))
	own := ownProfiles(root.optionalSections("profiles"))
	correspondents(root.sections("correspondents"), own, &c)
	payOutsKnown(waits, c.Settings)
	c.Settings.Approval = approval(root, c.Settings)
	c.Settings.Anomalies = anomalies(root)
	c.Settings.Reserve = reserve(root)
	c.Settings.Matching = matching(root, c.Settings)
	c.Settings.Breaks = breaks(root, c.Settings)
	root.end()
	return c
}

var countryForm = regexp.MustCompile(`^[A-Z]{2}$`)

func checkCountry(code string) error {
	if !countryForm.MatchString(code) {
		return fmt.Errorf("%q is no country of ISO 3166: write two capital letters, such as GB", code)
	}
	return nil
}

func house(s *section) jobs.House {
	h := jobs.House{Name: s.text("name").text, BIC: s.text("bic").check(identifiers.CheckBIC).text,
		Base: s.text("base").currency()}
	a := s.section("address")
	country := a.text("country").check(checkCountry)
	h.Address = formats.Address{Street: a.optional("street").text, Building: a.optional("building").text,
		PostCode: a.optional("post_code").text, Town: a.text("town").text, Country: country.text}
	a.end()
	s.end()
	return h
}

// keyBytesMax bounds the file of the key: nostro init writes 65 bytes.
const keyBytesMax = 4096

// deriver reads the key of the installation, from which identifiers are derived.
func (r *reader) deriver(v value) (ids identifiers.Deriver) {
	v.check(func(name string) error {
		data, err := readLimited(r.path(name), keyBytesMax)
		if errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s is not there: restore it from your backup; for a new installation nostro init makes one",
				r.path(name))
		}
		if err == nil {
			err = checkClosed(r.path(name), "but never change the key itself: identifiers are derived from it")
		}
		if err == nil && len(data) > keyBytesMax {
			return fmt.Errorf("%s has more than %d bytes: it is no key", r.path(name), keyBytesMax)
		}
		if err == nil {
			ids, err = identifiers.NewDeriver([]byte(strings.TrimSpace(string(data))))
		}
		return err
	})
	return ids
}

func (r *reader) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.dir, name)
}
