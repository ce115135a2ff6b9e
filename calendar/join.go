package calendar

import (
	"slices"
	"strings"
)

// Join returns the calendar that is open only where all the given ones are. It knows what all of them know.
func Join(calendars ...Calendar) Calendar {
	joined := Calendar{}
	names := make([]string, len(calendars))
	for i, c := range calendars {
		names[i] = c.name
		joined.rules = append(joined.rules, c.rules...)
		joined.joined = append(joined.joined, c.parts()...)
		if c.first.After(joined.first) {
			joined.first = c.first
		}
		joined.last = earlier(joined.last, c.last)
		joined.published = earlier(joined.published, c.published)
	}
	joined.name = strings.Join(names, "+")
	return joined
}

// earlier returns the earlier of two bounds, of which no date is none.
func earlier(a, b Date) Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Parts returns the calendars of which this one is made: itself where it is one.
func (c Calendar) Parts() []Calendar { return slices.Clone(c.parts()) }

// parts returns the calendars of which this one is made: itself where it is one.
func (c Calendar) parts() []Calendar {
	if len(c.joined) > 0 {
		return c.joined
	}
	return []Calendar{c}
}

// Closed is one reason for which no business is done on a date.
type Closed struct {
	Calendar string // which of the calendars that were joined
	Why      string // such as "Good Friday"
}

// Closings returns what each of the calendars that were joined has against the date, in their order; none where
// business is done.
func (c Calendar) Closings(d Date) []Closed {
	var all []Closed
	for _, part := range c.parts() {
		if why := part.Why(d); why != "" {
			all = append(all, Closed{part.name, why})
		}
	}
	return all
}

// Except returns the calendar with the given dates open whatever its rules say: a feast that did not come, or a
// working Saturday.
func (c Calendar) Except(open ...Date) Calendar {
	rules, working := c.rules, On(open...)
	c.rules = []Rule{func(d Date) string {
		if working(d) != "" {
			return ""
		}
		return firstWhy(rules, d)
	}}
	parts := c.joined
	c.joined = nil
	for _, part := range parts {
		c.joined = append(c.joined, part.Except(open...))
	}
	return c
}
