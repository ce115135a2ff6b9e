package metrics_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"nostro/calendar"
	"nostro/internal/metrics"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

var at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

// house is one in which a little of everything stands.
var house = jobs.Insight{Cycles: map[string]int{"open": 2}, FilesOut: map[string]int{"unknown": 1}, FilesIn: map[string]int{"quarantined": 4},
	Breaks:   []jobs.BreakCount{{Reason: "late", ByAge: [4]int{5, 0, 0, 7}}},
	Alarms:   []alarm.Alarm{{Severity: alarm.Page, State: lifecycle.AlarmRaised}, {Severity: alarm.Page, State: lifecycle.AlarmAcknowledged}},
	Fixings:  map[string]calendar.Date{"ECB": calendar.MustDate("2026-11-23")},
	LastDone: map[string]time.Time{"settle": at}, LastBackup: at.Add(-time.Hour), Bytes: 1 << 20}

// busy is a process that has done a little of everything, and where it serves.
func busy(t *testing.T) (m *metrics.Metrics, url string) {
	t.Helper()
	m = metrics.New()
	ctx, stop := context.WithCancel(context.Background())
	addr, done, err := m.Serve(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	m.Ran(jobs.JobRun{Job: "send", State: lifecycle.JobRunDone, Outcome: jobs.OutcomeDone, StartedAt: at, EndedAt: at.Add(2 * time.Second)})
	m.Beat(nil)
	m.Beat(errors.New("refused"))
	m.Watch(func(context.Context) (jobs.Insight, error) { return house, nil })
	m.Looked([]alarm.Channel{{Name: "duty", Sent: 3}},
		[]alarm.Fact{{Cause: alarm.Cause{Kind: alarm.EndpointDown, Subject: "rhein"}, Wrong: true}})
	return m, "http://" + addr
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	reply, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply.StatusCode, string(text)
}

func TestMetricsAndHealth(t *testing.T) {
	m, url := busy(t)
	if code, _ := get(t, url+"/readyz"); code != 503 {
		t.Errorf("ready with %d before the first turn", code)
	}
	m.Turned(at, true, nil)
	for path, want := range map[string]int{"/readyz": 200, "/healthz": 200, "/": 404} {
		if code, text := get(t, url+path); code != want {
			t.Errorf("%s: %d %s", path, code, text)
		}
	}
	_, text := get(t, url+"/metrics")
	for _, want := range []string{`nostro_job_runs_total{job="send",outcome="done"} 1`, `nostro_job_duration_seconds_sum{job="send"} 2`,
		`nostro_heartbeats_total{outcome="failed"} 1`, `nostro_alarms{severity="page",state="raised"} 1`, `nostro_alarms{severity="info",state="raised"} 0`,
		`nostro_notices{channel="duty",state="sent"} 3`, `nostro_endpoint_up{correspondent="rhein"} 0`, "nostro_leader 1",
		"nostro_last_turn_timestamp_seconds 1.7955126e+09", "nostro_store_readable 1", `nostro_cycles{state="open"} 2`,
		`nostro_cycles{state="settled"} 0`, `nostro_files{direction="out",state="unknown"} 1`, `nostro_files{direction="in",state="quarantined"} 4`,
		`nostro_breaks{age_days="0-1",reason="late"} 5`, `nostro_breaks{age_days="31+",reason="late"} 7`,
		`nostro_breaks{age_days="31+",reason="statement-gap"} 0`, `nostro_alarms{severity="page",state="acknowledged"} 1`,
		`nostro_fixing_timestamp_seconds{source="ECB"} 1.795392e+09`, `nostro_job_last_success_timestamp_seconds{job="settle"} 1.7955126e+09`,
		"nostro_last_backup_timestamp_seconds 1.795509e+09", "nostro_database_size_bytes 1.048576e+06"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not there", want)
		}
	}
	m.Turned(at, false, errors.New("the disk is full"))
	if code, text := get(t, url+"/readyz"); code != 503 || strings.Contains(text, "disk") {
		t.Errorf("%d %s", code, text)
	}
	if _, _, err := m.Serve(t.Context(), strings.TrimPrefix(url, "http://")); err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("an address that is taken: %v", err)
	}
}

// What promtool check metrics would say: nothing.
func TestNamesFollowTheConventions(t *testing.T) {
	m, url := busy(t)
	m.Turned(at, true, nil)
	_, text := get(t, url+"/metrics")
	problems, err := promlint.New(strings.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// The program of Prometheus itself says the same. It comes from the package prometheus.
func TestPromtoolHasNothingToSay(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		if os.Getenv("NOSTRO_NO_SKIP") != "" {
			t.Fatal("promtool is not there")
		}
		t.Skip("promtool is not there: install the package prometheus")
	}
	m, url := busy(t)
	m.Turned(at, true, nil)
	_, text := get(t, url+"/metrics")
	if said := check(t, promtool, text); said != "" {
		t.Error(said)
	}
	if said := check(t, promtool, "# HELP nostro_odd_total x\n# TYPE nostro_odd_total gauge\nnostro_odd_total 1\n"); said == "" {
		t.Error("promtool has nothing to say about a gauge that is called a total: it does not look")
	}
}

func check(t *testing.T, promtool, text string) string {
	t.Helper()
	cmd := exec.Command(promtool, "check", "metrics")
	cmd.Stdin = strings.NewReader(text)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil && said.Len() == 0 {
		t.Fatal(err)
	}
	return said.String()
}

// A store that cannot be read is told, and nothing is said of what stands in it; the metrics of the process are there.
func TestAStoreThatCannotBeRead(t *testing.T) {
	m := metrics.New()
	m.Watch(func(context.Context) (jobs.Insight, error) { return jobs.Insight{}, errors.New("the disk is gone") })
	m.Turned(at, true, nil)
	server := httptest.NewServer(m.Handler())
	defer server.Close()
	code, text := get(t, server.URL+"/metrics")
	if code != 200 || !strings.Contains(text, "nostro_store_readable 0") || !strings.Contains(text, "nostro_leader 1") {
		t.Errorf("%d %s", code, text)
	}
	for _, name := range []string{"nostro_cycles", "nostro_alarms", "nostro_breaks", "nostro_database_size_bytes"} {
		if strings.Contains(text, name) {
			t.Errorf("%s is told though the store cannot be read", name)
		}
	}
}

// Every metric that the dashboard asks for is there.
func TestDashboardAsksForWhatThereIs(t *testing.T) {
	m, url := busy(t)
	m.Turned(at, true, nil)
	_, text := get(t, url+"/metrics")
	data, err := os.ReadFile("../../deploy/grafana/nostro.json")
	if err != nil {
		t.Fatal(err)
	}
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal(data, &board); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, panel := range board.Panels {
		for _, target := range panel.Targets {
			for _, name := range regexp.MustCompile(`\b(nostro|process|go)_[a-z0-9_]+`).FindAllString(target.Expr, -1) {
				asked++
				if !strings.Contains(text, "\n"+name+"{") && !strings.Contains(text, "\n"+name+" ") {
					t.Errorf("%s asks for %s, which is not there", target.Expr, name)
				}
			}
		}
	}
	if asked < 8 {
		t.Errorf("only %d metrics are asked for", asked)
	}
}
