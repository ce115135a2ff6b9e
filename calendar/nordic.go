package calendar

import "time"

// Stockholm returns the calendar of the Riksbank's RIX (Act 1989:253 on public holidays; Midsummer Eve,
// Christmas Eve and New Year's Eve are closed as bank holidays).
func Stockholm() Calendar {
	return New("Stockholm", Weekend, stockholmDays).Within(dayOf(2005, time.January, 1), dayOf(lastYear, time.December, 31))
}

var stockholmDays = holidays(
	every(time.January, 1, "New Year's Day"), every(time.January, 6, "Epiphany"),
	easter(-2, "Good Friday"), easter(1, "Easter Monday"), every(time.May, 1, "Labour Day"),
	easter(39, "Ascension Day"), every(time.June, 6, "National Day"),
	holiday{name: "Midsummer Eve", on: midsummerEve},
	every(time.December, 24, "Christmas Eve"), every(time.December, 25, "Christmas Day"),
	every(time.December, 26, "Boxing Day"), every(time.December, 31, "New Year's Eve"),
)

// midsummerEve is the Friday from 19 to 25 June.
func midsummerEve(year int) Date {
	d := dayOf(year, time.June, 19)
	return d.AddDays((int(time.Friday) - int(d.Weekday()) + 7) % 7)
}

// Oslo returns the calendar of Norges Bank's settlement system (Acts on public holidays of 1947 and
// 1995). Whether your bank settles on 24 and 31 December is not certain: list them in nostro.yaml where not.
func Oslo() Calendar {
	return New("Oslo", Weekend, osloDays).Within(dayOf(2000, time.January, 1), dayOf(lastYear, time.December, 31))
}

var osloDays = holidays(
	every(time.January, 1, "New Year's Day"), easter(-3, "Maundy Thursday"), easter(-2, "Good Friday"),
	easter(1, "Easter Monday"), every(time.May, 1, "Labour Day"), every(time.May, 17, "Constitution Day"),
	easter(39, "Ascension Day"), easter(50, "Whit Monday"),
	every(time.December, 25, "Christmas Day"), every(time.December, 26, "Saint Stephen's Day"),
)

// Copenhagen returns the bank holidays of Denmark (Finance Denmark, list of bank holidays): the day after
// Ascension is one since 2009, and General Prayer Day none since 2024 (Act 214 of 2023).
func Copenhagen() Calendar {
	return New("Copenhagen", Weekend, copenhagenDays).Within(dayOf(2009, time.January, 1), dayOf(lastYear, time.December, 31))
}

var copenhagenDays = holidays(
	every(time.January, 1, "New Year's Day"), easter(-3, "Maundy Thursday"), easter(-2, "Good Friday"),
	easter(1, "Easter Monday"), easter(26, "General Prayer Day").until(2023),
	easter(39, "Ascension Day"), easter(40, "day after Ascension Day"), easter(50, "Whit Monday"),
	every(time.June, 5, "Constitution Day"), every(time.December, 24, "Christmas Eve"),
	every(time.December, 25, "Christmas Day"), every(time.December, 26, "Boxing Day"),
	every(time.December, 31, "New Year's Eve"),
)
