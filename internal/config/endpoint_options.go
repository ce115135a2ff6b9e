package config

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// EndpointOptions is what a server does wrong. The zero value is a server that does nothing wrong.
type EndpointOptions struct {
	NoEPSV, NoMLSD, NoSIZE, NoUTF8 bool // it answers the command wrongly
	NoCloseNotify                  bool // it ends TLS data connections without saying so
	Zone                           *time.Location
	Tries                          int           // of an upload or a fetch in one run
	Pause                          time.Duration // before the second; each later one is twice as long
	FetchMiB                       int           // the largest file that is fetched
}

// How often and how patiently is tried, where nostro.yaml says nothing.
const (
	triesDefault = 4
	triesMax     = 20
	pauseDefault = 2 * time.Second

	fetchMiBDefault = 512
	fetchMiBMax     = 1000
	pauseMax        = 10 * time.Minute
)

func endpointOptions(s *section) EndpointOptions {
	o := EndpointOptions{Zone: time.UTC, Tries: triesDefault, Pause: pauseDefault, FetchMiB: fetchMiBDefault}
	for _, command := range []struct {
		name  string
		wrong *bool
	}{{"epsv", &o.NoEPSV}, {"mlsd", &o.NoMLSD}, {"size", &o.NoSIZE}, {"utf8", &o.NoUTF8}, {"close_notify", &o.NoCloseNotify}} {
		*command.wrong = !s.chooseFlag(command.name, true) // in one order: problems and the keys that may be are told in it
	}
	s.optional("list_zone").check(func(text string) error {
		zone, err := time.LoadLocation(text)
		if err != nil || text == "Local" {
			return fmt.Errorf("%q is no zone: write a name of the tz database, such as Europe/Brussels", text)
		}
		o.Zone = zone
		return nil
	})
	s.setNumber("fetch_mib", "MiB", 1, fetchMiBMax, &o.FetchMiB)
	s.setNumber("tries", "tries", 1, triesMax, &o.Tries)
	s.optional("pause").check(func(text string) (err error) {
		o.Pause, err = duration(text, pauseMax)
		return err
	})
	return o
}

// plainSuffix is what makes another plain name of a plain name.
var plainSuffix = regexp.MustCompile(`^[._-]?[A-Za-z0-9][A-Za-z0-9._-]{0,14}$`)

func checkPlainSuffix(suffix string) error {
	if !plainSuffix.MatchString(suffix) || suffix == ".part" {
		return fmt.Errorf("%q is no suffix: write a short one such as .ok, and not .part", suffix)
	}
	return nil
}

// finish is how the bank is told that a file is whole. direct is the old way to say none.
func finish(s *section) string {
	direct := s.chooseFlag("direct", false)
	v := s.optional("finish").check(func(text string) error {
		suffix, trigger := strings.CutPrefix(text, "trigger:")
		switch {
		case trigger:
			return checkPlainSuffix(suffix)
		case text != "rename" && text != "none":
			return fmt.Errorf("%q is not known: use rename, none or trigger:SUFFIX", text)
		}
		return nil
	})
	switch {
	case direct && v.said:
		v.bad("direct is finish: none: write only one of them")
	case direct:
		return "none"
	case v.good:
		return v.text
	}
	return "rename"
}

// stableMax bounds the times of the rule.
const stableMax = 24 * time.Hour

// stable is when a file that waits for us is whole.
func stable(s *section) string {
	v := s.optional("stable").check(func(text string) error {
		rule, rest, more := strings.Cut(text, ":")
		switch {
		case text == "size":
			return nil
		case more && rule == "trigger":
			return checkPlainSuffix(rest)
		case more && (rule == "size" || rule == "age"):
			_, err := duration(rest, stableMax)
			return err
		}
		return fmt.Errorf("%q is not known: use size, size:TIME, age:TIME or trigger:SUFFIX", text)
	})
	if v.good {
		return v.text
	}
	return "size"
}
