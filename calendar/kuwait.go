package calendar

import "time"

// Kuwait returns the days on which banks in Kuwait are closed: Friday and Saturday, 1 January, 25 and 26
// February, and the feasts of Islam. The feasts, and the rest days that are given around holidays, follow the
// sighting of the moon and a circular of the Central Bank of Kuwait a week or two ahead, published by the Kuwait
// Banking Association. So a date in the list is either one of which the announcement is known, or one that the
// government's decision or the Umm al-Qura calendar lets expect: those are called "expected", and may move by a
// day. It ends with 2028. What is announced later belongs into nostro.yaml.
func Kuwait() Calendar {
	return New("Kuwait", GulfWeekend, kuwaitFixed, kuwaitAnnounced, kuwaitExpected).
		Within(dayOf(2024, time.January, 1), dayOf(2028, time.December, 31)).
		PublishedUntil(dayOf(2026, time.March, 31))
}

var kuwaitFixed = holidays(every(time.January, 1, "New Year's Day"), every(time.February, 25, "National Day"),
	every(time.February, 26, "Liberation Day"))

// kuwaitAnnounced are the days of which an announcement of the Kuwait Banking Association is known.
var kuwaitAnnounced = oneOff(map[string]string{
	"2024-02-08": "Isra and Miraj",
	"2025-01-30": "Isra and Miraj, moved", "2025-06-26": "Islamic New Year",
	"2025-03-30": "Eid al-Fitr", "2025-03-31": "Eid al-Fitr", "2025-04-01": "Eid al-Fitr",
	"2026-01-18": "Isra and Miraj, moved",
	"2026-03-19": "Eid al-Fitr", "2026-03-22": "Eid al-Fitr", "2026-03-23": "Eid al-Fitr",
})

// kuwaitExpected are the days of the feasts by the Umm al-Qura calendar, and what the government announced of
// them where no circular for banks is known.
var kuwaitExpected = oneOff(map[string]string{
	"2024-04-09": "Eid al-Fitr, expected", "2024-04-10": "Eid al-Fitr, expected", "2024-04-11": "Eid al-Fitr, expected",
	"2024-06-16": "Eid al-Adha, expected", "2024-06-17": "Eid al-Adha, expected", "2024-06-18": "Eid al-Adha, expected",
	"2024-07-07": "Islamic New Year, expected", "2024-09-15": "Birthday of the Prophet, expected",
	"2025-01-02": "rest day, expected", "2025-02-27": "rest day, expected",
	"2025-06-05": "Arafat Day, expected", "2025-06-08": "Eid al-Adha, expected", "2025-06-09": "rest day, expected",
	"2025-09-04": "Birthday of the Prophet, expected",
	"2026-05-26": "Arafat Day, expected", "2026-05-27": "Eid al-Adha, expected", "2026-05-28": "Eid al-Adha, expected",
	"2026-06-16": "Islamic New Year, expected", "2026-08-25": "Birthday of the Prophet, expected",
	"2027-01-05": "Isra and Miraj, expected",
	"2027-03-09": "Eid al-Fitr, expected", "2027-03-10": "Eid al-Fitr, expected", "2027-03-11": "Eid al-Fitr, expected",
	"2027-05-16": "Eid al-Adha, expected", "2027-05-17": "Eid al-Adha, expected", "2027-05-18": "Eid al-Adha, expected",
	"2027-06-06": "Islamic New Year, expected",
	"2028-02-27": "Eid al-Fitr, expected", "2028-02-28": "Eid al-Fitr, expected",
	"2028-05-04": "Arafat Day, expected", "2028-05-07": "Eid al-Adha, expected",
	"2028-05-25": "Islamic New Year, expected", "2028-08-03": "Birthday of the Prophet, expected",
	"2028-12-14": "Isra and Miraj, expected",
})
