package fx

import (
	"errors"
	"fmt"
	"strings"

	"nostro/calendar"
	"nostro/money"
)

// ErrNoValueDate marks a trade for which no value date can be told, or a date on which a pair does not settle;
// test with errors.Is.
var ErrNoValueDate = errors.New("no value date")

// Calendars finds the calendar by which a currency settles.
type Calendars func(money.Currency) (calendar.Calendar, error)

// dollar is on one side of most trades: crosses are dealt through it, so it must be open when they settle.
var dollar = money.MustCurrency("USD")

// nextDay are the currencies that settle against USD on the business day after the trade.
var nextDay = map[string]bool{"CAD": true, "TRY": true, "RUB": true, "PHP": true}

// wholeUSD are the currencies against which a US holiday on a day between does count (Latin America).
var wholeUSD = map[string]bool{"ARS": true, "CLP": true, "MXN": true}

// SpotDays returns how many business days after the trade the pair settles: 1 for USD against CAD, TRY, RUB and
// PHP, else 2.
func SpotDays(p Pair) int {
	if p.Base == dollar && nextDay[p.Quote.Code()] || p.Quote == dollar && nextDay[p.Base.Code()] {
		return 1
	}
	return 2
}

// SpotDate returns the day on which a trade of the pair settles, and in words why that day. Each day between the
// trade and that day must be good in the currencies of the pair other than USD: a US holiday there pushes nothing,
// unless the pair is of USD and ARS, CLP or MXN. The day itself must be good in both currencies, and in USD for
// a cross. A trade on a closed day counts from that day as it is, it is not moved first. Rule: the conventions of
// the spot market as in I. Clark, Foreign Exchange Option Pricing, chapter 1, and QuantLib PR 121. It errs for a pair
// that is none and no trade date (ErrNoValueDate), an unknown calendar, and dates that one does not know.
func SpotDate(p Pair, trade calendar.Date, find Calendars) (calendar.Date, []string, error) {
	if p.Base.IsZero() || p.Quote.IsZero() || p.Base == p.Quote || trade.IsZero() {
		return calendar.Date{}, nil, fmt.Errorf("spot date of %s traded on %q: %w: give two currencies and a date", p, trade,
			ErrNoValueDate)
	}
	between, last, err := spotCalendars(p, find)
	if err != nil {
		return calendar.Date{}, nil, fmt.Errorf("spot date of %s: %w", p, err)
	}
	lag := SpotDays(p)
	words := []string{fmt.Sprintf("%s settles %d business day(s) after the trade of %s", p, lag, trade)}
	d := trade
	for n := 1; n <= lag; n++ {
		c := between
		if n == lag {
			c = last
		}
		var skipped []string
		if d, skipped, err = goodAfter(c, d); err != nil {
			return calendar.Date{}, nil, fmt.Errorf("spot date of %s: %w", p, err)
		}
		words = append(words, skipped...)
		words = append(words, fmt.Sprintf("day %d is %s, good in %s", n, d, c.Name()))
	}
	return d, words, nil
}

// CheckValueDate errs, wrapping ErrNoValueDate, where the pair does not settle on the date: it must be good in
// both currencies, and in USD for a cross.
func CheckValueDate(p Pair, on calendar.Date, find Calendars) error {
	_, last, err := spotCalendars(p, find)
	if err != nil {
		return fmt.Errorf("value date of %s: %w", p, err)
	}
	if err := last.CheckKnown(on); err != nil {
		return err
	}
	if why := last.Why(on); why != "" {
		return fmt.Errorf("%s does not settle on %s: %w: it is closed in %s (%s)", p, on, ErrNoValueDate, last.Name(), why)
	}
	return nil
}

// spotCalendars returns the calendar of the days between and that of the value date.
func spotCalendars(p Pair, find Calendars) (between, last calendar.Calendar, err error) {
	var some, all []calendar.Calendar
	currencies := []money.Currency{p.Base, p.Quote}
	if p.Base != dollar && p.Quote != dollar {
		currencies = append(currencies, dollar)
	}
	for n, c := range currencies {
		found, err := find(c)
		if err != nil {
			return between, last, err
		}
		all = append(all, found)
		if n < 2 && (c != dollar || wholeUSD[p.Base.Code()] || wholeUSD[p.Quote.Code()]) {
			some = append(some, found)
		}
	}
	return calendar.Join(some...), calendar.Join(all...), nil
}

// goodAfter returns the first good day after d, and why those before it are none.
func goodAfter(c calendar.Calendar, d calendar.Date) (calendar.Date, []string, error) {
	good, err := c.Next(d.AddDays(1))
	if err != nil {
		return good, nil, err
	}
	var skipped []string
	for day := d.AddDays(1); day.Before(good); day = day.AddDays(1) {
		skipped = append(skipped, fmt.Sprintf("%s is %s", day, strings.TrimSpace(c.Why(day))))
	}
	if err := errors.Join(c.CheckKnown(d), c.CheckKnown(good)); err != nil {
		return calendar.Date{}, nil, err
	}
	return good, skipped, nil
}
