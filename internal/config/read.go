package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nostro/calendar"
	"nostro/formats"
	"nostro/identifiers"
	"nostro/jobs"
	"nostro/money"
)

// reader turns what is written into what is meant, and collects the problems.
type reader struct {
	dir      string
	getenv   func(string) string
	problems []error
}

// bad notes a problem at a key.
func (r *reader) bad(key, format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf("%s: %s", key, fmt.Sprintf(format, args...)))
}

func (r *reader) check(key string, err error) {
	if err != nil {
		r.bad(key, "%v", err)
	}
}

// must notes a missing text.
func (r *reader) must(key, value string) string {
	if strings.TrimSpace(value) == "" {
		r.bad(key, "is missing: write it")
	}
	return value
}

func (r *reader) currency(key, code string) money.Currency {
	c, err := money.ParseCurrency(code)
	r.check(key, err)
	return c
}

func (r *reader) config(f file) Config {
	c := Config{Endpoints: map[string]Endpoint{}}
	c.Settings.House = r.house(f.House)
	c.Settings.Calendar = r.calendar(f.Calendar)
	var err error
	c.Settings.CutOff, err = calendar.ParseCutOff(f.CutOff.Time, f.CutOff.Zone)
	r.check("cut_off", err)
	if c.Settings.CutOffDays = f.CutOff.DaysBefore; c.Settings.CutOffDays < 0 || c.Settings.CutOffDays > cutOffDaysMax {
		r.bad("cut_off.days_before", "%d is not from 0 to %d", f.CutOff.DaysBefore, cutOffDaysMax)
	}
	c.Settings.Rates = r.rates(f.Rates)
	c.Settings.Approvers = f.Approvers
	c.Settings.IDs = r.key(f.KeyFile)
	r.correspondents(f.Correspondents, &c)
	return c
}

// cutOffDaysMax bounds how long before the value date a cycle may close.
const cutOffDaysMax = 10

func (r *reader) house(f houseFile) jobs.House {
	r.must("house.name", f.Name)
	r.check("house.bic", identifiers.CheckBIC(f.BIC))
	r.must("house.address.town", f.Address.Town)
	r.must("house.address.country", f.Address.Country)
	return jobs.House{Name: f.Name, BIC: f.BIC, Base: r.currency("house.base", f.Base),
		Address: formats.Address{Street: f.Address.Street, Building: f.Address.Building, PostCode: f.Address.PostCode,
			Town: f.Address.Town, Country: f.Address.Country}}
}

func (r *reader) calendar(f calendarFile) calendar.Calendar {
	base := calendar.Calendar{}
	switch f.Name {
	case "TARGET":
		base = calendar.TARGET()
	case "weekend":
		base = calendar.New("weekend", calendar.Weekend)
	default:
		r.bad("calendar.name", "%q is not known: use TARGET, or weekend with your own holidays", f.Name)
	}
	if len(f.Holidays) == 0 {
		return base
	}
	var days []calendar.Date
	for n, text := range f.Holidays {
		d, err := calendar.ParseDate(text)
		r.check(fmt.Sprintf("calendar.holidays[%d]", n), err)
		days = append(days, d)
	}
	return calendar.Join(base, calendar.New("own holidays", calendar.On(days...)))
}

func (r *reader) rates(f ratesFile) jobs.RateSettings {
	if f.Source != "ECB" {
		r.bad("rates.source", "%q is not known: use ECB", f.Source)
	}
	if f.AgeDaysMax < 1 {
		r.bad("rates.age_days_max", "%d business days: say at least 1", f.AgeDaysMax)
	}
	if f.SpreadBP < 0 || f.SpreadBP > spreadBPMax {
		r.bad("rates.spread_bp", "%d basis points are not from 0 to %d", f.SpreadBP, spreadBPMax)
	}
	return jobs.RateSettings{Source: f.Source, Calendar: calendar.TARGET(), AgeDaysMax: f.AgeDaysMax,
		SpreadBP: f.SpreadBP, Pivot: r.currency("rates.pivot", f.Pivot)}
}

// spreadBPMax catches a spread written in the wrong unit: 10 % is 1,000 basis points.
const spreadBPMax = 1000

// key reads the key of the installation, from which identifiers are derived.
func (r *reader) key(name string) identifiers.Deriver {
	if r.must("key_file", name) == "" {
		return identifiers.Deriver{}
	}
	data, err := os.ReadFile(r.path(name))
	if err != nil {
		r.bad("key_file", "%v: nostro init makes one", err)
		return identifiers.Deriver{}
	}
	ids, err := identifiers.NewDeriver([]byte(strings.TrimSpace(string(data))))
	r.check("key_file", err)
	return ids
}

func (r *reader) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.dir, name)
}
