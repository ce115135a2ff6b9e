package calendar_test

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ecb"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/mx"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"

	"nostro/calendar"
)

// ofTheLibrary are the calendars that both have, and every difference of 2024 to 2028, named: + is closed here and open
// there, - the other way round.
var ofTheLibrary = []struct {
	name     string
	holidays []*cal.Holiday
	why      string
	differs  string
}{
	{"TARGET", ecb.Holidays, "", ""},
	{"London", gb.Holidays, "", ""},
	{"Oslo", no.Holidays, "", ""},
	{"Stockholm", se.Holidays, "", ""},
	{"Warsaw", pl.Holidays, "", ""},
	{"Prague", cz.Holidays, "", ""},
	{"Fed", us.Holidays, "federal offices close on the Friday before a holiday on a Saturday, the Federal Reserve Banks do not",
		"-2026-07-03 -2027-06-18 -2027-12-24 -2027-12-31 -2028-11-10"},
	{"Tokyo", jp.Holidays, "banks are closed at the turn of the year by an order of their own",
		"+2024-01-02 +2024-01-03 +2024-12-31 +2025-01-02 +2025-01-03 +2025-12-31 +2026-01-02 +2026-12-31 +2027-12-31 +2028-01-03"},
	{"Zurich", ch.HolidaysZH, "2 January is a day on which SIC is closed", "+2024-01-02 +2025-01-02 +2026-01-02"},
	{"Copenhagen", dk.Holidays, "banks keep the day after Ascension, 24 and 31 December by agreement",
		"+2024-05-10 +2024-12-24 +2024-12-31 +2025-05-30 +2025-12-24 +2025-12-31 +2026-05-15 +2026-12-24 +2026-12-31 " +
			"+2027-05-07 +2027-12-24 +2027-12-31 +2028-05-26"},
	{"Toronto", ca.Holidays, "Family Day is one of Ontario, and Easter Monday is kept by federal offices, not by banks",
		"+2024-02-19 -2024-04-01 +2025-02-17 -2025-04-21 +2026-02-16 -2026-04-06 +2027-02-15 -2027-03-29 +2028-02-21 -2028-04-17"},
}

// days returns the working days of the week from 2024 to 2028 on which the calendar is closed.
func days(closed func(calendar.Date) bool) []string {
	var all []string
	for d := date("2024-01-01"); d.Year() < 2029; d = d.AddDays(1) {
		if calendar.Weekend(d) == "" && closed(d) {
			all = append(all, d.String())
		}
	}
	return all
}

func libraryDays(holidays []*cal.Holiday) []string {
	on := map[calendar.Date]bool{}
	for year := 2023; year < 2030; year++ {
		for _, h := range holidays {
			actual, observed := h.Calc(year)
			on[calendar.DateOf(actual)], on[calendar.DateOf(observed)] = true, true
		}
	}
	return days(func(d calendar.Date) bool { return on[d] })
}

func differences(ours, theirs []string) string {
	var all []string
	for _, d := range ours {
		if !slices.Contains(theirs, d) {
			all = append(all, "+"+d)
		}
	}
	for _, d := range theirs {
		if !slices.Contains(ours, d) {
			all = append(all, "-"+d)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return strings.Compare(a[1:], b[1:]) })
	return strings.Join(all, " ")
}

func TestWhereTheLibraryDiffers(t *testing.T) {
	for _, tt := range ofTheLibrary {
		c, err := calendar.ByName(tt.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := differences(days(func(d calendar.Date) bool { return !c.IsBusinessDay(d) }), libraryDays(tt.holidays)); got != tt.differs {
			t.Errorf("%s (%s)\ndiffers by %s\nwant       %s", tt.name, tt.why, got, tt.differs)
		}
	}
}

// Why Mexico does not come from it: it keeps fixed days where the law has Mondays since 2006, moves what stays where it
// falls, and lacks the days that only banks keep.
func TestMexicoOfTheLibraryIsWrong(t *testing.T) {
	theirs := libraryDays(mx.Holidays)
	for _, day := range []string{"2026-02-05", "2026-03-20", "2027-12-24", "2027-12-31"} {
		if !slices.Contains(theirs, day) {
			t.Errorf("%s is right in the library by now: see whether it can be used", day)
		}
	}
	for _, day := range []string{"2026-02-02", "2026-04-02", "2024-12-12"} {
		if slices.Contains(theirs, day) {
			t.Errorf("%s is right in the library by now: see whether it can be used", day)
		}
	}
}

// The library computes midnights of the zone of the machine, and in Cairo there is a day without one. Its days must not
// move with the machine on which this runs.
func TestTheZoneOfTheMachineMovesNoHoliday(t *testing.T) {
	if os.Getenv("NOSTRO_TEST_ZONE") != "" {
		for _, name := range []string{"Sydney", "Wellington", "Johannesburg", "SaoPaulo", "Bucharest"} {
			c, err := calendar.ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Println(name, days(func(d calendar.Date) bool { return !c.IsBusinessDay(d) }))
		}
		return
	}
	said := map[string][]string{}
	for _, zone := range []string{"UTC", "Africa/Cairo", "America/Sao_Paulo", "Pacific/Apia", "Asia/Beirut"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestTheZoneOfTheMachineMovesNoHoliday$")
		cmd.Env = append(os.Environ(), "NOSTRO_TEST_ZONE=1", "TZ="+zone)
		out, err := cmd.CombinedOutput()
		days, _, found := strings.Cut(string(out), "PASS")
		if err != nil || !found || len(days) < 500 {
			t.Fatalf("%s: %v\n%s", zone, err, out)
		}
		said[days] = append(said[days], zone)
	}
	if len(said) != 1 {
		t.Errorf("the days differ by the zone of the machine: %v", said)
	}
	if cal.DefaultLoc != time.UTC {
		t.Error("the library computes in the zone of the machine")
	}
}
