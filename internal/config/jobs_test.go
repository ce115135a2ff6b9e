package config

import (
	"strings"
	"testing"
	"time"

	"nostro/calendar"
	"nostro/jobs"
)

// withJobs is the template with jobs.
func withJobs(t testing.TB, lines string) []byte {
	t.Helper()
	return edited(t, "# jobs: ", "jobs:\n"+lines+"# jobs: ")
}

func TestJobs(t *testing.T) {
	c, err := Parse(withJobs(t, `  - {name: settle, work: cycle, at: "0 16 * * *", zone: Europe/Brussels, calendar: {name: TARGET, holidays: ["2026-12-24"]}}
  - {name: month, work: checkpoint, at: "0 22 * * *", zone: UTC, calendar: {name: TARGET}, shift: preceding, day_of_month: last-day, catch_up: latest, attempts: 2}
`), newHouse(t), noEnv)
	if err != nil {
		t.Fatal(err)
	}
	list := c.Settings.Jobs
	if len(list) != 2 || list[0].Name != "settle" || list[0].Work != jobs.WorkCycle || list[0].CatchUp != jobs.CatchUpEvery ||
		list[0].Attempts != 5 || list[1].CatchUp != jobs.CatchUpLatest || list[1].Attempts != 2 {
		t.Errorf("%+v", list)
	}
	due := func(j jobs.Job, from, to string) (told []string) {
		dues, err := j.Schedule.Between(calendar.MustDate(from).In(time.UTC), calendar.MustDate(to).In(time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range dues {
			told = append(told, d.At.UTC().Format("01-02 15:04")+" "+d.Skipped+d.Note)
		}
		return told
	}
	if got := strings.Join(due(list[0], "2026-12-24", "2026-12-25"), "|"); got != "12-24 15:00 own holiday" {
		t.Errorf("settle is due %q", got)
	}
	if got := strings.Join(due(list[1], "2027-01-30", "2027-03-01"), "|"); got != "02-26 22:00 moved from 2027-02-28, Sunday" {
		t.Errorf("month is due %q", got)
	}
}

func TestJobsThatAreRefused(t *testing.T) {
	const good = `name: a, work: send, at: "0 9 * * *", zone: UTC`
	for line, says := range map[string]string{
		`name: a, at: "0 9 * * *", zone: UTC`:                                     "work",
		`name: a, work: dance, at: "0 9 * * *", zone: UTC`:                        `"dance" is no work: write one of [rates cycle`,
		`name: a, work: send, zone: UTC`:                                          "at",
		`name: a, work: send, at: "0 9 * * *"`:                                    "zone",
		`name: a, work: send, at: "0 9 * * *", zone: Mars`:                        `zone "Mars" is not in the tz database`,
		`name: a, work: send, at: "0 9 30 2 *", zone: UTC`:                        "no such day ever comes",
		`name: a, work: send, at: "@daily", zone: UTC`:                            "no fixed instants",
		good + `, shift: preceding`:                                               "write calendar too",
		good + `, calendar: {name: TARGET}, shift: up`:                            `"up" is none of [skip following`,
		good + `, calendar: {name: Moon}`:                                         `"Moon" is not known`,
		good + `, catch_up: maybe`:                                                `"maybe" is none of [every latest none]`,
		good + `, attempts: 0`:                                                    "attempts",
		good + `, day_of_month: first-day`:                                        `"first-day" is no day of a month`,
		good + `, every: 5m`:                                                      "every",
		good + "}\n  - {" + good:                                                  `"a" is there twice`,
		`name: a b, work: send, at: "0 9 * * *", zone: UTC`:                       "name",
		`name: a, work: send, at: "0 9 * * 1", zone: UTC, day_of_month: last-day`: "names days",
	} {
		_, err := Parse(withJobs(t, "  - {"+line+"}\n"), newHouse(t), noEnv)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s\n  got %v, want %q", line, err, says)
		}
	}
}
