package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"nostro/internal/config"
	"nostro/jobs/alarm"
)

const alarmsYAML = `
alarms:
  channels:
    - {name: duty, webhook_env: HOOK, secret_env: HOOK_SECRET}
    - {name: desk, mail: {server: "smtp.example.com:587", user: nostro, password_env: MAIL_PASSWORD, from: nostro@example.com, to: [desk@example.com]}}
  routes: {page: [duty, desk], info: []}
  severities: {old-rates: "off", aged-break: info}
  heartbeat: {url: "https://hc.example.com/abc"}
  escalate: [desk]
  approval_hours: 2
  repeat_minutes: 45
  came_back_days: 5
metrics: {listen: "127.0.0.1:9464"}
log: {format: json, level: warn}
`

// house makes a folder whose nostro.yaml ends with the text, and returns its file.
func houseWith(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := config.Init(dir, []byte("0123456789abcdef0123456789abcdef")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, config.FileName)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(data, text...), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAlarms(t *testing.T) {
	env := map[string]string{"HOOK": "https://hook.example.com/x", "HOOK_SECRET": "s", "MAIL_PASSWORD": "p"}
	c, err := config.Load(filepath.Dir(houseWith(t, alarmsYAML)), func(name string) string { return env[name] })
	if err != nil {
		t.Fatal(err)
	}
	a := c.Settings.Alarms
	if !slices.Equal(a.Channels, []string{"duty", "desk"}) || a.ApprovalHours != 2 || a.RepeatMinutes != 45 || a.CameBackDays != 5 ||
		!slices.Equal(a.Escalate, []string{"desk"}) || a.SeverityOf(alarm.OldRates) != alarm.Off ||
		a.SeverityOf(alarm.AgedBreak) != alarm.Info || a.SeverityOf(alarm.UnknownFile) != alarm.Page {
		t.Errorf("%+v", a)
	}
	for severity, want := range map[alarm.Severity][]string{alarm.Page: {"duty", "desk"}, alarm.Warning: {"duty", "desk"}, alarm.Info: {}} {
		if got := a.Route(alarm.UnknownFile, "x", severity); !slices.Equal(got, want) {
			t.Errorf("%s goes to %v", severity, got)
		}
	}
	if got := a.Route(alarm.UndeliveredNotice, "duty", alarm.Warning); !slices.Equal(got, []string{"desk"}) {
		t.Errorf("that duty takes nothing is told to %v", got)
	}
	url, err := c.Channels[0].URL()
	secret, also := c.Channels[0].Secret()
	if err != nil || also != nil || url != env["HOOK"] || secret != "s" || c.Channels[1].TLS != "starttls" || c.Channels[1].Server != "smtp.example.com:587" {
		t.Errorf("%v %v %q %+v", err, also, url, c.Channels)
	}
	if beat, err := c.Heartbeat(); err != nil || beat != "https://hc.example.com/abc" || c.Listen != "127.0.0.1:9464" || c.Log.Format != "json" {
		t.Errorf("%q %v %q %+v", beat, err, c.Listen, c.Log)
	}
}

func TestAlarmsThatAreRefused(t *testing.T) {
	for from, story := range map[string]struct{ to, says string }{
		"webhook_env: HOOK,":                {"", "give either webhook"},
		"webhook_env: HOOK, secret_env":     {"webhook: ftp://x, secret_env", "no URL of http or https"},
		", secret_env: HOOK_SECRET":         {"", "give either secret_env or secret_file"},
		"name: desk":                        {"name: duty", "is there twice"},
		"page: [duty, desk]":                {"page: [dusk]", `"dusk" is not known: use duty, desk`},
		"routes: {page":                     {"routes: {urgent: [duty], page", "routes.urgent: is no key here"},
		`old-rates: "off"`:                  {"smoke: info", "severities.smoke: is no key here"},
		"aged-break: info":                  {"aged-break: loud", `"loud" is not known`},
		"user: nostro":                      {"tls: none, user: nostro", "in the clear"},
		"to: [desk@example.com]":            {"to: []", "from 1 to 50 mailboxes"},
		"from: nostro@example.com":          {"from: nostro", "is no mailbox"},
		`server: "smtp.example.com:587"`:    {"server: smtp.example.com", "is not host:port"},
		"escalate: [desk]":                  {"escalate: [boss]", `alarms.escalate[0]: "boss" is not known: use duty, desk`},
		"repeat_minutes: 45":                {"repeat_minutes: 1", "whole number of minutes from 5"},
		"came_back_days: 5":                 {"came_back_days: 0", "whole number of days from 1"},
		"approval_hours: 2":                 {"approval_hours: 0", "whole number of hours from 1"},
		`listen: "127.0.0.1:9464"`:          {`port: 9464`, "metrics.listen: is missing"},
		"format: json":                      {"format: xml", `"xml" is not known: use text, json, off`},
		`url: "https://hc.example.com/abc"`: {`place: "x"`, "heartbeat.place: is no key here"},
	} {
		text := strings.Replace(alarmsYAML, from, story.to, 1)
		if text == alarmsYAML {
			t.Fatalf("%q is not there", from)
		}
		_, err := config.Load(filepath.Dir(houseWith(t, text)), func(string) string { return "" })
		if err == nil || !strings.Contains(err.Error(), story.says) {
			t.Errorf("%s: %v, want %q", story.to, err, story.says)
		}
	}
}

// Everything that is wrong is told at once, missing secrets too, by line; nothing where all is well.
func TestCheckTellsAllAtOnce(t *testing.T) {
	file := houseWith(t, strings.Replace(strings.Replace(alarmsYAML, "approval_hours: 2", "approval_days: 2", 1), "aged-break: info", "aged-break: loud", 1))
	problems, err := config.Check(file, func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	text := problems.Error()
	for _, want := range []string{"alarms.approval_days: is no key here", `"loud" is not known`, "webhook_env: $HOOK is empty or not set",
		"secret_env: $HOOK_SECRET is empty or not set", "mail.password_env: $MAIL_PASSWORD is empty", "password_env: $NOSTRO_RHEIN_PASSWORD is empty"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if len(problems) != 6 || !slices.IsSortedFunc(problems, func(a, b config.Problem) int { return a.Line - b.Line }) || problems[0].Line == 0 {
		t.Errorf("%d problems:\n%s", len(problems), text)
	}
	if problems, err := config.Check(houseWith(t, alarmsYAML), func(string) string { return "there" }); err != nil || len(problems) != 0 {
		t.Errorf("%v %v", problems, err)
	}
	if _, err := config.Check(filepath.Join(t.TempDir(), "none.yaml"), os.Getenv); err == nil {
		t.Error("a file that is not there")
	}
}
