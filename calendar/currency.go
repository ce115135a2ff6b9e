package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrNoCalendar marks a currency or a name of which no calendar is known; test with errors.Is.
var ErrNoCalendar = errors.New("no calendar")

// Names returns the names of the calendars that ByName knows, sorted.
func Names() []string {
	names := []string{}
	for _, a := range abouts {
		names = append(names, a.Name)
	}
	slices.Sort(names)
	return names
}

// ByName returns the calendar of the name, such as "Fed".
func ByName(name string) (Calendar, error) {
	for _, a := range abouts {
		if a.Name == name {
			return a.make(), nil
		}
	}
	return Calendar{}, fmt.Errorf("%w is called %q: use one of %s", ErrNoCalendar, name, strings.Join(Names(), ", "))
}

// ForCurrency returns the calendar by which the currency settles, named by its ISO 4217 code.
func ForCurrency(code string) (Calendar, error) {
	for _, a := range abouts {
		if a.Currency == code {
			return a.make(), nil
		}
	}
	return Calendar{}, fmt.Errorf("%w for %s is known: list its holidays in nostro.yaml, under calendars",
		ErrNoCalendar, code)
}
