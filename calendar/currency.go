package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// known are the calendars that the program has, by name, and the currency that settles by each.
var known = []struct {
	currency string
	make     func() Calendar
}{
	{"CAD", Toronto}, {"CHF", Zurich}, {"CZK", Prague}, {"DKK", Copenhagen}, {"EUR", TARGET}, {"GBP", London},
	{"JPY", Tokyo}, {"KWD", Kuwait}, {"NOK", Oslo}, {"PLN", Warsaw}, {"SEK", Stockholm}, {"USD", Fed},
}

// ErrNoCalendar marks a currency or a name of which no calendar is known; test with errors.Is.
var ErrNoCalendar = errors.New("no calendar")

// Names returns the names of the calendars that ByName knows, sorted.
func Names() []string {
	names := []string{}
	for _, k := range known {
		names = append(names, k.make().Name())
	}
	slices.Sort(names)
	return names
}

// ByName returns the calendar of the name, such as "Fed".
func ByName(name string) (Calendar, error) {
	for _, k := range known {
		if c := k.make(); c.Name() == name {
			return c, nil
		}
	}
	return Calendar{}, fmt.Errorf("%w is called %q: use one of %s", ErrNoCalendar, name, strings.Join(Names(), ", "))
}

// ForCurrency returns the calendar by which the currency settles, named by its ISO 4217 code.
func ForCurrency(code string) (Calendar, error) {
	for _, k := range known {
		if k.currency == code {
			return k.make(), nil
		}
	}
	return Calendar{}, fmt.Errorf("%w for %s is known: list its holidays in nostro.yaml, under calendars",
		ErrNoCalendar, code)
}
