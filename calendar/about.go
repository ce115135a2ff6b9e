package calendar

import "slices"

// About is what stands behind a calendar of the program: whose days they are, and how far anybody can know them.
type About struct {
	Name     string
	Currency string // that settles by it, of ISO 4217
	Zone     string // of the tz database, in which its days begin and end
	Weekend  string // the days of each week that are closed
	Source   string // of the rule: a law, or a decision
	Checked  string // the lists that 2024 to 2028 were compared with, day by day
	Unknown  string // what nobody can know before it is announced; "" where nothing is

	make func() Calendar
}

// Calendar returns the calendar itself.
func (a About) Calendar() Calendar { return a.make() }

// Abouts returns what stands behind each calendar of the program, by name.
func Abouts() []About {
	return slices.SortedFunc(slices.Values(abouts), func(a, b About) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}

const (
	saturdaySunday = "Saturday, Sunday"
	fridaySaturday = "Friday, Saturday"

	// twoCollections are lists that others keep, of public holidays, where no list of a bank was at hand.
	twoCollections = "two independent collections of public holidays: date-holidays 3.37.0 and rickar/cal v2.1.26"
)

var abouts = []About{
	{Name: "TARGET", Currency: "EUR", Zone: "Europe/Berlin", Weekend: saturdaySunday, make: TARGET,
		Source:  "European Central Bank, long-term calendar for TARGET closing days, decided on 14 December 2000 until further notice",
		Checked: "that decision, day by day; rickar/cal v2.1.26"},
	{Name: "Fed", Currency: "USD", Zone: "America/New_York", Weekend: saturdaySunday, make: Fed,
		Source:  "Board of Governors of the Federal Reserve System, K.8, Holidays Observed; one on a Saturday is not made up for",
		Checked: "K.8 for 2024 to 2028"},
	{Name: "London", Currency: "GBP", Zone: "Europe/London", Weekend: saturdaySunday, make: London,
		Source:  "Banking and Financial Dealings Act 1971, schedule 1, and royal proclamations; England and Wales, as CHAPS",
		Checked: "gov.uk/bank-holidays for 2024 to 2027; the Act for 2028",
		Unknown: "days that are proclaimed once, as for a jubilee or a funeral, some of them ten days ahead"},
	{Name: "Tokyo", Currency: "JPY", Zone: "Asia/Tokyo", Weekend: saturdaySunday, make: Tokyo,
		Source:  "Banking Act, article 15, and its Enforcement Order, article 5; Act on National Holidays, 1948",
		Checked: "Cabinet Office, list of national holidays, for 2024 to 2027; rickar/cal v2.1.26 for 2028",
		Unknown: "the equinoxes of a year are computed until the Cabinet fixes them in February of the year before"},
	{Name: "Zurich", Currency: "CHF", Zone: "Europe/Zurich", Weekend: saturdaySunday, make: Zurich,
		Source:  "SIX Interbank Clearing on behalf of the Swiss National Bank, SIC holidays",
		Checked: "the days of that list, computed for 2024 to 2028; rickar/cal v2.1.26, canton of Zurich"},
	{Name: "Kuwait", Currency: "KWD", Zone: "Asia/Kuwait", Weekend: fridaySaturday, make: Kuwait,
		Source:  "circulars of the Central Bank of Kuwait, published by the Kuwait Banking Association",
		Checked: "the circulars that are known; the rest by the Umm al-Qura calendar, and called expected",
		Unknown: "the feasts of Islam may move by a day with the sighting of the moon, and rest days are given around them, a week or two ahead"},
	{Name: "Stockholm", Currency: "SEK", Zone: "Europe/Stockholm", Weekend: saturdaySunday, make: Stockholm,
		Source: "Act 1989:253 on public holidays, and the eves on which RIX is closed", Checked: twoCollections},
	{Name: "Copenhagen", Currency: "DKK", Zone: "Europe/Copenhagen", Weekend: saturdaySunday, make: Copenhagen,
		Source:  "Finance Denmark, bank holidays; General Prayer Day is none since 2024 (Act 214 of 2023)",
		Checked: twoCollections + ", which lack the bank holidays of the day after Ascension, 24 and 31 December"},
	{Name: "Oslo", Currency: "NOK", Zone: "Europe/Oslo", Weekend: saturdaySunday, make: Oslo,
		Source: "Acts on public holidays of 1947 and 1995", Checked: twoCollections},
	{Name: "Warsaw", Currency: "PLN", Zone: "Europe/Warsaw", Weekend: saturdaySunday, make: Warsaw,
		Source: "Act of 18 January 1951 on days off work", Checked: twoCollections},
	{Name: "Prague", Currency: "CZK", Zone: "Europe/Prague", Weekend: saturdaySunday, make: Prague,
		Source: "Act 245/2000 on public holidays", Checked: twoCollections},
	{Name: "Toronto", Currency: "CAD", Zone: "America/Toronto", Weekend: saturdaySunday, make: Toronto,
		Source:  "Bank Act holidays, and the Retail Business Holidays Act of Ontario",
		Checked: twoCollections + ", which lack Family Day or have Easter Monday",
		Unknown: "not every Canadian system keeps Family Day or the Civic Holiday"},
	{Name: "Sydney", Currency: "AUD", Zone: "Australia/Sydney", Weekend: saturdaySunday, make: Sydney,
		Source:  "Reserve Bank of Australia, RITS business hours: the holidays that New South Wales and Victoria both keep",
		Checked: twoCollections + ", New South Wales, less the days that it alone keeps"},
	{Name: "Wellington", Currency: "NZD", Zone: "Pacific/Auckland", Weekend: saturdaySunday, make: Wellington,
		Source:  "Holidays Act 2003; Te Kahui o Matariki Public Holiday Act 2022, schedule 1; no anniversary days of provinces",
		Checked: twoCollections + ", of which the second lacks Matariki"},
	{Name: "Johannesburg", Currency: "ZAR", Zone: "Africa/Johannesburg", Weekend: saturdaySunday, make: Johannesburg,
		Source: "Public Holidays Act 36 of 1994; one on a Sunday is kept on Monday", Checked: twoCollections,
		Unknown: "days that the President declares once, as for elections, some of them two weeks ahead"},
	{Name: "SaoPaulo", Currency: "BRL", Zone: "America/Sao_Paulo", Weekend: saturdaySunday, make: SaoPaulo,
		Source:  "National Monetary Council, days that are no banking days: national holidays, Monday and Tuesday of Carnival, Corpus Christi",
		Checked: twoCollections + ", of which the second lacks the Monday of Carnival"},
	{Name: "Bucharest", Currency: "RON", Zone: "Europe/Bucharest", Weekend: saturdaySunday, make: Bucharest,
		Source: "Labour Code, article 139: Easter of the Orthodox church, 6 and 7 January since 2024", Checked: twoCollections + ", of which the first lacks 2 January",
		Unknown: "days off that the government gives between a holiday and a weekend are for public offices; some banks keep them"},
	{Name: "MexicoCity", Currency: "MXN", Zone: "America/Mexico_City", Weekend: saturdaySunday, make: MexicoCity,
		Source:  "National Banking and Securities Commission, yearly provisions on the days on which banks close",
		Checked: "date-holidays 3.37.0, which lacks the handover of 1 October 2024; rickar/cal v2.1.26 is wrong about it and not used"},
}
