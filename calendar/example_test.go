package calendar_test

import (
	"fmt"

	"nostro/calendar"
)

func ExampleTARGET() {
	target := calendar.TARGET()
	goodFriday := calendar.MustDate("2026-04-03")
	next, err := target.Next(goodFriday)
	fmt.Println(target.IsBusinessDay(goodFriday), next, err)
	// Output: false 2026-04-07 <nil>
}

func ExampleJoin() {
	fed := calendar.New("Fed", calendar.Weekend, calendar.On(calendar.MustDate("2026-11-26")))
	joined := calendar.Join(calendar.TARGET(), fed)
	fmt.Println(joined.Name(), joined.IsBusinessDay(calendar.MustDate("2026-11-26")))
	// Output: TARGET+Fed false
}

func ExampleCutOff_At() {
	cutOff, err := calendar.ParseCutOff("02:30", "Europe/Brussels")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(cutOff.At(calendar.MustDate("2026-03-28")))
	fmt.Println(cutOff.At(calendar.MustDate("2026-03-29"))) // the clock change skips 02:30
	// Output:
	// 2026-03-28 02:30:00 +0100 CET
	// 2026-03-29 03:00:00 +0200 CEST
}

func ExampleCalendar_BusinessDaysBetween() {
	fixed, today := calendar.MustDate("2026-04-02"), calendar.MustDate("2026-04-07")
	fmt.Println(calendar.TARGET().BusinessDaysBetween(fixed, today))
	// Output: 1
}
