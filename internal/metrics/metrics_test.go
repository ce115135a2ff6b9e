package metrics_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"nostro/internal/metrics"
	"nostro/jobs"
	"nostro/jobs/alarm"
	"nostro/lifecycle"
)

var at = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

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
	m.Looked([]alarm.Alarm{{Severity: alarm.Page, State: lifecycle.AlarmRaised}}, []alarm.Channel{{Name: "duty", Sent: 3}},
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
		"nostro_last_turn_timestamp_seconds 1.7955126e+09"} {
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
