package calendar

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/za"
)

// Calendars whose days come from github.com/rickar/cal, with what it lacks. It keeps public holidays, not those of
// banks, and no end of its knowledge: so each is bounded to the years whose days were compared with another list.
const (
	libraryFirst = 2024
	libraryLast  = 2028
)

// Sydney returns the days on which RITS, in which Australian dollars settle, is closed: New Year's Day, Australia Day,
// Good Friday, Easter Monday, Anzac Day, the King's Birthday, Christmas Day and Boxing Day, where New South Wales and
// Victoria both keep them (Reserve Bank of Australia, RITS business hours). On Labour Day and the bank holiday of August,
// which New South Wales keeps alone, RITS is open: list them in nostro.yaml where your bank is not.
func Sydney() Calendar { return ofLibrary("Sydney", sydneyDays) }

// Wellington returns the public holidays of New Zealand (Holidays Act 2003), without the anniversary days of provinces.
// Those on a weekend that are made up for are made up for on Monday or Tuesday.
func Wellington() Calendar { return ofLibrary("Wellington", wellingtonDays) }

// Johannesburg returns the public holidays of South Africa (Public Holidays Act 36 of 1994), on which SAMOS is closed.
func Johannesburg() Calendar { return ofLibrary("Johannesburg", johannesburgDays) }

// SaoPaulo returns the days that are no banking days in Brazil: the national holidays, the Monday and Tuesday of
// Carnival, and Corpus Christi. Holidays of states and cities do not count.
func SaoPaulo() Calendar { return ofLibrary("SaoPaulo", saoPauloDays) }

// Bucharest returns the public holidays of Romania (Labour Code, article 139).
func Bucharest() Calendar { return ofLibrary("Bucharest", bucharestDays) }

var (
	sydneyDays = libraryDays([]*cal.Holiday{au.NewYear, au.AustraliaDay, au.GoodFriday, au.EasterMonday, au.AnzacDay,
		au.QueensBirthday, au.ChristmasDay, au.BoxingDay}, nil)

	wellingtonDays = libraryDays(nz.Holidays, map[string]string{"2024-06-28": "Matariki", "2025-06-20": "Matariki",
		"2026-07-10": "Matariki", "2027-06-25": "Matariki", "2028-07-14": "Matariki"})

	johannesburgDays = libraryDays(za.Holidays, map[string]string{"2024-05-29": "election day"})

	saoPauloDays = libraryDays(br.Holidays, map[string]string{"2024-02-12": carnival, "2025-03-03": carnival,
		"2026-02-16": carnival, "2027-02-08": carnival, "2028-02-28": carnival})

	bucharestDays = libraryDays(ro.Holidays, nil)
)

const carnival = "Carnaval, Monday"

// renamed are names of the library that are of before 2022.
var renamed = map[string]string{"Queen's Birthday": "King's Birthday"}

func ofLibrary(name string, days map[Date]string) Calendar {
	return New(name, Weekend, func(d Date) string { return days[d] }).
		Within(dayOf(libraryFirst, time.January, 1), dayOf(libraryLast, time.December, 31))
}

// libraryDays computes the days of the years that are known, once: those of the library and those that it lacks.
func libraryDays(list []*cal.Holiday, lacking map[string]string) map[Date]string {
	cal.DefaultLoc = time.UTC // its dates are midnights, and a machine's zone may have a day without one
	days := map[Date]string{}
	for year := libraryFirst; year <= libraryLast; year++ {
		for _, h := range list {
			on, kept := h.Calc(year)
			if on.IsZero() {
				continue // not in that year
			}
			name := h.Name
			if now, ok := renamed[name]; ok {
				name = now
			}
			days[DateOf(on)] = name
			if !kept.Equal(on) {
				days[DateOf(kept)] = name + ", substitute day"
			}
		}
	}
	for text, name := range lacking {
		days[MustDate(text)] = name
	}
	return days
}
