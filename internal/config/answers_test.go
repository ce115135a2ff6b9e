package config

import (
	"bytes"
	"strings"
	"testing"
)

// answering is the template with answers of its correspondent.
func answering(t *testing.T, text string) []byte {
	t.Helper()
	from := []byte("    endpoint:                     # where files")
	if !bytes.Contains(Template(), from) {
		t.Fatal("the template has no endpoint where one was looked for")
	}
	return bytes.Replace(Template(), from, append([]byte("    answers: "+text+"\n"), from...), 1)
}

func TestAnswersAreRead(t *testing.T) {
	if mustParse(t, Template()).Settings.Correspondents[0].Answers.Booking {
		t.Error("nothing is said, and a booking is expected")
	}
	got := mustParse(t, answering(t, `{status: {hours: 3}, booking: {business_days: 1, by: "09:30", zone: Europe/Berlin, calendar: TARGET}}`)).
		Settings.Correspondents[0].Answers
	if got.StatusHours != 3 || !got.Booking || got.BookingDays != 1 || got.By.String() != "09:30 Europe/Berlin" || got.Calendar.Name() != "TARGET" {
		t.Errorf("%+v", got)
	}
	if got := mustParse(t, answering(t, "{status: {hours: 3}}")).Settings.Correspondents[0].Answers; got.Booking {
		t.Errorf("%+v", got)
	}
}

func TestAnswersAreStrict(t *testing.T) {
	for text, want := range map[string]string{
		"{colour: red}":        "answers.colour: is no key here",
		"{status: {hours: 0}}": "answers.status.hours",
		"{status: {days: 1}}":  "answers.status.",
		"{booking: {}}":        "answers.booking.business_days: is missing",
		`{booking: {business_days: 21, by: "09:00", zone: Europe/Berlin, calendar: TARGET}}`:      "from 0 to 20",
		`{booking: {business_days: 1, by: "9 h", zone: Europe/Berlin, calendar: TARGET}}`:         "answers.booking.by",
		`{booking: {business_days: 1, by: "09:00", zone: Nowhere, calendar: TARGET}}`:             "answers.booking.zone",
		`{booking: {business_days: 1, by: "09:00", zone: Europe/Berlin, calendar: Nowhere}}`:      "answers.booking.calendar",
		`{booking: {business_days: 1, by: "09:00", zone: Europe/Berlin, calendar: TARGET, x: y}}`: "answers.booking.x: is no key",
	} {
		problems := problemsOf(t, answering(t, text))
		if len(problems) == 0 || !strings.Contains(problems.Error(), want) {
			t.Errorf("%s:\n got %v\nwant %s", text, problems, want)
		}
	}
}
