package config

import (
	"strings"
	"testing"

	"nostro/calendar"
)

func withExpects(t testing.TB, line string) []byte {
	t.Helper()
	return edited(t, "    # expects:  ", "    expects: ["+line+"]\n    # expects:  ")
}

func TestExpects(t *testing.T) {
	c := mustParse(t, withExpects(t, `{name: statement, kind: camt.053, by: "08:00", zone: Europe/Berlin, calendar: TARGET, since: "2026-11-24"},
      {name: acks, pattern: "ACK*.xml", by: "18:00", zone: UTC, calendar: weekend, since: "2026-11-24"}`))
	all := c.Settings.Correspondents[0].Expects
	if len(all) != 2 || all[0].Kind != "camt.053" || all[0].Name != "statement" || all[0].By.String() != "08:00 Europe/Berlin" ||
		all[0].Since != calendar.MustDate("2026-11-24") || all[0].Calendar.IsBusinessDay(calendar.MustDate("2026-12-25")) ||
		all[1].Pattern != "ACK*.xml" || !all[1].Calendar.IsBusinessDay(calendar.MustDate("2026-12-25")) {
		t.Errorf("%+v", all)
	}
}

func TestExpectsRefuses(t *testing.T) {
	const good = `{name: s, kind: camt.053, by: "08:00", zone: UTC, calendar: TARGET, since: "2026-11-24"}`
	for _, c := range []struct{ old, new, key, says string }{
		{"kind: camt.053, ", "", "expects[0]", "give either kind"},
		{"kind: camt.053", `kind: camt.053, pattern: "x"`, "expects[0]", "give either kind"},
		{"camt.053", "camt.086", "kind", "no kind of message that is read here"},
		{"kind: camt.053", `pattern: "[a"`, "pattern", "no pattern of a file name"},
		{`"08:00"`, `"25:00"`, "by", "25:00"},
		{"zone: UTC", "zone: Mars/Base", "zone", "Mars/Base"},
		{"calendar: TARGET", "calendar: Moon", "calendar", "is not known"},
		{"2026-11-24", "2026-02-30", "since", "2026-02-30"},
		{"name: s", "name: S!", "name", "small letters"},
		{"name: s,", "", "name", "is missing"},
		{"name: s", "name: s, every: day", "every", "is no key here"},
		{"}", "}, " + good, "expects[1]", "is there twice"},
	} {
		problems := problemsOf(t, withExpects(t, strings.Replace(good, c.old, c.new, 1)))
		if text := problems.Error(); !strings.Contains(text, c.key) || !strings.Contains(text, c.says) {
			t.Errorf("%s: got %q, want %q about %s", c.new, text, c.says, c.key)
		}
	}
}
