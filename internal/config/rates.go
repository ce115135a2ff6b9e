package config

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"nostro/calendar"
	"nostro/fx"
	"nostro/jobs"
)

// Limits of what may be said about rates, and what holds where nothing is said.
const (
	spreadBPMax        = 1000 // catches a spread written in the wrong unit: 10 % is 1,000 basis points
	ageDaysMax         = 30
	moveLimitDefault   = 500 // a major currency hardly ever moves 5 % between two fixings
	moveLimitMax       = 100_000
	coherenceDefault   = 10
	coherenceMax       = 1000
	feedsMax           = 50
	sourceECB          = "ECB"
	sourceCNB          = "CNB"
	publishedZoneOfECB = "Europe/Brussels"
)

func (r *reader) rates(s *section, c *Config) jobs.RateSettings {
	source := s.text("source").check(fx.CheckSource)
	out := jobs.RateSettings{Source: source.text, Calendar: calendar.TARGET(),
		AgeDaysMax: s.number("age_days_max", "business days", 1, ageDaysMax),
		SpreadBP:   s.number("spread_bp", "basis points", 0, spreadBPMax), Pivot: s.text("pivot").currency(),
		CoherenceBP: coherenceDefault, MoveLimitBP: moveLimitDefault, CoverChargeBP: jobs.CoverChargeBPUsual}
	if v := s.optional("cross"); v.said {
		out.Cross = v.currency()
	} else if out.Source != sourceECB {
		out.Cross = out.Pivot
	}
	s.setNumber("coherence_bp", "basis points", 0, coherenceMax, &out.CoherenceBP)
	s.setNumber("cover_charge_bp", "basis points", 0, jobs.CoverChargeBPMax, &out.CoverChargeBP)
	s.setNumber("move_limit_bp", "basis points", 1, moveLimitMax, &out.MoveLimitBP)
	out.MoveLimits = moveLimits(s.optionalSections("move_limits"))
	for _, v := range s.texts("may_accept", false) {
		out.MayAccept = append(out.MayAccept, v.text)
	}
	feeds := s.optionalSections("feeds")
	if len(feeds) > feedsMax {
		s.bad("has %d feeds: at most %d are taken", len(feeds), feedsMax)
	}
	for _, f := range feeds {
		out.Feeds = append(out.Feeds, r.feed(f, out, c))
	}
	for _, f := range out.Feeds {
		if f.Name == out.Source {
			out.Calendar = f.Source.Calendar
			source.good = false // it is known
		}
	}
	if source.good && out.Source != sourceECB && out.Source != sourceCNB {
		source.bad("%q is not known: use ECB, CNB or the name of one of rates.feeds", out.Source)
	}
	s.end()
	return out
}

func moveLimits(list []*section) map[fx.Pair]int {
	if len(list) == 0 {
		return nil
	}
	limits := map[fx.Pair]int{}
	for _, s := range list {
		v := s.text("pair")
		var pair fx.Pair
		v.check(func(text string) (err error) {
			pair, err = fx.ParsePair(text)
			return err
		})
		limit := s.number("bp", "basis points", 0, moveLimitMax)
		_, same := limits[pair]
		_, inverse := limits[fx.Pair{Base: pair.Quote, Quote: pair.Base}]
		if v.good && pair != (fx.Pair{}) && (same || inverse) {
			v.bad("%s is there twice: give each pair one limit", pair)
		}
		limits[pair] = limit
		s.end()
	}
	return limits
}

func (r *reader) feed(s *section, rates jobs.RateSettings, c *Config) jobs.RateFeed {
	name := s.text("name").check(fx.CheckSource)
	for _, other := range rates.Feeds {
		if name.good && other.Name == name.text {
			name.bad("%q is there twice: give each source one feed", name.text)
		}
	}
	f := jobs.RateFeed{Name: name.text}
	place := s.text("place").check(checkPlace)
	switch f.Place = place.text; {
	case !place.good:
	case strings.HasPrefix(place.text, "ftp://"):
		c.Feeds[name.text] = feedEndpoint(s, place.text)
	case !strings.Contains(place.text, "://"):
		f.Place = r.path(place.text)
	}
	f.Source.Calendar = calendar.TARGET()
	if sub := s.optionalSection("calendar"); sub != nil {
		f.Source.Calendar = businessDays(sub)
	}
	published := s.optional("published")
	zone := s.optional("zone")
	if published.good {
		clock, where := published.text, publishedZoneOfECB
		if zone.good {
			where = zone.text
		}
		published.check(func(string) (err error) {
			f.Source.Published, err = calendar.ParseCutOff(clock, where)
			return err
		})
	} else if zone.said {
		zone.bad("is the zone of published: write that too")
	}
	s.end()
	return f
}

// checkPlace takes a URL of http, https or ftp without a password, or the name of a file or a folder.
func checkPlace(text string) error {
	scheme, _, isURL := strings.Cut(text, "://")
	if !isURL {
		return nil
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Fragment != "":
		return fmt.Errorf("%q is no address: write it as https://host/path", text)
	case scheme != "http" && scheme != "https" && scheme != "ftp":
		return fmt.Errorf("%q: use http, https, ftp, or the name of a folder or file", scheme)
	case u.User != nil:
		return fmt.Errorf("a name or password in the address is shown in logs: write user and password_env or password_file")
	case scheme == "ftp" && (u.Path == "" || u.RawQuery != ""):
		return fmt.Errorf("%q: name a file, or a folder with / at its end", text)
	}
	return nil
}

// feedEndpoint is how an FTP server of rates is reached. Nothing is put there, and nothing is taken away.
func feedEndpoint(s *section, place string) Endpoint {
	u, err := url.Parse(place)
	if err != nil {
		return Endpoint{}
	}
	address := u.Host
	if u.Port() == "" {
		address += ":21"
	}
	in := u.Path
	if !strings.HasSuffix(in, "/") {
		in = filepath.ToSlash(filepath.Dir(in))
	}
	e := Endpoint{Address: address, User: "anonymous", InFolder: in, OutFolder: "/nothing", Verify: "size", AfterFetch: "keep",
		Deadline: deadlineDefault, Password: func() (string, error) { return "anonymous", nil }}
	if user := s.optional("user"); user.said {
		e.User, e.Password = user.text, s.password(false)
	}
	return e
}

// optionalSection is section for a key that may be left out; nil where it is.
func (s *section) optionalSection(name string) *section {
	if _, there := s.take(name); !there {
		return nil
	}
	return s.section(name)
}
